"""Who works on what is pending: who changed it last, as the histories of rows have it, and who marked it as ready."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Q
from django.http import HttpRequest
from msgspec import Struct

from comparisons.admin.links import Key, Row, Rows, every_row
from comparisons.admin.publishing.selection import group_of
from comparisons.catalogue.changes.diff import OWNERS, ChangeKind, Subject
from comparisons.editions.pending import Pending
from comparisons.editions.review import Comment, Mark, assignments_of, comments_of, marks_of
from comparisons.models import Assignment, RowId
from comparisons.working_copy.open_forms import Opened, opened_by_others
from comparisons.working_copy.row_ids import KEYS, as_text

# How the history names a change of place: by the label of the field `position`.
_MOVED = "osition"
# Databases limit the parameters of a query. Of more rows than these, all of the model are asked for.
_MOST_NAMED = 5000
_MODELS = {str(model._meta.model_name): model for model in KEYS}


class LastChange(Struct, frozen=True):
    by: str
    at: datetime


class Work(Struct, frozen=True, dict=True):
    """The pending changes with who changed them last, and which are marked as ready."""

    found: Pending
    user: str

    @cached_property
    def rows(self) -> Rows:
        return every_row()

    @cached_property
    def last(self) -> dict[Subject, LastChange]:
        return last_changes(self.found, self.rows)

    @cached_property
    def marks(self) -> dict[Subject, Mark]:
        return marks_of(self.found)

    @cached_property
    def comments(self) -> dict[Subject, list[Comment]]:
        return comments_of(self.found)

    @cached_property
    def assignments(self) -> dict[Subject, Assignment]:
        return assignments_of(self.found)

    @cached_property
    def open_forms(self) -> dict[tuple[str, int], list[Opened]]:
        return opened_by_others(self.user)

    def opened(self, subject: Subject) -> list[Opened]:
        """Return who else has the form of a thing open, or for a part of one the form of the whole."""
        things = [] if subject.is_order else [subject, *([subject.owner] if subject.owner else [])]
        rows = [(thing.thing, self.rows.get((thing.thing, thing.key))) for thing in things]
        return [one for name, row in rows if row for one in self.open_forms.get((name, row[1]), ())]

    @property
    def everything(self) -> set[Subject]:
        return set(self.found.changes)

    @property
    def mine(self) -> set[Subject]:
        return {subject for subject, last in self.last.items() if last.by == self.user}

    @property
    def ready(self) -> set[Subject]:
        return {subject for subject, mark in self.marks.items() if mark.holds}

    @property
    def assigned(self) -> set[Subject]:
        """Return the changes that are assigned to this editor."""
        return {subject for subject, row in self.assignments.items() if row.assigned_to.get_username() == self.user}

    def named(self, name: str) -> set[Subject]:
        """Return the changes that a name stands for: 'all', 'ready', 'mine', 'assigned', a group, or one change."""
        known = {"all": self.everything, "ready": self.ready, "mine": self.mine, "assigned": self.assigned}
        if name in known:
            return known[name]
        subject = self.found.by_name.get(name)
        return {one for one in self.found.changes if group_of(one)[0] == name or one == subject}

    def ticked_at_first(self, request: HttpRequest, *, may_publish: bool) -> set[Subject]:
        """Return what is ticked when the page is opened: what its address names, or else what most will want.

        That is everything for those who publish, and their own changes for others, if they have any.
        """
        if "tick" in request.GET:
            return {subject for name in request.GET.getlist("tick") for subject in self.named(name)}
        return self.everything if may_publish else self.mine or self.everything


def last_changes(found: Pending, rows: Rows) -> dict[Subject, LastChange]:
    """Return the last change of each subject that a history tells of. The number of queries does not grow with them.

    For a thing that is new with all its parts, it is the last change of any of them.
    """
    if not found.changes:
        return {}
    places = _Places(found, rows)
    entries = _entries(row for subject in found.changes for row in places.of(subject) if not subject.is_order)
    moves = _entries((row for subject in found.changes for row in places.of(subject) if subject.is_order), _MOVED)
    last = {}
    for subject in found.changes:
        known = moves if subject.is_order else entries
        if times := [known[row] for row in places.of(subject) if row in known]:
            last[subject] = max(times, key=lambda one: one.at)
    return last


class _Places:
    """The rows in whose histories the changes of each subject are kept."""

    def __init__(self, found: Pending, rows: Rows) -> None:
        self.changes, self.rows = found.changes, rows
        self.parts: dict[tuple[str, Key], list[Row]] = defaultdict(list)
        self.ordered: dict[tuple[str, Key], list[Row]] = defaultdict(list)
        for (thing, key), row in self.rows.items():
            self.ordered[thing, key[:-1]].append(row)
            if thing in OWNERS:
                self.parts[OWNERS[thing], key[:1]].append(row)
        removed = [s for s in found.changes if not s.is_order and (s.thing, s.key) not in self.rows]
        self.former = dict(self.former_rows(removed)) if removed else {}

    def of(self, subject: Subject) -> list[Row]:
        if subject.is_order:
            return self.ordered[subject.thing, subject.key]
        own = self.rows.get((subject.thing, subject.key)) or self.former.get(subject)
        is_new = self.changes[subject][0].kind is ChangeKind.ADDED
        return [*([own] if own else []), *(self.parts[subject.thing, subject.key] if is_new else [])]

    def former_rows(self, removed: list[Subject]) -> Iterator[tuple[Subject, Row]]:
        """Yield the rows that removed things had."""
        criteria = dict(RowId.objects.filter(table="criterion").values_list("key", "row"))
        criteria |= {key[0]: pk for (thing, key), (_, pk) in self.rows.items() if thing == "criterion"}
        keys = {self.row_key(subject, criteria): subject for subject in removed}
        wanted = Q(table__in={table for table, _ in keys})
        if len(keys) <= _MOST_NAMED:
            wanted &= Q(key__in={key for _, key in keys})
        for table, key, pk in RowId.objects.filter(wanted).values_list("table", "key", "row"):
            if (table, key) in keys:
                yield keys[table, key], (_MODELS[table], pk)

    def row_key(self, subject: Subject, criteria: dict[str, int]) -> tuple[str, str]:
        """Return table and key as `RowId` has them."""
        owner = subject.owner
        if owner is None:
            return subject.thing, subject.key[0]
        own = criteria.get(subject.key[1], 0) if subject.thing == "score" else subject.key[1]
        return subject.thing, as_text((self.rows[owner.thing, owner.key][1], own))


def _entries(rows: Iterable[Row], mentioning: str = "") -> dict[Row, LastChange]:
    """Return the last entry in the history of each row, or the last one that mentions a word; one query."""
    keys: dict[type, list[str]] = defaultdict(list)
    for model, pk in rows:
        keys[model].append(str(pk))
    if not keys:
        return {}
    types = ContentType.objects.get_for_models(*keys)
    models = {content_type.pk: model for model, content_type in types.items()}
    wanted = Q()
    for model, pks in keys.items():
        named = Q(object_id__in=pks) if len(pks) <= _MOST_NAMED else Q()
        wanted |= Q(content_type=types[model]) & named
    last = (
        LogEntry.objects.filter(wanted, change_message__contains=mentioning)
        .order_by()
        .values("content_type", "object_id")
        .annotate(last=Max("pk"))
        .values("last")
    )
    found = LogEntry.objects.filter(pk__in=last).values_list(
        "content_type", "object_id", "user__username", "action_time"
    )
    return {(models[kind], int(pk or 0)): LastChange(by=name, at=at) for kind, pk, name, at in found}
