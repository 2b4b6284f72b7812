"""Resolving paths outside of views, in middleware that runs before Django's own resolver."""

from functools import lru_cache

from django.urls import Resolver404, ResolverMatch, resolve


@lru_cache(maxsize=2000)
def match_at(path: str) -> ResolverMatch | None:
    """Return the match for a path, or None if no URL pattern matches."""
    try:
        return resolve(path)
    except Resolver404:
        return None
