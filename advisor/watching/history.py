"""What happened to a decision in each edition since it was made."""

import logging
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from advisor.advice.since.decision_events import Event, Pairs, events_between, standing
from comparisons.editions.changelog import EDITIONS_COVERED
from comparisons.editions.store import DamagedEdition, Edition, current_edition, names_up_to

log = logging.getLogger(__name__)


class Chapter(Struct, frozen=True):
    """An edition in which something happened to a decision."""

    number: int
    published_at: datetime
    events: tuple[Event, ...]


def decision_history(decided: int, newest: Edition, pairs: Pairs) -> tuple[Chapter, ...]:
    """Return the editions after `decided` in which something happened to the decision, the newest first.

    Covers the last editions up to `newest`; a decision older than these is followed from the oldest one of them.
    """
    editions = list(_editions(decided, newest))
    found = []
    before = standing(editions[0].catalogue, pairs) if editions else None
    for edition in editions[1:]:
        after = standing(edition.catalogue, pairs)
        if before and (events := events_between(before, after)):
            found.append(Chapter(number=edition.number, published_at=edition.published_at, events=events))
        before = after
    return tuple(reversed(found))


def _editions(decided: int, newest: Edition) -> Iterator[Edition]:
    """Yield the editions from `decided` to `newest` that can be read, the oldest first."""
    for name in reversed(names_up_to(newest.number, EDITIONS_COVERED + 1)):
        if name.number >= decided:
            try:
                yield current_edition(name)
            except DamagedEdition:
                log.exception("What edition %d changed for a decision cannot be told.", name.number)
