"""Entries in the history of everything that a change of the whole working copy changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.db import transaction
from msgspec import Struct

from comparisons import models
from comparisons.admin.history import log_entry_on
from comparisons.admin.links import Key, Row, every_row
from comparisons.admin.versions.keeping import store_versions
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
from comparisons.working_copy import read_catalogue

# In whose name history tells what commands changed. Nobody can log in with it.
_OPERATOR = "manage.py"
_ACTIONS = {ChangeKind.ADDED: ADDITION, ChangeKind.REMOVED: DELETION}


class Replacement(Struct, frozen=True):
    """Two states of the working copy, and the changes from one to the other."""

    old: Catalogue
    new: Catalogue
    changes: tuple[Change, ...]


def keep_in_history(author: User, why: str, done: Replacement, rows: Mapping[tuple[str, Key], Row]) -> None:
    """Add an entry to the history of each thing, with the parts that come or go with it.

    That of an order without an owner goes to the history of the working copy.

    `why` is how the message begins; `rows` are the rows before and after the change, by thing and key.
    """
    entries, kept = [], []
    for subject, own in by_subject(done.changes).items():
        model, pk = rows.get((owner(subject), subject.key), (models.WorkingCopy, 1))
        name, action = subject_words(own[0], done.new, done.old), _ACTIONS.get(own[0].kind, CHANGE)
        message = f"{why}: {', '.join(_in_words(one, done) for one in own)}."
        entries.append(log_entry_on(author, model, pk, name, action, message))
        if not subject.is_order:
            kept.append((entries[-1], (_before(subject, own), subject)))
        for part, words in _parts(own[0], done):
            model, pk = rows.get((part.thing, part.key), (models.WorkingCopy, 1))
            entries.append(log_entry_on(author, model, pk, words, action, f"{why}: with {name}."))
            kept.append((entries[-1], (part, part)))
    LogEntry.objects.bulk_create(entries, batch_size=200)
    store_versions(kept, done.old, done.new)


def _before(subject: Subject, own: tuple[Change, ...]) -> Subject:
    """Return a subject under the slug that it had before."""
    old = next((change.old for change in own if change.field == "slug"), subject.key[-1])
    return Subject(subject.thing, (*subject.key[:-1], old))


@contextmanager
def kept_in_history(author: User | None, why: str) -> Iterator[None]:
    """Lock the working copy, and keep in history what the block changes in it: all of it or nothing is stored.

    Without an author it was a command.
    """
    with transaction.atomic():
        models.WorkingCopy.objects.lock()
        old, rows = read_catalogue(), every_row()
        yield
        new = read_catalogue()
        if new != old:
            done = Replacement(old, new, tuple(diff(old, new)))
            keep_in_history(author or _operator(), why, done, rows | every_row())


def _operator() -> User:
    user, is_new = User.objects.get_or_create(username=_OPERATOR, defaults={"is_active": False})
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def _parts(change: Change, done: Replacement) -> Iterator[tuple[Subject, str]]:
    """Yield the scores, extensions or choices that come or go with their owner, with words for each."""
    if change.kind not in _ACTIONS:
        return
    whole = part_of(done.new if change.kind is ChangeKind.ADDED else done.old, Subject(change.thing, change.key))
    for collection, key_field in OWNED.items():
        for part in getattr(whole, collection, ()):
            own = Change(change.kind, SINGULAR[collection], (*change.key, getattr(part, key_field)))
            yield Subject(own.thing, own.key), subject_words(own, done.new, done.old)


def owner(subject: Subject) -> str:
    """Return the kind of thing that the key of a subject identifies."""
    owners = {"choice": "question", "extension": "framework"}
    return owners.get(subject.thing, subject.thing) if subject.is_order else subject.thing


def _in_words(change: Change, done: Replacement) -> str:
    if change.kind is ChangeKind.REORDERED:
        return "Order changed"
    if change.kind is ChangeKind.CHANGED:
        before, after = written_out(change.old) or "nothing", written_out(change.new) or "nothing"
        return f"{change.field.replace('_', ' ').capitalize()} from “{before}” to “{after}”"
    is_new = change.kind is ChangeKind.ADDED
    held = written_out(part_of(done.new if is_new else done.old, Subject(change.thing, change.key)))
    return f"{'added' if is_new else 'deleted'} “{held}”"
