"""The page that confirms and discards unpublished changes, and logs it."""

from functools import partial

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from comparisons import models
from comparisons.admin.catalogue_history import owner
from comparisons.admin.history import log_entry_on
from comparisons.admin.links import Key, Links, Row, every_row, portion
from comparisons.admin.publishing.publish import editor, may_publish
from comparisons.catalogue.codec import to_plain
from comparisons.catalogue.diff import Change, ChangeKind, sentence, subject_words, written_out
from comparisons.catalogue.revert import Subject, part_of
from comparisons.catalogue.value import Part
from comparisons.editions.store import DamagedEdition, UnknownEdition
from comparisons.editions.unpublished import ChangedMeanwhile, LeavesErrors, Loss, NothingToDiscard, discard, loss

_ACTIONS = {ChangeKind.ADDED: DELETION, ChangeKind.REMOVED: ADDITION}


class Field(Struct, frozen=True):
    """A field's value that would be lost, and the one that would come back."""

    name: str
    lost: str
    back: str


class Lost(Struct, frozen=True):
    """A change as a sentence, with the full values of its fields."""

    text: str
    fields: list[Field]


@require_http_methods(["GET", "POST"])
def discard_page(request: HttpRequest, site: AdminSite, name: str | None = None) -> HttpResponse:
    """Show what would be lost; discard it on POST. Without a name: all unpublished changes."""
    if not may_publish(request):
        raise PermissionDenied
    try:
        if request.method == "POST" and _discarded(request, name):
            return redirect("admin:changes")
        found = loss(name)
    except (NothingToDiscard, UnknownEdition, DamagedEdition) as error:
        messages.warning(request, str(error))
        return redirect("admin:changes")
    context = site.each_context(request) | {
        "title": "Discard all unpublished changes" if name is None else f"Discard: {_subject(found, found.changes[0])}",
        "found": found,
        "lost": portion(request, found.changes, partial(_lost, found)),
        "problems": Links().of_problems(found.problems),
    }
    return render(request, "admin/discard.html", context)


def _discarded(request: HttpRequest, name: str | None) -> bool:
    """Discard, add a message, and return whether it succeeded."""
    try:
        with transaction.atomic():
            rows = every_row()
            found = discard(name, seen=request.POST.get("seen", ""))
            _log(request, found, rows | every_row())
    except (ChangedMeanwhile, LeavesErrors) as refusal:
        messages.error(request, str(refusal))
        return False
    subject = _subject(found, found.changes[0]) if name is not None else _all(len(found.changes))
    messages.success(request, f"Discarded: {subject}. The working copy is there as in edition {found.edition} again.")
    return True


def _all(changes: int) -> str:
    return "The unpublished change" if changes == 1 else f"All {changes} unpublished changes"


def _log(request: HttpRequest, found: Loss, rows: dict[tuple[str, Key], Row]) -> None:
    """Log the discard for each subject. The order of a whole collection is logged with the edition."""
    edition = models.Edition.objects.without_data().get(number=found.edition)
    message = f"Unpublished changes discarded: as in edition {found.edition} again."
    entries = []
    for subject, changes in found.subjects.items():
        model, pk = rows.get((owner(subject), subject.key), (models.Edition, edition.pk))
        name, action = _subject(found, changes[0]), _ACTIONS.get(changes[0].kind, CHANGE)
        entries.append(log_entry_on(editor(request), model, pk, name, action, message))
    LogEntry.objects.bulk_create(entries)


def _subject(found: Loss, change: Change) -> str:
    return subject_words(change, found.working_copy, found.published)


def _lost(found: Loss, change: Change) -> Lost:
    if change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
        subject = Subject(change.thing, change.key)
        back, lost = (_fields(part_of(catalogue, subject)) for catalogue in (found.published, found.working_copy))
    else:
        back, lost = {change.field: written_out(change.old)}, {change.field: written_out(change.new)}
    fields = [
        Field(name=name.replace("_", " ").capitalize(), lost=lost.get(name, ""), back=back.get(name, ""))
        for name in back | lost
    ]
    return Lost(text=sentence(change, found.working_copy, found.published), fields=fields)


def _fields(part: Part | None) -> dict[str, str]:
    written = {name: written_out(value) for name, value in to_plain(part).items()} if part else {}
    return {name: text for name, text in written.items() if text}
