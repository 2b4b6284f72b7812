"""The page that confirms and discards unpublished changes, and logs it."""

from functools import partial

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from comparisons.admin.catalogue_history import Replacement, keep_in_history
from comparisons.admin.links import Links, every_row, portion
from comparisons.admin.publishing.changes_list import may_discard
from comparisons.admin.publishing.rights import editor, may_publish, may_see_changes
from comparisons.admin.publishing.values import FieldChange, field_changes
from comparisons.admin.publishing.work import Work
from comparisons.catalogue.changes.diff import Change, diff, sentence, subject_words
from comparisons.editions.pending import ChangedMeanwhile, pending
from comparisons.editions.store import DamagedEdition, UnknownEdition
from comparisons.editions.unpublished import LeavesErrors, Loss, NothingToDiscard, discard, loss


class Lost(Struct, frozen=True):
    """A change as a sentence, with the full values of its fields: `before` would come back, `after` be lost."""

    text: str
    fields: list[FieldChange]


@require_http_methods(["GET", "POST"])
def discard_page(request: HttpRequest, site: AdminSite, name: str | None = None) -> HttpResponse:
    """Show what would be lost; discard it on POST. Without a name: all unpublished changes."""
    if not may_see_changes(request):
        raise PermissionDenied
    try:
        _check_right(request, name)
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
        "problems": Links(None, found.left, found.working_copy).of_problems(found.problems),
    }
    return render(request, "admin/discard.html", context)


def _check_right(request: HttpRequest, name: str | None) -> None:
    """Raise PermissionDenied unless the editor may discard this. Raises DamagedEdition."""
    if may_publish(request):
        return
    if name is None:
        raise PermissionDenied("Only publishers discard all changes. You can discard your own, one by one.")
    work = Work(pending(), editor(request).get_username())
    subject = work.found.by_name.get(name)
    if subject is not None and not may_discard(request, work, subject):
        raise PermissionDenied("Somebody else changed this last. Only they and publishers can discard it.")


def _discarded(request: HttpRequest, name: str | None) -> bool:
    """Discard, add a message, and return whether it succeeded."""
    try:
        with transaction.atomic():
            rows = every_row()
            found = discard(name, seen=request.POST.get("seen", ""))
            why = f"Unpublished changes discarded, as in edition {found.edition} again"
            done = Replacement(found.working_copy, found.left, diff(found.working_copy, found.left))
            keep_in_history(editor(request), why, done, rows | every_row())
    except (ChangedMeanwhile, LeavesErrors) as refusal:
        messages.error(request, str(refusal))
        return False
    subject = _subject(found, found.changes[0]) if name is not None else _all(len(found.subjects))
    messages.success(request, f"Discarded: {subject}. The working copy is there as in edition {found.edition} again.")
    return True


def _all(changes: int) -> str:
    return "The unpublished change" if changes == 1 else f"All {changes} unpublished changes"


def _subject(found: Loss, change: Change) -> str:
    return subject_words(change, found.working_copy, found.published)


def _lost(found: Loss, change: Change) -> Lost:
    fields = field_changes(change, found.published, found.working_copy)
    return Lost(text=sentence(change, found.working_copy, found.published), fields=fields)
