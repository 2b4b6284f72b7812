"""The changes from one edition to the next as visitors are told them. Pure."""

from datetime import datetime

from msgspec import Struct

from comparisons.catalogue.diff import Change, diff
from comparisons.catalogue.value import Catalogue, Claim
from comparisons.catalogue.wording import sentence
from comparisons.public import public

__all__ = ["Step", "Told", "told"]


class Told(Struct, frozen=True):
    """A change in a sentence, with the slugs of the frameworks and criteria that it concerns."""

    words: str
    frameworks: frozenset[str] = frozenset()
    criteria: frozenset[str] = frozenset()


class Step(Struct, frozen=True):
    """An edition, and what it changed; the first one holds everything that is new with it."""

    number: int
    published_at: datetime
    note: str
    is_first: bool
    changes: tuple[Told, ...]


def told(old: Catalogue, new: Catalogue) -> tuple[Told, ...]:
    """Return what changed in public: nothing of a draft, and one that is published is new."""
    before, after = public(old), public(new)
    return tuple(_told(change, after, before) for change in diff(before, after))


def _told(change: Change, *catalogues: Catalogue) -> Told:
    words = sentence(change, *catalogues)
    if change.thing in ("framework", "extension"):
        return Told(words, frameworks=frozenset(change.key[:1]))
    if change.thing == "score":
        return Told(words, frameworks=frozenset(change.key[:1]), criteria=frozenset(change.key[1:]))
    if change.thing == "criterion":
        return Told(words, criteria=frozenset(change.key))
    if change.thing == "claim" and change.key:
        claims = [claim for catalogue in catalogues for claim in catalogue.claims if claim.slug == change.key[0]]
        return Told(
            words, frameworks=_spoken_of(claims), criteria=frozenset(c.criterion for c in claims if c.criterion)
        )
    return Told(words)


def _spoken_of(claims: list[Claim]) -> frozenset[str]:
    return frozenset(slug for claim in claims for slug in claim.frameworks)
