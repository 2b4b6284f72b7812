"""Which forms other editors have open. It is a hint only: what was saved meanwhile is found when a form is saved."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Model
from django.utils import timezone
from msgspec import Struct

from comparisons.models import OpenForm

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# For how long a form that was neither saved nor opened again counts as open.
OPEN_FOR = timedelta(minutes=30)


class Opened(Struct, frozen=True):
    """Who has a form open, and since when."""

    by: str
    at: datetime


def form_opened(row: Model, by: "User") -> list[Opened]:
    """Note that an editor has opened the form of a row. Return who else has it open; two queries."""
    now, table = timezone.now(), str(row._meta.model_name)
    OpenForm.objects.bulk_create(
        [OpenForm(editor=by, table=table, row=row.pk, opened_at=now)],
        update_conflicts=True,
        unique_fields=["editor", "table", "row"],
        update_fields=["opened_at"],
    )
    others = OpenForm.objects.filter(table=table, row=row.pk, opened_at__gt=now - OPEN_FOR).exclude(editor=by)
    return [Opened(by=name, at=at) for name, at in others.values_list("editor__username", "opened_at")]


def form_saved(row: Model, by: "User") -> None:
    """Note that an editor has saved the form of a row, and forget forms that were left long ago."""
    OpenForm.objects.filter(editor=by, table=str(row._meta.model_name), row=row.pk).delete()
    OpenForm.objects.filter(opened_at__lt=timezone.now() - OPEN_FOR).delete()


def opened_by_others(user: str) -> dict[tuple[str, int], list[Opened]]:
    """Return the forms that others than this user have open, by table and primary key; one query."""
    rows = OpenForm.objects.filter(opened_at__gt=timezone.now() - OPEN_FOR).exclude(editor__username=user)
    found: dict[tuple[str, int], list[Opened]] = defaultdict(list)
    for table, pk, name, at in rows.order_by("opened_at").values_list("table", "row", "editor__username", "opened_at"):
        found[table, pk].append(Opened(by=name, at=at))
    return found
