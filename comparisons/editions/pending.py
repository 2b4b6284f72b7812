"""What is pending: the changes from the current edition to the working copy, which are ready, and who looks at them."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
from django.db import transaction
from django.utils import timezone
from msgspec import Struct

from comparisons.catalogue.changes import dependencies
from comparisons.catalogue.changes.diff import (
    Change,
    ChangeKind,
    Subject,
    by_subject,
    diff,
    part_of,
    sentence,
    subject_words,
)
from comparisons.catalogue.changes.revert import applied
from comparisons.catalogue.checks import Problem, errors
from comparisons.catalogue.codec import digest
from comparisons.catalogue.value import Catalogue
from comparisons.editions.store import UnknownEdition, current_edition
from comparisons.models import Assignment, ReadyMark, ReviewComment, WorkingCopy
from comparisons.working_copy import read_catalogue

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Hexadecimal digits: enough that two states of a change do not look the same.
_SEEN_DIGITS = 16


class ChangedMeanwhile(RuntimeError):
    """The changes are not those that were shown to the editor."""


class Pending(Struct, frozen=True, dict=True):
    """The changes of each subject. `edition` is the number of the current edition, 0 before the first."""

    edition: int
    published: Catalogue
    working_copy: Catalogue
    changes: dict[Subject, tuple[Change, ...]]

    @cached_property
    def by_name(self) -> dict[str, Subject]:
        return {subject.name: subject for subject in self.changes}

    @cached_property
    def needs(self) -> dependencies.Needs:
        return dependencies.needs(self.published, self.working_copy, self.changes)

    def needed_by(self, chosen: Collection[Subject]) -> dict[Subject, Subject]:
        """Return what chosen changes need besides themselves, each with one that needs it."""
        return dependencies.needed_by(self.needs, chosen)

    def result(self, chosen: Collection[Subject]) -> Catalogue:
        """Return the current edition's catalogue with the chosen changes."""
        return applied(self.published, self.working_copy, chosen)

    def mending(self, chosen: Collection[Subject], problem: Problem) -> Subject | None:
        """Return a change that is not chosen and without which the chosen ones have this problem, or None."""
        words = set(f"{problem.where} {problem.message}".replace(",", " ").replace("'", " ").split())
        for subject in self.changes:
            if subject not in chosen and (subject.is_order or words & set(subject.key)):
                more = {*chosen, subject, *self.needed_by([subject])}
                if problem not in errors(self.result(more), timezone.localdate()):
                    return subject
        return None

    def in_order(self, chosen: Iterable[Subject]) -> tuple[Subject, ...]:
        wanted = set(chosen)
        return tuple(subject for subject in self.changes if subject in wanted)

    def seen(self, subject: Subject) -> str:
        """Return a digest of a change as editors see it: with all parts of what is added or removed."""
        changes = self.changes[subject]
        catalogues = {ChangeKind.ADDED: self.working_copy, ChangeKind.REMOVED: self.published}
        catalogue = catalogues.get(changes[0].kind)
        whole = part_of(catalogue, subject) if catalogue is not None else None
        return digest(msgspec.json.encode([changes, whole]))[:_SEEN_DIGITS]

    def chosen(self, ticks: Mapping[str, str]) -> tuple[Subject, ...]:
        """Return the subjects with these names, each with the digest that the editor saw.

        Raises ChangedMeanwhile, which names those that are not pending any more or have changed.
        """
        gone = [name for name in ticks if name not in self.by_name]
        other = [name for name, seen in ticks.items() if name not in gone and self.seen(self.by_name[name]) != seen]
        if gone or other:
            parts = [f"changed again: {', '.join(self.words(self.by_name[name]) for name in other)}"] if other else []
            parts += [f"published or discarded: {', '.join(gone)}"] if gone else []
            raise ChangedMeanwhile(f"Somebody was at work after you had looked ({'; '.join(parts)}). Look again.")
        return self.in_order(self.by_name[name] for name in ticks)

    def words(self, subject: Subject) -> str:
        """Return what a change is about: 'Score of Django on Admin'."""
        return subject_words(self.changes[subject][0], self.working_copy, self.published)

    def sentences(self, subject: Subject) -> str:
        """Return what has changed: 'Score of Django on Admin: value 9 becomes 10.'"""
        return " ".join(sentence(change, self.working_copy, self.published) for change in self.changes[subject])


def pending() -> Pending:
    """Return what is pending now. Raises DamagedEdition."""
    try:
        edition = current_edition()
        number, published = edition.number, edition.catalogue
    except UnknownEdition:
        number, published = 0, Catalogue()
    working_copy = read_catalogue()
    changes = by_subject(diff(published, working_copy))
    return Pending(edition=number, published=published, working_copy=working_copy, changes=changes)


# What editors say of it


def mark_ready(ticks: Mapping[str, str], *, by: "User") -> int:
    """Mark the changes with these names, as far as each has the digest that was seen. Return their number.

    Raises ChangedMeanwhile, and marks none then; DamagedEdition.
    """
    with transaction.atomic():
        WorkingCopy.objects.lock()
        chosen = pending().chosen(ticks)
        now = timezone.now()
        marks = [ReadyMark(name=one.name, seen=ticks[one.name], marked_by=by, marked_at=now) for one in chosen]
        ReadyMark.objects.bulk_create(
            marks,
            batch_size=200,
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["seen", "marked_by", "marked_at"],
        )
        return len(chosen)


def take_back(names: list[str]) -> int:
    """Delete the marks on the changes with these names, and return their number."""
    return ReadyMark.objects.filter(name__in=names).delete()[0]


def assign(names: list[str], to: "User | None", *, by: "User") -> int:
    """Assign the pending changes with these names, or free them with None. Return the number of those that are pending.

    Raises DamagedEdition.
    """
    with transaction.atomic():
        WorkingCopy.objects.lock()
        known = [name for name in names if name in pending().by_name] if to else names
        Assignment.objects.filter(name__in=known).delete()
        if to is not None:
            now = timezone.now()
            rows = [Assignment(name=name, assigned_to=to, assigned_by=by, assigned_at=now) for name in known]
            Assignment.objects.bulk_create(rows, batch_size=200)
        return len(known)


def forget_settled(edition: int | None = None) -> None:
    """Let what was said of changes that are not pending any more not count for later ones.

    Marks and assignments go, comments are closed, with the number of the edition if one was just published.
    """
    open_comments = ReviewComment.objects.filter(closed_at=None)
    models = (ReadyMark.objects, Assignment.objects, open_comments)
    names = {name for rows in models for name in rows.values_list("name", flat=True)}
    if not names:
        return
    settled = names - pending().by_name.keys()
    ReadyMark.objects.filter(name__in=settled).delete()
    Assignment.objects.filter(name__in=settled).delete()
    open_comments.filter(name__in=settled).update(closed_at=timezone.now(), edition=edition)
