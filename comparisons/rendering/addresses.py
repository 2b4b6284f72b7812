"""The addresses of public pages."""

from functools import cache

from django.urls import reverse

# Stands for a slug while Django is asked for the address around it.
_SLUG = "SLUG"


def address(name: str, slug: str = "") -> str:
    """Return the address of a public page; `slug` is the one in it, of slugs joined by "-vs-" in a comparison's.

    It depends on the code alone, so Django is asked once for each name. A page has a hundred addresses.
    """
    before, after = _around_slug(name) if slug else (_path(name), "")
    return before + slug + after


@cache
def _path(name: str) -> str:
    return reverse(name)


@cache
def _around_slug(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[_SLUG]).partition(_SLUG)
    return before, after
