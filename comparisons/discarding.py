"""Taking back what waits to be published: one thing, or everything, as it is in the current edition."""

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

__all__ = ["ChangedMeanwhile", "Loss", "NotByItself", "NothingToDiscard", "discard", "loss"]


class NothingToDiscard(LookupError):
    """What was to be discarded is as in the current edition."""


class ChangedMeanwhile(RuntimeError):
    """What would be lost is no longer what was shown."""


class NotByItself(ValueError):
    """The catalogue would have errors that it has not now; `problems` holds them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("Nothing was discarded: by itself it would leave the catalogue with errors.")
        self.problems = problems


class Loss(Struct, frozen=True):
    """What discarding takes back, and the catalogue that is left. `seen` names what is lost, to its last letter."""

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
        """Errors that come of discarding this by itself; the edition as a whole was sound when it was published."""
        if self.left == self.published:
            return ()
        found = errors(self.left)
        known = set(errors(self.working_copy)) if found else set()
        return tuple(problem for problem in found if problem not in known)


def loss(name: str | None) -> Loss:
    """Return what discarding the subject of this name would lose; everything without a name.

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
    """Discard what was seen, and return it. Raises what `loss` raises, ChangedMeanwhile, NotByItself."""
    with transaction.atomic():
        lock_working_copy()
        found = loss(name)
        if found.seen != seen:
            raise ChangedMeanwhile("Nothing was discarded: somebody changed it after you had asked. Look again.")
        if problems := found.problems:
            raise NotByItself(problems)
        write_catalogue(found.left)
        return found
