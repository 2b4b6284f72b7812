"""Noting that scores were held against their sources again and are still true."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import F
from msgspec import Struct

from comparisons.models import Score, WorkingCopy

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Reviewed(Struct, frozen=True):
    """How many scores were marked; `changed` names those that somebody changed or deleted meanwhile, left alone.

    `keys` are the primary keys of the marked ones.
    """

    marked: int
    changed: list[str]
    keys: frozenset[int] = frozenset()


def mark_reviewed(seen: Mapping[int, int], *, by: "User", on: date) -> Reviewed:
    """Date the scores of these keys, as far as they are at the revision that was seen, and keep in history by whom."""
    with transaction.atomic():
        WorkingCopy.objects.lock()
        rows = Score.objects.filter(pk__in=seen).select_related("framework", "criterion", "kind")
        found = {row.pk: row for row in rows}
        same = [row for pk, row in found.items() if row.revision == seen[pk]]
        for row in same:
            message = f"Reviewed, still true: reviewed on from “{row.reviewed_on}” to “{on}”."
            LogEntry.objects.log_actions(by.pk, [row], CHANGE, message, single_object=True)
        Score.objects.filter(pk__in=[row.pk for row in same]).update(reviewed_on=on, revision=F("revision") + 1)
    changed = [str(row) for pk, row in found.items() if row.revision != seen[pk]]
    gone = len(seen) - len(found)
    return Reviewed(
        marked=len(same), changed=[*changed, *(["a score that is gone"] * gone)], keys=frozenset(row.pk for row in same)
    )
