"""The page that shows what going back to a version of a thing would change, and does it."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from comparisons.admin.conflicts import in_history
from comparisons.admin.links import THINGS, Links, key_of
from comparisons.admin.rewriting.proposal import Proposal, missing_rights
from comparisons.catalogue.changes.diff import Subject, subject_words
from comparisons.catalogue.changes.parts import Unreadable, decoded, with_part
from comparisons.models import Version, WorkingCopy
from comparisons.working_copy import read_catalogue

_NAMES = {thing: str(model._meta.verbose_name) for thing, (model, _) in THINGS.items()}


@require_http_methods(["GET", "HEAD", "POST"])
def version_page(request: HttpRequest, entry: int, site: AdminSite) -> HttpResponse:
    """Show or do what brings a thing back to how it was after an entry, or before it with `?side=before`."""
    version = get_object_or_404(Version.objects.select_related("entry__user", "entry__content_type"), entry_id=entry)
    subject = _subject(version)
    model: Any = THINGS[subject.thing][0]
    page = site.get_model_admin(model)
    if not page.has_view_permission(request):
        raise PermissionDenied
    is_before = request.GET.get("side") == "before"
    if not (version.before if is_before else version.after):
        raise Http404("It was not there.")
    with transaction.atomic():
        if request.method == "POST":
            WorkingCopy.objects.lock()
        try:
            back = _back(subject, version.before if is_before else version.after)
        except (Unreadable, LookupError) as error:
            messages.error(request, f"It is not possible to go back to this version. {_why(error)}")
            return redirect("admin:index")
        if request.method == "POST" and not back.problems:
            if missing_rights(request.user, back.changes):
                raise PermissionDenied
            if request.POST.get("seen") == back.seen:
                return _gone_back(request, subject, back, version.entry, is_before=is_before)
            messages.error(request, "Nothing was changed: somebody changed it after you had looked. Look again.")
    context = site.each_context(request) | {
        "title": f"Back to an earlier version: {_named(subject, back)}",
        "back": back,
        "when": _when(version.entry, is_before),
        "may_change": not missing_rights(request.user, back.changes),
        "address": Links().address(subject.thing, subject.key),
    }
    return render(request, "admin/version.html", context)


def _why(error: Exception) -> str:
    return "It was written by an older release." if isinstance(error, Unreadable) else str(error.args[0])


def _subject(version: Version) -> Subject:
    """Return the thing under its present names; a thing that is gone under those it had."""
    entry = version.entry
    thing, *key = version.subject.split("/")
    row: Any = THINGS[thing][0]._default_manager.filter(pk=entry.object_id).first()
    return Subject(thing, key_of(row) if row is not None else tuple(key))


def _back(subject: Subject, text: str) -> Proposal:
    old = read_catalogue()
    return Proposal(old, with_part(old, subject, decoded(subject.thing, text)))


def _named(subject: Subject, back: Proposal) -> str:
    if back.changes:
        return subject_words(back.changes[0], back.new, back.old)
    return f"{_NAMES[subject.thing]} {'/'.join(subject.key)}"


def _gone_back(
    request: HttpRequest, subject: Subject, back: Proposal, entry: LogEntry, *, is_before: bool
) -> HttpResponse:
    if back.changes:
        back.carry_out(request, f"Back to the version {_when(entry, is_before)}")
        messages.success(request, f"{_named(subject, back)} is as it was. Visitors see it once it is published.")
    else:
        messages.info(request, "Nothing was changed: it is like that already.")
    return redirect(Links().address(subject.thing, subject.key) or reverse("admin:index"))


def _when(entry: LogEntry, is_before: bool) -> str:
    return f"{'before' if is_before else 'after'} the change {in_history(entry)}"
