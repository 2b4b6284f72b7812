"""Primary keys that are remembered, so that a thing that was deleted and comes back keeps its address in the admin.

Remembered are those of all things at each publication, and of those that a written catalogue leaves out.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from comparisons import models

Key = tuple[Any, ...]

# The models whose rows have pages in the admin, and the columns that identify a row.
KEYS: dict[type[Model], tuple[str, ...]] = {
    models.Source: ("slug",),
    models.Group: ("slug",),
    models.Criterion: ("slug",),
    models.Framework: ("slug",),
    models.Score: ("framework_id", "criterion_id"),
    models.Extension: ("framework_id", "slug"),
    models.Claim: ("slug",),
    models.Question: ("slug",),
    models.Choice: ("question_id", "slug"),
    models.Scenario: ("slug",),
    models.StartingPoint: ("slug",),
    models.Move: ("slug",),
    models.Package: ("slug",),
}


def remember_all() -> None:
    """Remember the primary keys of all rows; the number of queries does not grow with them, but for new rows."""
    known = {(row.table, row.key): row.row for row in models.RowId.objects.all()}
    new = []
    for model, columns in KEYS.items():
        rows = model._default_manager.order_by("pk").values_list("pk", *columns)
        found = _ids(model, {tuple(key): pk for pk, *key in rows})
        new += [one for one in found if known.get((one.table, one.key)) != one.row]
    _store(new)


def remember(model: type[Model], rows: Mapping[Key, int]) -> None:
    """Remember the primary keys of some rows of a model, given by the columns that identify them."""
    if model in KEYS:
        _store(_ids(model, rows))


def remembered(model: type[Model]) -> dict[str, int]:
    """Return all that is remembered of a model, by `as_text` of the keys."""
    if model not in KEYS:
        return {}
    return dict(models.RowId.objects.filter(table=model._meta.model_name).values_list("key", "row"))


def as_text(key: Key) -> str:
    return "/".join(map(str, key))


def _ids(model: type[Model], rows: Mapping[Key, int]) -> list[models.RowId]:
    return [models.RowId(table=str(model._meta.model_name), key=as_text(key), row=pk) for key, pk in rows.items()]


def _store(ids: list[models.RowId]) -> None:
    if ids:
        models.RowId.objects.bulk_create(
            ids, batch_size=200, update_conflicts=True, unique_fields=["table", "key"], update_fields=["row"]
        )
