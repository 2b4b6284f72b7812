"""How many changes wait to be published: counted once for each state of the working copy and of the editions."""

from datetime import datetime
from typing import NamedTuple

from comparisons import models
from comparisons.current import Name
from comparisons.editions import unpublished_changes
from comparisons.working_copy import working_copy_locked_at

__all__ = ["count_anew", "waiting"]


class _State(NamedTuple):
    """The lock's time is that of a write that stands: one that is rolled back takes its time with it for ever."""

    locked_at: datetime
    edition: Name | None


class _Counted:
    """What this process counted last. One value, so that threads never see half of it."""

    last: tuple[_State | None, int] = (None, 0)


_counted = _Counted()


def waiting() -> int:
    """Return the number of unpublished changes; two queries while nobody writes or publishes. Raises DamagedEdition."""
    state = _state()
    known, count = _counted.last
    return count if state is not None and state == known else _count(state)


def count_anew() -> int:
    """Return it from the rows themselves, so that even what was written past the lock shows. Raises DamagedEdition."""
    return _count(_state())


def _state() -> _State | None:
    locked_at = working_copy_locked_at()
    row = models.Edition.objects.names().first()
    return _State(locked_at, Name(*row) if row else None) if locked_at else None


def _count(state: _State | None) -> int:
    # The state is older than what is counted: a write in between makes a new state, which is counted again.
    count = len(unpublished_changes())
    _counted.last = state, count
    return count
