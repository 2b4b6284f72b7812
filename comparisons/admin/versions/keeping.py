"""Keeping a version of each thing with every entry in its history."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max, Model, QuerySet

from comparisons import models
from comparisons.admin.links import THINGS, Key, Row, every_row
from comparisons.catalogue.changes.diff import Subject, part_of
from comparisons.catalogue.changes.parts import encoded
from comparisons.catalogue.value import Catalogue
from comparisons.working_copy import read_catalogue

# A subject in both states of the working copy; what was renamed has another one.
Both = tuple[Subject, Subject]


@contextmanager
def editing() -> Iterator[None]:
    """Lock the working copy, and keep a version of each thing that the block enters into its history."""
    with transaction.atomic():
        models.WorkingCopy.objects.lock()
        last = LogEntry.objects.aggregate(last=Max("pk"))["last"] or 0
        before, rows = read_catalogue(), every_row()
        yield
        entries = LogEntry.objects.filter(pk__gt=last, version=None, content_type__in=_types()).order_by("pk")
        if found := _first_of_each(entries):
            _keep(found, before, rows)


def _types() -> list[ContentType]:
    return list(ContentType.objects.get_for_models(*(model for model, _ in THINGS.values())).values())


def _first_of_each(entries: Iterable[LogEntry]) -> dict[Row, LogEntry]:
    """Return the first entry of each row: all of a block have the same state before and after."""
    models_of = {model._meta.model_name: model for model, _ in THINGS.values()}
    names = {one.pk: one.model for one in _types()}
    found: dict[Row, LogEntry] = {}
    for entry in entries:
        if (entry.object_id or "").isdigit() and entry.content_type_id in names:
            row = (models_of[names[entry.content_type_id]], int(entry.object_id or 0))
            found.setdefault(row, entry)
    return found


def _keep(entries: Mapping[Row, LogEntry], before: Catalogue, rows: Mapping[tuple[str, Key], Row]) -> None:
    things = {str(model._meta.model_name) for model, _ in entries}
    after, now = read_catalogue(), {row: Subject(*name) for name, row in every_row(things).items()}
    then = {row: Subject(*name) for name, row in rows.items()}
    pairs = []
    for row, entry in entries.items():
        if row in now or row in then:
            pairs.append((entry, (then.get(row, now.get(row)), now.get(row, then.get(row)))))
    store_versions(pairs, before, after)  # type: ignore[arg-type]


def store_versions(entries: Iterable[tuple[LogEntry, Both]], before: Catalogue, after: Catalogue) -> None:
    """Store what the subjects of these entries, which are saved, were before and after."""
    versions = []
    for entry, (was, now) in entries:
        old, new = part_of(before, was), part_of(after, now)
        is_whole = old is None or new is None
        texts = encoded(old, whole=is_whole), encoded(new, whole=is_whole)
        if texts[0] != texts[1]:
            versions.append(models.Version(entry=entry, subject=now.name, before=texts[0], after=texts[1]))
    models.Version.objects.bulk_create(versions, batch_size=200)


def entries_of(model: type[Model], pk: str) -> QuerySet[LogEntry]:
    """Return the entries in the history of a row."""
    return LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id=pk)


def kept_sides(model: type[Model], pk: str) -> dict[str, set[int]]:
    """Return the entries in the history of a row with a version before and after."""
    kept = models.Version.objects.filter(entry__in=entries_of(model, pk))
    return {
        "has_before": set(kept.exclude(before="").values_list("entry_id", flat=True)),
        "has_after": set(kept.exclude(after="").values_list("entry_id", flat=True)),
    }
