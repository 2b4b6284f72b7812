"""The pending changes as the page of changes lists them."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from msgspec import Struct

from comparisons.admin.links import Line, Links
from comparisons.admin.publishing.rights import may_publish
from comparisons.admin.publishing.selection import as_tick, grouped
from comparisons.admin.publishing.values import FieldChange, field_changes
from comparisons.admin.publishing.work import Work
from comparisons.catalogue.changes.diff import Change, ChangeKind, Subject, is_quoted
from comparisons.editions.review import name_of
from comparisons.working_copy.open_forms import Opened

_RIGHTS = {ChangeKind.ADDED: "delete", ChangeKind.REMOVED: "add"}
_WHOLE = (ChangeKind.ADDED, ChangeKind.REMOVED)


class Entry(Struct, frozen=True):
    """A change with its tick. `fields` are values that the lines do not name, `held` those of a whole thing.

    `discard` is the address of the page that discards it, '' if this editor may not. `comments` are those not yet
    done; `opened` are the other editors who have its form open.
    """

    name: str
    tick: str
    is_ticked: bool
    about: str
    lines: list[str]
    fields: list[FieldChange]
    held: list[FieldChange]
    address: str
    discard: str
    needed_by: str
    changed_by: str
    changed_at: datetime | None
    marked_by: str
    marked_at: datetime | None
    mark_holds: bool
    review: str
    assigned_to: str
    comments: int
    opened: list[Opened]


class Group(Struct, frozen=True):
    """Changes of one framework or one kind of thing. `of` counts those of the group on all pages."""

    name: str
    title: str
    of: int
    entries: list[Entry]


class ChangesList:
    """Makes the entries of changes, with a number of queries that does not grow with them."""

    def __init__(self, request: HttpRequest, work: Work, ticked: set[Subject], needed: dict[Subject, Subject]) -> None:
        self.request, self.work, self.ticked, self.needed = request, work, ticked, needed
        self.found, self.links = work.found, Links(work.rows)

    def groups(self, shown: list[Subject]) -> list[Group]:
        sizes = {group: len(own) for group, own in grouped(self.found.changes)}
        return [
            Group(
                name=group[0],
                title=group[1] or self.framework(own[0]),
                of=sizes[group],
                entries=[self.entry(subject) for subject in own],
            )
            for group, own in grouped(shown)
        ]

    def framework(self, subject: Subject) -> str:
        slug = subject.key[0]
        catalogues = (self.found.working_copy, self.found.published)
        named = next((c.framework_by_slug[slug] for c in catalogues if slug in c.framework_by_slug), None)
        return named.name if named else slug

    def entry(self, subject: Subject) -> Entry:
        changes, found = self.found.changes[subject], self.found
        last, mark, reason = self.work.last.get(subject), self.work.marks.get(subject), self.needed.get(subject)
        assigned = self.work.assignments.get(subject)
        return Entry(
            name=subject.name,
            tick=as_tick(found, subject),
            is_ticked=subject in self.ticked,
            about=found.words(subject),
            lines=[line.text for line in self.links.of_changes(changes, found.working_copy, found.published)],
            fields=[f for one in changes if _says_too_little(one) for f in self.fields(one)],
            held=self.fields(changes[0]) if changes[0].kind in _WHOLE else [],
            address=self.links.address(subject.thing, subject.key),
            discard=reverse("admin:discard", args=[subject.name]) if self.may_discard(subject) else "",
            needed_by=found.words(reason) if reason else "",
            changed_by=last.by if last else "",
            changed_at=last.at if last else None,
            marked_by=mark.by if mark else "",
            marked_at=mark.at if mark else None,
            mark_holds=bool(mark and mark.holds),
            review=reverse("admin:review-change", args=[subject.name]),
            assigned_to=name_of(assigned.assigned_to) if assigned else "",
            comments=sum(comment.is_open for comment in self.work.comments.get(subject, ())),
            opened=self.work.opened(subject),
        )

    def fields(self, change: Change) -> list[FieldChange]:
        return field_changes(change, self.found.published, self.found.working_copy)

    def may_discard(self, subject: Subject) -> bool:
        return may_discard(self.request, self.work, subject)

    def needed_lines(self) -> list[Line]:
        """Say of each change that goes along why it does."""
        return [
            Line(
                f"{self.found.sentences(subject)} It goes with: {self.found.sentences(reason)}",
                self.links.address(subject.thing, subject.key),
            )
            for subject, reason in self.needed.items()
        ]


def _says_too_little(change: Change) -> bool:
    return change.kind not in _WHOLE and not is_quoted(change)


def may_discard(request: HttpRequest, work: Work, subject: Subject) -> bool:
    """Publishers discard any change; others what they changed last, if they have the right to change it back."""
    if not work.found.edition:
        return False
    if may_publish(request):
        return True
    action = _RIGHTS.get(work.found.changes[subject][0].kind, "change")
    return subject in work.mine and request.user.has_perm(f"comparisons.{action}_{subject.thing}")
