"""Which view answers an address, for those who stand above Django's own resolver."""

from functools import lru_cache

from django.urls import Resolver404, ResolverMatch, resolve


@lru_cache(maxsize=2000)
def match_at(path: str) -> ResolverMatch | None:
    """Return the view of a path and its name; None where no URL pattern matches."""
    try:
        return resolve(path)
    except Resolver404:
        return None
