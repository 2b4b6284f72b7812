"""The public changes from one edition to the next, as sentences. Pure."""

from datetime import datetime

from msgspec import Struct

from comparisons.catalogue.diff import Change, diff
from comparisons.catalogue.value import Catalogue, Claim
from comparisons.catalogue.wording import sentence
from comparisons.public import public

__all__ = ["PublicChange", "Step", "public_changes"]


class PublicChange(Struct, frozen=True):
    """A change as a sentence, with the slugs of the frameworks and criteria that it concerns."""

    words: str
    frameworks: frozenset[str] = frozenset()
    criteria: frozenset[str] = frozenset()


class Step(Struct, frozen=True):
    """An edition and its changes. In the first edition everything is a change."""

    number: int
    published_at: datetime
    note: str
    is_first: bool
    changes: tuple[PublicChange, ...]


def public_changes(old: Catalogue, new: Catalogue) -> tuple[PublicChange, ...]:
    """Return the changes to what visitors see. Drafts are left out; a draft that gets published counts as new."""
    before, after = public(old), public(new)
    return tuple(_public_change(change, after, before) for change in diff(before, after))


def _public_change(change: Change, *catalogues: Catalogue) -> PublicChange:
    words = sentence(change, *catalogues)
    if change.thing in ("framework", "extension"):
        return PublicChange(words, frameworks=frozenset(change.key[:1]))
    if change.thing == "score":
        return PublicChange(words, frameworks=frozenset(change.key[:1]), criteria=frozenset(change.key[1:]))
    if change.thing == "criterion":
        return PublicChange(words, criteria=frozenset(change.key))
    if change.thing == "claim" and change.key:
        claims = [claim for catalogue in catalogues for claim in catalogue.claims if claim.slug == change.key[0]]
        return PublicChange(
            words, frameworks=_frameworks_of(claims), criteria=frozenset(c.criterion for c in claims if c.criterion)
        )
    return PublicChange(words)


def _frameworks_of(claims: list[Claim]) -> frozenset[str]:
    return frozenset(slug for claim in claims for slug in claim.frameworks)
