"""Slugs that are similar to what was typed. Pure."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

# The lowest similarity of a suggestion; equal words have 1.0.
_LEAST_SIMILAR = 0.6
# Longer words are cut before comparing, which limits the time it takes.
MAX_LENGTH = 60


def nearest_slugs(words: Sequence[str], slugs: Iterable[str]) -> list[str]:
    """Return the slugs that are similar to any of the words, most similar first."""
    typed = [word[:MAX_LENGTH].lower() for word in words]
    similarity = {known: max((_similarity(word, known) for word in typed), default=0.0) for known in slugs}
    return sorted(
        (known for known in similarity if similarity[known] >= _LEAST_SIMILAR), key=lambda known: -similarity[known]
    )


def _similarity(typed: str, known: str) -> float:
    return SequenceMatcher(None, typed, known).ratio() + (1.0 if len(typed) > 2 and typed in known else 0.0)
