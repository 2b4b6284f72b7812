"""What a deletion would delete as well and what prevents it, with a number of queries that does not grow with rows."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from comparisons import models

# Relations used in the names of rows, which Django would query row by row.
_NAMED_AFTER: dict[type[Model], tuple[str, ...]] = {
    models.Score: ("framework", "criterion"),
    models.Choice: ("question",),
    models.Effect: ("criterion",),
    models.Requirement: ("criterion",),
}

# The nested list of objects to delete, counts by model, models that the editor may not delete, and protected objects.
Deletion = tuple[list[Any], dict[str, int], set[str], list[str]]


class _Nested(NestedObjects):
    def related_objects(self, related_model: Any, related_fields: Any, objs: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().related_objects(related_model, related_fields, objs)
        return rows.select_related(*(field.name for field in related_fields), *_NAMED_AFTER.get(related_model, ()))


def deletion_of(rows: Sequence[Any], request: HttpRequest, site: Any) -> Deletion:
    """Return the same as Django's `get_deleted_objects`."""
    if not rows:
        return [], {}, set(), []
    collector = _Nested(using=router.db_for_write(type(rows[0])), origin=rows)
    collector.collect(rows)
    forbidden: set[str] = set()

    def described(row: Any) -> str:
        meta = row._meta
        if type(row) not in site._registry:
            return f"{capfirst(meta.verbose_name)}: {row}"
        if not site.get_model_admin(type(row)).has_delete_permission(request, row):
            forbidden.add(str(meta.verbose_name))
        address = reverse(f"{site.name}:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
        return format_html('{}: <a href="{}">{}</a>', capfirst(meta.verbose_name), address, row)

    nested = collector.nested(described)
    kinds: dict[Any, set[Any]] = dict(collector.model_objs)
    counts = {str(model._meta.verbose_name_plural): len(found) for model, found in kinds.items()}
    return nested, counts, forbidden, [described(row) for row in collector.protected]
