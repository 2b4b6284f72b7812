"""The changes of an import into the working copy: all at once, each with a line in its row's history."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.auth.models import User

from comparisons.admin.exchange.resources import CellChange, RowChange
from comparisons.models import Framework, Score, Source

__all__ = ["save"]

# SQLite takes so many parameters in one statement that rows have to be written in batches.
_AT_ONCE = 60
_LINKS_AT_ONCE = 400

_SCORE_COLUMNS = ["value", "kind", "relative_error", "confidence", "reason", "reviewed_on", "version", "revision"]
_FRAMEWORK_COLUMNS = [
    "name", "status", "summary", "interface", "licence", "home_page", "documentation", "repository", "first_release",
    "latest_version", "latest_release", "revision",
]  # fmt: skip


def save(changes: Sequence[RowChange], author: User, file: str) -> None:
    """Write them. Whoever calls this holds the lock and a transaction."""
    rows = [change.row for change in changes]
    model = type(rows[0])
    for row in rows:
        if row.pk is not None:
            row.revision += 1
    columns = _SCORE_COLUMNS if model is Score else _FRAMEWORK_COLUMNS
    model.objects.bulk_update([row for row in rows if row.pk is not None], columns, batch_size=_AT_ONCE)
    model.objects.bulk_create([row for row in rows if row.pk is None], batch_size=_AT_ONCE)
    if model is Score:
        _link(changes, "sources", Score.sources, dict(Source.objects.values_list("slug", "pk")))
    else:
        _link(changes, "alternatives", Framework.alternatives, dict(Framework.objects.values_list("slug", "pk")))
    kind_of_row = get_content_type_for_model(model)
    LogEntry.objects.bulk_create(
        LogEntry(
            user=author,
            content_type=kind_of_row,
            object_id=str(change.row.pk),
            object_repr=str(change.row)[:200],
            action_flag=ADDITION if change.is_new else CHANGE,
            change_message=f"Imported from {file}: {', '.join(map(_told, change.cells))}.",
        )
        for change in changes
    )


def _link(changes: Sequence[RowChange], column: str, links: Any, keys: dict[str, int]) -> None:
    """Make the rows whose links changed lead to exactly what their lines say."""
    attribute = {"sources": "source_slugs", "alternatives": "alternative_slugs"}[column]
    touched = [change.row for change in changes if any(cell.column == column for cell in change.cells)]
    near, far = f"{links.field.m2m_field_name()}_id", f"{links.field.m2m_reverse_field_name()}_id"
    for start in range(0, len(touched), _LINKS_AT_ONCE):
        pks = [row.pk for row in touched[start : start + _LINKS_AT_ONCE]]
        links.through.objects.filter(**{f"{near}__in": pks}).delete()
    wanted = [{near: row.pk, far: keys[slug]} for row in touched for slug in getattr(row, attribute)]
    links.through.objects.bulk_create([links.through(**one) for one in wanted], batch_size=_LINKS_AT_ONCE)


def _told(cell: CellChange) -> str:
    name = cell.column.replace("_", " ").capitalize()
    return f"{name} from “{cell.before or 'nothing'}” to “{cell.after or 'nothing'}”"
