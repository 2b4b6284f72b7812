"""Storing an import: all changes at once, each with an entry in its row's history."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.auth.models import User

from comparisons.admin.exchange.importing import CellChange, RowChange
from comparisons.admin.exchange.tables import Table

__all__ = ["save"]

# Rows a statement, so that they stay below SQLite's limit on parameters.
_BATCH = 60
_LINKS_BATCH = 400


def save(table: Table, changes: Sequence[RowChange], author: User, file: str) -> None:
    """Store changes that come from a file. The caller holds the lock of the working copy, and a transaction."""
    rows = [change.row for change in changes]
    for row in rows:
        if row.pk is not None:
            row.revision += 1
    objects = table.model._default_manager
    objects.bulk_update([row for row in rows if row.pk is not None], table.updated, batch_size=_BATCH)
    objects.bulk_create([row for row in rows if row.pk is None], batch_size=_BATCH)
    _link(table, changes)
    content_type = get_content_type_for_model(table.model)
    LogEntry.objects.bulk_create(
        LogEntry(
            user=author,
            content_type=content_type,
            object_id=str(change.row.pk),
            object_repr=str(change.row)[:200],
            action_flag=ADDITION if change.is_new else CHANGE,
            change_message=f"Imported from {file}: {', '.join(map(_in_words, change.cells))}.",
        )
        for change in changes
    )


def _link(table: Table, changes: Sequence[RowChange]) -> None:
    """Replace the many-to-many links of the rows whose column `linked` changed."""
    links: Any = getattr(table.model, table.linked)
    keys = dict(links.field.related_model.objects.values_list("slug", "pk"))
    changed = [change.row for change in changes if any(cell.column == table.linked for cell in change.cells)]
    near, far = f"{links.field.m2m_field_name()}_id", f"{links.field.m2m_reverse_field_name()}_id"
    for start in range(0, len(changed), _LINKS_BATCH):
        pks = [row.pk for row in changed[start : start + _LINKS_BATCH]]
        links.through.objects.filter(**{f"{near}__in": pks}).delete()
    slugs = table.fields[table.linked].value
    wanted = [{near: row.pk, far: keys[slug]} for row in changed for slug in slugs(row)]
    links.through.objects.bulk_create([links.through(**one) for one in wanted], batch_size=_LINKS_BATCH)


def _in_words(cell: CellChange) -> str:
    name = cell.column.replace("_", " ").capitalize()
    return f"{name} from “{cell.before or 'nothing'}” to “{cell.after or 'nothing'}”"
