"""Editions as the API tells of them: what changed, and the whole catalogue as one file. Pure."""

from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from advisor.api.answers import Dump, EditionAnswer, EditionName, Editions, EditionSummary
from advisor.api.asked import Asked
from comparisons.catalogue.codec import encode
from comparisons.public import public
from comparisons.telling import public_changes

if TYPE_CHECKING:
    from datetime import datetime

    from comparisons.editions import Edition

__all__ = ["Listed", "dump", "edition_answer", "edition_list"]


class Listed(Protocol):
    """What a list of editions says of each."""

    number: int
    published_at: "datetime"
    digest: str
    note: str


def edition_list(asked: Asked, listed: "list[Listed]") -> Editions:
    return Editions(
        **asked.page(
            [
                EditionSummary(number=one.number, published_at=one.published_at, digest=one.digest, note=one.note)
                for one in listed
            ]
        )
    )


def edition_answer(root: str, edition: "Edition", before: "Edition | None") -> EditionAnswer:
    data = dump(edition)
    digest = sha256(data).hexdigest()
    return EditionAnswer(
        edition=EditionName(number=edition.number, published_at=edition.published_at, digest=edition.digest),
        note=edition.note,
        previous=before.number if before else None,
        changes=tuple(change.words for change in public_changes(before.catalogue, edition.catalogue)) if before else (),
        catalogue=Dump(
            address=f"{root}editions/{edition.number}/catalogue.json",
            sha256=digest,
            bytes=len(data),
            is_complete=digest == edition.digest,
        ),
    )


def dump(edition: "Edition") -> bytes:
    """Return the public catalogue in its one encoding: the very bytes that were published if there are no drafts."""
    return encode(public(edition.catalogue))
