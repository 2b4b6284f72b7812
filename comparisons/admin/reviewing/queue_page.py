"""The review queue: what is ready, what is assigned or commented on, and who works on what."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from msgspec import Struct

from comparisons.admin.links import AT_ONCE
from comparisons.admin.publishing.changes_list import ChangesList, Entry
from comparisons.admin.publishing.rights import PublishingSite, editor, may_see_changes
from comparisons.admin.publishing.work import Work
from comparisons.catalogue.changes.diff import Subject
from comparisons.editions.pending import pending
from comparisons.editions.store import DamagedEdition
from comparisons.working_copy.open_forms import Opened


class Section(Struct, frozen=True):
    """Some of the pending changes. `total` counts those that are not shown too; `tick` ticks them all."""

    title: str
    none: str
    entries: list[Entry]
    total: int
    tick: str = ""


class AtWork(Struct, frozen=True):
    """An editor with the number of pending changes that were theirs last, and the forms they have open."""

    name: str
    changes: int
    forms: list[tuple[str, str, Opened]]


@require_safe
def queue_page(request: HttpRequest, site: PublishingSite) -> HttpResponse:
    if not may_see_changes(request):
        raise PermissionDenied
    try:
        work = Work(pending(), editor(request).get_username())
    except DamagedEdition as damage:
        messages.error(request, str(damage))
        return redirect("admin:changes")
    context = site.each_context(request) | {
        "title": "Review queue",
        "sections": _sections(request, work),
        "people": _people(work),
        "count": len(work.found.changes),
    }
    return render(request, "admin/review.html", context)


def _sections(request: HttpRequest, work: Work) -> list[Section]:
    listed = ChangesList(request, work, set(), {})

    def section(title: str, none: str, subjects: list[Subject], tick: str = "") -> Section:
        entries = [listed.entry(subject) for subject in subjects[:AT_ONCE]]
        return Section(title=title, none=none, entries=entries, total=len(subjects), tick=tick)

    by_mark = sorted(work.ready, key=lambda subject: work.marks[subject].at)
    open_comments = [s for s, own in work.comments.items() if any(comment.is_open for comment in own)]
    stale = [subject for subject, mark in work.marks.items() if not mark.holds]
    others = [subject for subject in work.assignments if subject not in work.assigned]
    return [
        section("Ready, longest waiting first", "Nothing is marked as ready.", by_mark, "ready"),
        section("Assigned to you", "Nothing is assigned to you.", [*work.found.in_order(work.assigned)], "assigned"),
        section("With open comments", "No comment is open.", [*work.found.in_order(open_comments)]),
        section("Ready once, changed since", "None.", [*work.found.in_order(stale)]),
        section("Assigned to others", "Nothing is assigned to others.", [*work.found.in_order(others)]),
    ]


def _people(work: Work) -> list[AtWork]:
    """Return who works on what: by name, with their pending changes and open forms."""
    changes = Counter(last.by for last in work.last.values())
    forms: dict[str, list[tuple[str, str, Opened]]] = {}
    by_table = {(thing, pk): key for (thing, key), (_, pk) in work.rows.items()}
    for (table, pk), opened in work.open_forms.items():
        if (table, pk) in by_table:
            label = f"{table} {' '.join(by_table[table, pk])}"
            address = reverse(f"admin:comparisons_{table}_change", args=[pk])
            for one in opened:
                forms.setdefault(one.by, []).append((label, address, one))
    return [AtWork(name=name, changes=changes[name], forms=forms.get(name, [])) for name in sorted({*changes, *forms})]
