"""Replacing the working copy as a whole, with an entry in the history of each thing that changes."""

from collections.abc import Iterator

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model

from comparisons import models
from comparisons.admin.history import log_entry_on
from comparisons.admin.links import Rows, every_row
from comparisons.catalogue.changes.diff import (
    OWNED,
    SINGULAR,
    Change,
    ChangeKind,
    Subject,
    by_subject,
    diff,
    part_of,
    subject_words,
    written_out,
)
from comparisons.catalogue.value import Catalogue
from comparisons.models import WorkingCopy
from comparisons.working_copy import read_catalogue, write_catalogue

_ACTIONS = {ChangeKind.ADDED: ADDITION, ChangeKind.REMOVED: DELETION}


def replace_working_copy(author: User, new: Catalogue, why: str) -> None:
    """Replace the working copy by a catalogue. `why` begins each entry in the history, and ends with a colon."""
    with transaction.atomic():
        WorkingCopy.objects.lock()
        old, rows = read_catalogue(), every_row()
        write_catalogue(new)
        log_replacement(author, old, new, rows | every_row(), why)


def log_replacement(author: User, old: Catalogue, new: Catalogue, rows: Rows, why: str) -> None:
    """Add an entry to the history of each thing that differs, with both values of its fields.

    `rows` are those of both catalogues. The order of a whole collection is kept in the history of the working copy.
    """
    entries = []
    for subject, changes in by_subject(diff(old, new)).items():
        name, action = subject_words(changes[0], new, old), _ACTIONS.get(changes[0].kind, CHANGE)
        message = f"{why} {', '.join(_in_words(one, old, new) for one in changes)}."
        model, pk = _row(subject, rows)
        entries.append(log_entry_on(author, model, pk, name, action, message))
        for part, words in _parts(subject, changes[0], old, new):
            model, pk = _row(part, rows)
            entries.append(log_entry_on(author, model, pk, words, action, f"{why} with {name}."))
    LogEntry.objects.bulk_create(entries, batch_size=200)


def _row(subject: Subject, rows: Rows) -> tuple[type[Model], int]:
    """Return the row in whose history a subject's changes are kept: of an order, the owner's."""
    of = subject.owner if subject.is_order else subject
    return rows.get((of.thing, of.key), (models.WorkingCopy, 1)) if of else (models.WorkingCopy, 1)


def _in_words(change: Change, old: Catalogue, new: Catalogue) -> str:
    if change.kind is ChangeKind.REORDERED:
        return "Order changed"
    if change.kind is ChangeKind.CHANGED:
        before, after = written_out(change.old) or "nothing", written_out(change.new) or "nothing"
        return f"{change.field.replace('_', ' ').capitalize()} from “{before}” to “{after}”"
    is_new = change.kind is ChangeKind.ADDED
    held = written_out(part_of(new if is_new else old, Subject(change.thing, change.key)))
    return f"{'added' if is_new else 'deleted'} “{held}”"


def _parts(subject: Subject, change: Change, old: Catalogue, new: Catalogue) -> Iterator[tuple[Subject, str]]:
    """Yield the scores, extensions or choices that come or go with their owner, with words for each."""
    if change.kind not in _ACTIONS:
        return
    whole = part_of(new if change.kind is ChangeKind.ADDED else old, subject)
    for collection, key_field in OWNED.items():
        for part in getattr(whole, collection, ()):
            own = Change(change.kind, SINGULAR[collection], (*change.key, getattr(part, key_field)))
            yield Subject(own.thing, own.key), subject_words(own, new, old)
