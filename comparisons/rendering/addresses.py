"""URLs of public pages. They depend on the code alone, so each pattern is reversed once per process."""

from functools import cache

from django.urls import reverse

# A placeholder for the slug when a pattern is reversed.
_SLUG = "SLUG"


def address(name: str, slug: str = "") -> str:
    """Return the URL of the view `name`; `slug` is its argument, for comparisons the slugs joined by "-vs-"."""
    before, after = _around_slug(name) if slug else (_path(name), "")
    return before + slug + after


@cache
def _path(name: str) -> str:
    return reverse(name)


@cache
def _around_slug(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[_SLUG]).partition(_SLUG)
    return before, after
