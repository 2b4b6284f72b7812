"""Discarding unpublished changes: of one subject or of everything."""

import msgspec
from django.db import transaction
from msgspec import Struct

from comparisons import editions
from comparisons.catalogue.check import Problem, errors
from comparisons.catalogue.codec import digest
from comparisons.catalogue.diff import Change, ChangeKind, diff
from comparisons.catalogue.discard import Subject, by_subject, discarded, part_of
from comparisons.catalogue.value import Catalogue
from comparisons.working_copy import lock_working_copy, read_catalogue, write_catalogue

__all__ = ["ChangedMeanwhile", "LeavesErrors", "Loss", "NothingToDiscard", "discard", "loss"]


class NothingToDiscard(LookupError):
    """There are no unpublished changes of this subject."""


class ChangedMeanwhile(RuntimeError):
    """The changes are not those that were shown to the editor."""


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
        found = errors(self.left)
        known = set(errors(self.working_copy)) if found else set()
        return tuple(problem for problem in found if problem not in known)


def loss(name: str | None) -> Loss:
    """Return what discarding the subject `name` would lose, or everything if `name` is None.

    Raises NothingToDiscard, UnknownEdition before the first edition, DamagedEdition.
    """
    edition = editions.current_edition()
    published, working_copy = edition.catalogue, read_catalogue()
    subjects = by_subject(diff(published, working_copy))
    left = published
    if name is not None:
        subjects = {subject: changes for subject, changes in subjects.items() if subject.name == name}
        for subject in subjects:
            left = discarded(published, working_copy, subject)
    if not subjects:
        raise NothingToDiscard("There is nothing left to discard: it is as in the current edition.")
    return Loss(edition=edition.number, published=published, working_copy=working_copy, subjects=subjects, left=left)


def discard(name: str | None, *, seen: str) -> Loss:
    """Discard the changes with digest `seen`. Raises what `loss` raises, ChangedMeanwhile, LeavesErrors."""
    with transaction.atomic():
        lock_working_copy()
        found = loss(name)
        if found.seen != seen:
            raise ChangedMeanwhile("Nothing was discarded: somebody changed it after you had asked. Look again.")
        if problems := found.problems:
            raise LeavesErrors(problems)
        write_catalogue(found.left)
        return found
