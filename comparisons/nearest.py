"""The nearest names to one that does not exist, for pages that could not be found."""

from collections.abc import Mapping
from difflib import SequenceMatcher

from django.http import Http404

__all__ = ["NotInCatalogue"]


class NotInCatalogue(Http404):
    """There is no such thing; `nearest` are links and names of what may have been meant."""

    def __init__(self, message: str, nearest: list[tuple[str, str]]) -> None:
        super().__init__(message)
        self.message = message
        self.nearest = nearest

    @classmethod
    def named(cls, thing: str, slug: str, addresses: Mapping[str, tuple[str, str]]) -> "NotInCatalogue":
        """`addresses` gives link and name by slug of everything of the kind."""
        by_likeness = sorted(addresses, key=lambda known: -_likeness(slug, known))
        nearest = [addresses[known] for known in by_likeness[:3]]
        return cls(f"There is no {thing} named “{slug[:60]}”.", nearest)


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, a.lower(), b).ratio() + (1.0 if a and a in b else 0.0)
