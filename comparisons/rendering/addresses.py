"""URLs of public pages. They depend on the code alone, so each pattern is reversed once per process."""

from functools import cache

from django.urls import get_script_prefix, reverse

# A placeholder for the slug when a pattern is reversed.
_SLUG = "SLUG"
# The home page as Markdown, below the root of the site.
INDEX = "/index"


def address(name: str, slug: str = "") -> str:
    """Return the URL of the view `name`; `slug` is its argument, for comparisons the slugs joined by "-vs-"."""
    before, after = _around_slug(name) if slug else (_path(name), "")
    return before + slug + after


def markdown_address(page: str) -> str:
    """Return the URL of a page, which may have a query, as Markdown (advisor/markdown/views.py)."""
    path, mark, query = page.partition("?")
    name = f"{get_script_prefix()}{INDEX[1:]}" if path == get_script_prefix() else path.removesuffix("/")
    return f"{name}.md{mark}{query}"


@cache
def _path(name: str) -> str:
    return reverse(name)


@cache
def _around_slug(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[_SLUG]).partition(_SLUG)
    return before, after
