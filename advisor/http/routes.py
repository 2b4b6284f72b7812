"""Resolving paths outside of views, in middleware that runs before Django's own resolver."""

from functools import lru_cache

from django.urls import Resolver404, ResolverMatch, resolve

# Only short paths that match are kept, so that the room for them is bounded whatever is asked for.
_MATCHES, _LONGEST = 1000, 200


def match_at(path: str) -> ResolverMatch | None:
    """Return the match for a path, or None if no URL pattern matches."""
    try:
        return _match(path) if len(path) <= _LONGEST else resolve(path)
    except Resolver404:
        return None


@lru_cache(maxsize=_MATCHES)
def _match(path: str) -> ResolverMatch:
    return resolve(path)
