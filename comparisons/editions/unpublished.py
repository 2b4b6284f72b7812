"""Unpublished changes: counting them, and discarding those of one subject or all.

The count is cached until the working copy or the current edition changes.
"""

from datetime import datetime
from typing import NamedTuple

import msgspec
from django.db import transaction
from msgspec import Struct

from comparisons import models
from comparisons.catalogue.changes.diff import Change, ChangeKind, Subject, part_of
from comparisons.catalogue.changes.revert import discarded
from comparisons.catalogue.checks import Problem, storage_errors
from comparisons.catalogue.codec import digest
from comparisons.catalogue.value import Catalogue
from comparisons.editions.current import Name
from comparisons.editions.pending import ChangedMeanwhile, forget_settled, pending
from comparisons.editions.store import UnknownEdition
from comparisons.models import WorkingCopy
from comparisons.working_copy import write_catalogue


def unpublished_changes() -> tuple[Change, ...]:
    """Return the changes from the current edition to the working copy. Raises DamagedEdition."""
    return tuple(change for changes in pending().changes.values() for change in changes)


class _State(NamedTuple):
    """What the count depends on. A write that is rolled back also rolls back its `locked_at`."""

    locked_at: datetime
    edition: Name | None


class _Counted:
    """The last count of this process: one tuple, so that other threads never see half of an update."""

    last: tuple[_State | None, int] = (None, 0)


_counted = _Counted()


def unpublished_count() -> int:
    """Return the number of things with unpublished changes; two queries if it is cached. Raises DamagedEdition."""
    state = _state()
    known, count = _counted.last
    return count if state is not None and state == known else _count(state)


def recount() -> int:
    """Count without the cache, which misses writes that did not take the lock. Raises DamagedEdition."""
    return _count(_state())


def _state() -> _State | None:
    locked_at = WorkingCopy.objects.locked_at()
    row = models.Edition.objects.names().first()
    return _State(locked_at, Name(*row) if row else None) if locked_at else None


def _count(state: _State | None) -> int:
    # `state` was read before the rows. A write in between makes a new state, which is counted again.
    count = len(pending().changes)
    _counted.last = state, count
    return count


class NothingToDiscard(LookupError):
    """There are no unpublished changes of this subject."""


class LeavesErrors(ValueError):
    """Discarding would add errors to the catalogue; `problems` lists them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("Nothing was discarded: by itself it would leave the catalogue with errors.")
        self.problems = problems


class Loss(Struct, frozen=True):
    """The changes to be discarded, and the catalogue that would be `left`. `seen` is a digest of the changes."""

    edition: int
    published: Catalogue
    working_copy: Catalogue
    subjects: dict[Subject, tuple[Change, ...]]
    left: Catalogue

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for changes in self.subjects.values() for change in changes)

    @property
    def seen(self) -> str:
        new = [subject for subject, changes in self.subjects.items() if changes[0].kind is ChangeKind.ADDED]
        return digest(msgspec.json.encode([self.changes, [part_of(self.working_copy, one) for one in new]]))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the errors that discarding would add. Going back to the published catalogue never adds any."""
        if self.left == self.published:
            return ()
        found = storage_errors(self.left)
        known = set(storage_errors(self.working_copy)) if found else set()
        return tuple(problem for problem in found if problem not in known)


def loss(name: str | None) -> Loss:
    """Return what discarding the subject `name` would lose, or everything if `name` is None.

    Raises NothingToDiscard, UnknownEdition before the first edition, DamagedEdition.
    """
    found = pending()
    if not found.edition:
        raise UnknownEdition("No edition has been published yet.")
    subjects, left = found.changes, found.published
    if name is not None:
        subjects = {subject: changes for subject, changes in subjects.items() if subject.name == name}
        for subject in subjects:
            left = discarded(found.published, found.working_copy, subject)
    if not subjects:
        raise NothingToDiscard("There is nothing left to discard: it is as in the current edition.")
    return Loss(
        edition=found.edition,
        published=found.published,
        working_copy=found.working_copy,
        subjects=subjects,
        left=left,
    )


def discard(name: str | None, *, seen: str) -> Loss:
    """Discard the changes with digest `seen`. Raises what `loss` raises, ChangedMeanwhile, LeavesErrors."""
    with transaction.atomic():
        WorkingCopy.objects.lock()
        found = loss(name)
        if found.seen != seen:
            raise ChangedMeanwhile("Nothing was discarded: somebody changed it after you had asked. Look again.")
        if problems := found.problems:
            raise LeavesErrors(problems)
        write_catalogue(found.left)
        forget_settled()
        return found
