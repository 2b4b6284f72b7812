"""What the last editions changed. Each edition's changes are computed once per process."""

import logging
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from comparisons.bounded_cache import BoundedCache
from comparisons.catalogue.public import PublicChange, public_changes
from comparisons.catalogue.value import Catalogue
from comparisons.editions.current import Name
from comparisons.editions.store import DamagedEdition, current_edition, names_up_to

log = logging.getLogger(__name__)

# How many editions feeds and the site map cover.
EDITIONS_COVERED = 20
# Size of the cache in bytes, and of a change besides its words.
_MAX_BYTES, _CHANGE = 4 * 2**20, 600


class Step(Struct, frozen=True):
    """An edition and its changes. In the first edition everything is a change. `frameworks` are the slugs in it."""

    number: int
    published_at: datetime
    note: str
    is_first: bool
    frameworks: frozenset[str]
    changes: tuple[PublicChange, ...]


def history(newest: int) -> tuple[Step, ...]:
    """Return the changes of the last editions up to number `newest`, newest first; one query if all are cached."""
    return steps_of(names_up_to(newest, EDITIONS_COVERED + 1))


def steps_of(names: Sequence[Name]) -> tuple[Step, ...]:
    """Return the changes of the first editions of a list that is sorted newest first, each compared with the next."""
    before: list[Name | None] = [*names[1:], None]
    steps = (
        _step(name, older) for name, older in zip(names[:EDITIONS_COVERED], before[:EDITIONS_COVERED], strict=True)
    )
    return tuple(step for step in steps if step)


def _size(key: tuple[Name, Name | None], kept: tuple[Step | None]) -> int:
    (step,) = kept
    return len(step.note) + sum(len(change.words) + _CHANGE for change in step.changes) if step else 0


# Damaged editions are remembered too, as None, so that each is logged once.
_steps: BoundedCache[tuple[Name, Name | None], tuple[Step | None]] = BoundedCache(_MAX_BYTES, _size)


def _step(name: Name, before: Name | None) -> Step | None:
    """Return what an edition changed, or None if it or its predecessor is damaged; the others are still listed."""
    kept = _steps.get((name, before))
    if kept is None:
        kept = (_compared(name, before),)
        _steps.put((name, before), kept)
    return kept[0]


def _compared(name: Name, before: Name | None) -> Step | None:
    try:
        edition = current_edition(name)
        old = current_edition(before).catalogue if before else Catalogue()
    except DamagedEdition:
        log.exception("What edition %d changed cannot be told.", name.number)
        return None
    return Step(
        number=edition.number,
        published_at=edition.published_at,
        note=edition.note,
        is_first=before is None,
        frameworks=frozenset(edition.catalogue.public_frameworks),
        changes=public_changes(old, edition.catalogue),
    )
