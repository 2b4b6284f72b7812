"""Synchronising tables with wanted rows. Rows that stay or come back keep their ids, and so their history."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from msgspec import Struct

from comparisons.catalogue.renaming import renamed_slugs
from comparisons.working_copy.row_ids import as_text, remember, remembered

Key = tuple[Any, ...]


class TableSync:
    """Adds and changes rows of several tables, and deletes stale rows at the end.

    `delete_stale` goes through the tables in reverse order, so that nothing refers to the deleted rows.
    """

    def __init__(self) -> None:
        self._stale: list[tuple[type[models.Model], list[Any]]] = []

    def rows(
        self, model: type[models.Model], key: tuple[str, ...], wanted: Mapping[Key, Mapping[str, Any]]
    ) -> dict[Key, Any]:
        """Add and change rows so that all wanted ones exist, and note the stale ones. Return ids by key.

        `key` are the names of the key columns.
        """
        columns = sorted({column for values in wanted.values() for column in values})
        revised = ["revision"] if hasattr(model, "revision") else []
        existing: dict[Key, dict[str, Any]] = {}
        surplus = []
        for row in model._default_manager.order_by("pk").values("pk", *key, *columns, *revised):
            row_key = tuple(row[column] for column in key)
            if existing.setdefault(row_key, row) is not row:
                # Editors can give two statements the same position. Only one is kept.
                surplus.append(row["pk"])
        renamed = _rename(existing, wanted) if "aliases" in columns else set()
        wanted = _with_kept_positions(existing, wanted)
        added = {row_key: values for row_key, values in wanted.items() if row_key not in existing}
        pks = _returning(model, added, {*surplus, *(row["pk"] for row in existing.values())})
        new = [_row(model, key, row_key, values, pk=pks.get(row_key)) for row_key, values in added.items()]
        changed = [
            _row(model, key, row_key, values, **_identity(existing[row_key]))
            for row_key, values in wanted.items()
            if row_key in existing
            and (row_key in renamed or any(existing[row_key][column] != value for column, value in values.items()))
        ]
        if changed:
            own = ["slug"] if renamed else []
            model._default_manager.bulk_update(changed, [*own, *columns, *revised], batch_size=200)
        model._default_manager.bulk_create(new, batch_size=200)
        gone = {k: row["pk"] for k, row in existing.items() if k not in wanted}
        remember(model, gone)
        self._stale.append((model, [*surplus, *gone.values()]))
        created = {tuple(getattr(row, column) for column in key): row.pk for row in new}
        return {k: created[k] if k in created else existing[k]["pk"] for k in wanted}

    def delete_stale(self) -> None:
        for model, ids in reversed(self._stale):
            if ids:
                model._default_manager.filter(pk__in=ids).delete()


def _with_kept_positions(existing: Mapping[Key, Any], wanted: Mapping[Key, Mapping[str, Any]]) -> dict[Key, Any]:
    """Return the wanted rows with the positions that they have, as far as these give the wanted order.

    So a row that is deleted, or one that is added at the end, does not change its neighbours. Positions count within
    the owner: all of a key but its last column.
    """
    placed: dict[Key, Any] = {}
    last: dict[Key, int] = {}
    for row_key, values in wanted.items():
        if "position" in values:
            kept = existing[row_key]["position"] if row_key in existing else 0
            last[row_key[:-1]] = max(kept, last.get(row_key[:-1], -1) + 1)
            values = {**values, "position": last[row_key[:-1]]}
        placed[row_key] = values
    return placed


def _rename(existing: dict[Key, dict[str, Any]], wanted: Mapping[Key, Mapping[str, Any]]) -> set[Key]:
    """Give rows of renamed things the keys that they will have, and return these. The last column is the slug."""
    found = set()
    for owner in {key[:-1] for key in wanted}:
        before = [_Named(key[-1], row["aliases"]) for key, row in existing.items() if key[:-1] == owner]
        after = [_Named(key[-1], values["aliases"]) for key, values in wanted.items() if key[:-1] == owner]
        for old, new in renamed_slugs(before, after).items():
            existing[*owner, new] = existing.pop((*owner, old))
            found.add((*owner, new))
    return found


class _Named(Struct, frozen=True):
    slug: str
    names: str

    @property
    def aliases(self) -> list[str]:
        return self.names.split()


def _row(model: type[models.Model], key: tuple[str, ...], row_key: Key, values: Mapping[str, Any], **more: Any) -> Any:
    return model(**dict(zip(key, row_key, strict=True)), **values, **more)


def _returning(model: type[models.Model], added: Iterable[Key], taken: set[int]) -> dict[Key, int]:
    """Return the remembered ids of rows that come back, as far as no other row has them."""
    known = remembered(model) if added else {}
    found = {key: known[as_text(key)] for key in added if as_text(key) in known}
    return {key: pk for key, pk in found.items() if pk not in taken}


def _identity(row: dict[str, Any]) -> dict[str, Any]:
    """Return the columns that identify a changed row: its id and, if it has one, the next revision."""
    return {"pk": row["pk"]} | ({"revision": row["revision"] + 1} if "revision" in row else {})


def sync_links(field: Any, owners: Mapping[Any, Iterable[Any]]) -> None:
    """Add and delete rows of a many-to-many table so that exactly these links exist: owner id -> target ids."""
    through, near, far = field.through, field.field.m2m_column_name(), field.field.m2m_reverse_name()
    wanted = {(owner, target) for owner, targets in owners.items() for target in targets}
    existing = {(owner, target): pk for owner, target, pk in through._default_manager.values_list(near, far, "pk")}
    stale = [pk for link, pk in existing.items() if link not in wanted]
    for start in range(0, len(stale), 500):
        through._default_manager.filter(pk__in=stale[start : start + 500]).delete()
    new = [through(**{near: owner, far: target}) for owner, target in sorted(wanted - existing.keys())]
    through._default_manager.bulk_create(new, batch_size=400)
