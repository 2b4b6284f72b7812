"""The nearest names to one that does not exist, for pages that could not be found."""

from collections.abc import Mapping
from difflib import SequenceMatcher

from django.http import Http404

__all__ = ["Addresses", "NotInCatalogue", "nearest_to"]

# Address and name of a page, by the word that stands for it in addresses.
Addresses = Mapping[str, tuple[str, str]]

# A word at least this like another may have been meant; 1.0 is the same word.
_LIKE = 0.6
_NAMED = 3
# Nobody mistypes a longer word, and likeness takes time.
_LONGEST = 60


class NotInCatalogue(Http404):
    """There is no such thing; `nearest` are links and names of what may have been meant."""

    def __init__(self, message: str, nearest: list[tuple[str, str]]) -> None:
        super().__init__(message)
        self.message = message
        self.nearest = nearest

    @classmethod
    def named(cls, thing: str, slug: str, addresses: Addresses) -> "NotInCatalogue":
        """`addresses` gives link and name by slug of everything of the kind."""
        return cls(f"There is no {thing} named “{slug[:_LONGEST]}”.", nearest_to([slug], addresses))


def nearest_to(words: list[str], addresses: Addresses) -> list[tuple[str, str]]:
    """Return the pages whose words are most like any of these, none twice, none that is unlike all."""
    typed = [word[:_LONGEST].lower() for word in words]
    likeness = {known: max((_likeness(word, known) for word in typed), default=0.0) for known in addresses}
    by_likeness = sorted((known for known in addresses if likeness[known] >= _LIKE), key=lambda known: -likeness[known])
    return list(dict.fromkeys(addresses[known] for known in by_likeness))[:_NAMED]


def _likeness(typed: str, known: str) -> float:
    return SequenceMatcher(None, typed, known).ratio() + (1.0 if len(typed) > 2 and typed in known else 0.0)
