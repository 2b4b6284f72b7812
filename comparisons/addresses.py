"""The addresses of public pages."""

from functools import lru_cache

from django.urls import reverse

__all__ = ["address"]


@lru_cache(maxsize=4096)
def address(name: str, *args: str) -> str:
    """Return where a page is. It depends on the code alone, and a page asks for a hundred of them."""
    return reverse(name, args=args)
