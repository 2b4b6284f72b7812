"""Bringing one table to a wanted state: rows that stay keep their identity and their history."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

Key = tuple[Any, ...]


class TableSync:
    """Rows added, changed and left over, over several tables.

    Left-over rows go last and in reverse order, when nothing points at them any more.
    """

    def __init__(self) -> None:
        self._stale: list[tuple[type[models.Model], list[Any]]] = []

    def rows(
        self, model: type[models.Model], key: tuple[str, ...], wanted: Mapping[Key, Mapping[str, Any]]
    ) -> dict[Key, Any]:
        """Make the table hold exactly the wanted rows. `key` names the columns of the keys; returns ids by key."""
        existing: dict[Key, Any] = {}
        surplus = []
        for row in model._default_manager.order_by("pk"):
            row_key = tuple(getattr(row, column) for column in key)
            if existing.setdefault(row_key, row) is not row:
                # Editors may give two sentences the same position; only one of them keeps it.
                surplus.append(row.pk)
        new = [
            model(**dict(zip(key, row_key, strict=True)), **values)
            for row_key, values in wanted.items()
            if row_key not in existing
        ]
        changed = [existing[k] for k, values in wanted.items() if k in existing and _assign(existing[k], values)]
        columns = sorted({column for values in wanted.values() for column in values})
        if changed:
            if hasattr(model, "revision"):
                columns.append("revision")
            model._default_manager.bulk_update(changed, columns, batch_size=200)
        model._default_manager.bulk_create(new, batch_size=200)
        self._stale.append((model, surplus + [row.pk for k, row in existing.items() if k not in wanted]))
        created = {tuple(getattr(row, column) for column in key): row for row in new}
        return {k: (created.get(k) or existing[k]).pk for k in wanted}

    def delete_stale(self) -> None:
        for model, ids in reversed(self._stale):
            if ids:
                model._default_manager.filter(pk__in=ids).delete()


def _assign(row: Any, values: Mapping[str, Any]) -> bool:
    changed = {column: value for column, value in values.items() if getattr(row, column) != value}
    for column, value in changed.items():
        setattr(row, column, value)
    if changed and hasattr(row, "revision"):
        row.revision += 1
    return bool(changed)


def sync_links(field: Any, owners: Mapping[Any, Iterable[Any]]) -> None:
    """Make a many-to-many table hold exactly these links: owner id -> ids it points at."""
    through, near, far = field.through, field.field.m2m_column_name(), field.field.m2m_reverse_name()
    wanted = {(owner, target) for owner, targets in owners.items() for target in targets}
    existing = {(getattr(row, near), getattr(row, far)): row.pk for row in through._default_manager.all()}
    stale = [pk for link, pk in existing.items() if link not in wanted]
    for start in range(0, len(stale), 500):
        through._default_manager.filter(pk__in=stale[start : start + 500]).delete()
    new = [through(**{near: owner, far: target}) for owner, target in sorted(wanted - existing.keys())]
    through._default_manager.bulk_create(new, batch_size=400)
