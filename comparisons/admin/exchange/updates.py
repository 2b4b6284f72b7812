"""The page of what a new version of the shipped catalogue brings: some of it is ticked and taken, unpublished."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from comparisons.admin.catalogue_history import kept_in_history
from comparisons.admin.exchange.archive import may
from comparisons.admin.links import Line, Links
from comparisons.admin.publishing.rights import editor, security
from comparisons.admin.publishing.values import FieldChange, field_changes, fields_of
from comparisons.catalogue.changes.diff import (
    Change,
    ChangeKind,
    Subject,
    is_quoted,
    part_of,
    sentence,
    subject_words,
    written_out,
)
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import counted
from comparisons.editions.pending import ChangedMeanwhile
from comparisons.editions.shipped import Offer, TakenWithErrors, offer, take
from comparisons.files import SHIPPED, BrokenFile, read_directory

HISTORY = "Taken from the new version of the shipped catalogue"


class UpdateRow(Struct, frozen=True):
    """An update with its tick. `fields` are values that the lines do not name, `held` those of a whole thing."""

    tick: str
    about: str
    lines: list[str]
    fields: list[FieldChange]
    held: list[FieldChange]
    address: str


class ThreeValues(Struct, frozen=True):
    """A field as it was shipped then, as it is shipped now, and as it is here; '' where there is none."""

    name: str
    then: str
    now: str
    here: str


class SideBySide(Struct, frozen=True):
    """Something that is not as shipped, with the tick that takes the new version's side."""

    tick: str
    about: str
    fields: list[ThreeValues]
    address: str


@require_http_methods(["GET", "HEAD", "POST"])
def updates_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show what the new version brings; on POST, take what is ticked."""
    if not may(site, request, "view"):
        raise PermissionDenied
    may_take = all(may(site, request, right) for right in ("add", "change", "delete"))
    if request.method == "POST" and not may_take:
        raise PermissionDenied("You can view what the new version brings, but not take it.")
    try:
        shipped = read_directory(SHIPPED)
    except BrokenFile as error:
        messages.error(request, f"The shipped catalogue is broken, so updates cannot be looked for. {error}")
        return redirect("admin:index")
    problems: list[Line] = []
    if request.method == "POST":
        try:
            _take(request, shipped)
            return redirect("admin:updates")
        except ChangedMeanwhile as refusal:
            messages.error(request, f"Nothing was taken. {refusal}")
        except TakenWithErrors as refusal:
            problems = Links(None, shipped).of_problems(refusal.problems)
    shown = {"title": "What the new version brings", "may_take": may_take, "problems": problems}
    context = site.each_context(request) | shown | _Lists(offer(shipped), request).context()
    return render(request, "admin/updates.html", context)


def _take(request: HttpRequest, shipped: Catalogue) -> None:
    ticks, theirs = _ticks(request.POST, "update"), _ticks(request.POST, "theirs")
    leave_rest = "leave_rest" in request.POST
    with kept_in_history(editor(request), HISTORY):
        taken = take(shipped, ticks, theirs, leave_rest=leave_rest)
    if taken.updates or taken.theirs:
        number = counted(taken.updates + taken.theirs, "change")
        security.info("%s taken from the new version by %r", number, editor(request).username)
        messages.success(request, f"{number} taken from the new version. Visitors see them once they are published.")
    elif not leave_rest:
        messages.warning(request, "Nothing was taken. Tick what you want to take.")
    if taken.is_settled:
        messages.success(request, "This version is settled. What differs from it here counts as yours from now on.")


def _ticks(posted: QueryDict, field: str) -> dict[str, str]:
    pairs = (text.rpartition("@") for text in posted.getlist(field))
    return {name: seen for name, _, seen in pairs}


class _Lists:
    """What the page lists. After a refusal, what was ticked is ticked again."""

    def __init__(self, found: Offer, request: HttpRequest) -> None:
        self.found, self.merge = found, found.update.merge
        self.own, self.links = found.update.working_copy, Links()
        self.posted = request.POST if request.method == "POST" else None

    def context(self) -> dict[str, Any]:
        updates = [self.update(subject) for subject in self.found.updates.changes]
        return {
            "ground": self.found.update.ground.words,
            "updates": [(row, self.is_ticked("update", row.tick, at_first=True)) for row in updates],
            "both": self.side_by_side("both", self.found.both),
            "edits": self.side_by_side("edit", self.found.edits),
            "kept": [sentence(change, self.merge.shipped, self.own) for change in self.merge.kept],
            "same": len(self.merge.same),
        }

    def update(self, subject: Subject) -> UpdateRow:
        pending, merged = self.found.updates, self.merge.merged
        changes = pending.changes[subject]
        told = [change for change in changes if not is_quoted(change)]
        is_whole = changes[0].kind in (ChangeKind.ADDED, ChangeKind.REMOVED)
        return UpdateRow(
            tick=f"{subject.name}@{pending.seen(subject)}",
            about=subject_words(changes[0], merged, self.own),
            lines=[sentence(change, merged, self.own) for change in changes],
            fields=[] if is_whole else [field for one in told for field in field_changes(one, self.own, merged)],
            held=field_changes(changes[0], self.own, merged) if is_whole else [],
            address=self.links.address(subject.thing, subject.key),
        )

    def side_by_side(self, origin: str, changes: Mapping[Subject, tuple[Change, ...]]) -> list[tuple[SideBySide, bool]]:
        rows = [self.pair(f"{origin}/{subject.name}", subject, own) for subject, own in changes.items()]
        return [(row, self.is_ticked("theirs", row.tick, at_first=False)) for row in rows]

    def pair(self, name: str, subject: Subject, changes: tuple[Change, ...]) -> SideBySide:
        return SideBySide(
            tick=f"{name}@{self.found.seen(name)}",
            about=subject_words(changes[0], self.merge.shipped, self.own),
            fields=[field for change in changes for field in self.values(subject, change)],
            address=self.links.address(subject.thing, subject.key),
        )

    def values(self, subject: Subject, change: Change) -> list[ThreeValues]:
        """Return a field that differs, or all fields of what only one side has."""
        if change.kind is ChangeKind.REORDERED:
            return [ThreeValues("Order", "", written_out(change.new), written_out(change.old))]
        sides = [part_of(one, subject) for one in (self.merge.base, self.merge.shipped, self.own)]
        then, now, here = (fields_of(side) for side in sides)
        names = [change.field] if change.kind is ChangeKind.CHANGED else [*({**here, **now})]
        return [
            ThreeValues(name.replace("_", " ").capitalize(), then.get(name, ""), now.get(name, ""), here.get(name, ""))
            for name in names
        ]

    def is_ticked(self, field: str, tick: str, *, at_first: bool) -> bool:
        return at_first if self.posted is None else tick in self.posted.getlist(field)
