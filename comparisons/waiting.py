"""The number of unpublished changes, cached until the working copy or the current edition changes."""

from datetime import datetime
from typing import NamedTuple

from comparisons import models
from comparisons.current import Name
from comparisons.editions import unpublished_changes
from comparisons.working_copy import working_copy_locked_at

__all__ = ["recount", "unpublished_count"]


class _State(NamedTuple):
    """What the count depends on. A write that is rolled back also rolls back its `locked_at`."""

    locked_at: datetime
    edition: Name | None


class _Counted:
    """The last count of this process: one tuple, so that other threads never see half of an update."""

    last: tuple[_State | None, int] = (None, 0)


_counted = _Counted()


def unpublished_count() -> int:
    """Return the number of unpublished changes; two queries if it is cached. Raises DamagedEdition."""
    state = _state()
    known, count = _counted.last
    return count if state is not None and state == known else _count(state)


def recount() -> int:
    """Count without the cache, which misses writes that did not take the lock. Raises DamagedEdition."""
    return _count(_state())


def _state() -> _State | None:
    locked_at = working_copy_locked_at()
    row = models.Edition.objects.names().first()
    return _State(locked_at, Name(*row) if row else None) if locked_at else None


def _count(state: _State | None) -> int:
    # `state` was read before the rows. A write in between makes a new state, which is counted again.
    count = len(unpublished_changes())
    _counted.last = state, count
    return count
