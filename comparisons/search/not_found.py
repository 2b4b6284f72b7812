"""Names that are not in the catalogue: the 404 error, with suggestions of similar names."""

from collections.abc import Mapping
from difflib import SequenceMatcher

from django.http import Http404

# URL and name of each page, by its slug.
Addresses = Mapping[str, tuple[str, str]]

# The lowest similarity of a suggestion; equal words have 1.0.
_LEAST_SIMILAR = 0.6
_MOST_SUGGESTIONS = 3
# Longer words are cut before comparing, which limits the time it takes.
_MAX_LENGTH = 60


class NotInCatalogue(Http404):
    """A 404 with suggestions: `nearest` are URLs and names of pages with similar slugs."""

    def __init__(self, message: str, nearest: list[tuple[str, str]]) -> None:
        super().__init__(message)
        self.message = message
        self.nearest = nearest

    @classmethod
    def named(cls, thing: str, slug: str, addresses: Addresses) -> "NotInCatalogue":
        """Return the error for a slug. `addresses` has URL and name of everything of the kind, by slug."""
        return cls(f"There is no {thing} named “{slug[:_MAX_LENGTH]}”.", nearest_to([slug], addresses))


def nearest_to(words: list[str], addresses: Addresses) -> list[tuple[str, str]]:
    """Return up to three distinct pages whose slugs are most similar to any of the words, most similar first."""
    return list(dict.fromkeys(addresses[known] for known in nearest_slugs(words, addresses)))[:_MOST_SUGGESTIONS]


def nearest_slugs(words: list[str], addresses: Addresses) -> list[str]:
    """Return the slugs that are similar to any of the words, most similar first."""
    typed = [word[:_MAX_LENGTH].lower() for word in words]
    similarity = {known: max((_similarity(word, known) for word in typed), default=0.0) for known in addresses}
    return sorted(
        (known for known in addresses if similarity[known] >= _LEAST_SIMILAR), key=lambda known: -similarity[known]
    )


def _similarity(typed: str, known: str) -> float:
    return SequenceMatcher(None, typed, known).ratio() + (1.0 if len(typed) > 2 and typed in known else 0.0)
