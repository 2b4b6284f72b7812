"""What editors do with corrections: take them up, accept, decline or reopen them. Contacts go when one is closed."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.db import models, transaction
from django.utils import timezone

from comparisons.models import Correction

if TYPE_CHECKING:
    from django.contrib.auth.models import User

State = Correction.State

# How long contacts are kept at most, and corrections after they were declined.
KEPT_FOR = timedelta(days=90)


class DecidedAlready(ValueError):
    """Another editor has closed the correction meanwhile."""


def take_up(pk: int, *, by: "User") -> None:
    """Put a correction under review by an editor. Raises DecidedAlready."""
    _change(pk, state=State.REVIEW, assigned_to=by)


def assign(pk: int, to: "User | None") -> None:
    """Give a correction that is waiting to an editor, or to nobody. Raises DecidedAlready."""
    _change(pk, assigned_to=to)


def accept(pk: int, row: models.Model, *, by: "User") -> None:
    """Accept a correction about a row of the working copy, whose history keeps what it says. Raises DecidedAlready."""
    with transaction.atomic():
        _close([pk], State.ACCEPTED, by=by, reason="")
        one = Correction.objects.get(pk=pk)
        source = f", source: “{one.source}”" if one.source else ""
        LogEntry.objects.create(
            user=by,
            content_type=get_content_type_for_model(row),
            object_id=str(row.pk),
            object_repr=str(row)[:200],
            action_flag=CHANGE,
            change_message=f"Correction {pk} from a visitor accepted: “{one.text}”{source}",
        )


def decline(pk: int, *, by: "User", reason: str) -> None:
    """Decline a correction. Raises DecidedAlready."""
    _close([pk], State.DECLINED, by=by, reason=reason)


def decline_all(rows: "models.QuerySet[Correction]", *, by: "User", reason: str) -> int:
    """Decline those of the rows that are waiting, with one query. Return how many these were."""
    waiting = Correction.objects.waiting().filter(pk__in=rows.order_by().values("pk"))
    return waiting.update(**_closed(State.DECLINED, by, reason))


def reopen(pk: int) -> None:
    """Let a correction wait again that was declined by mistake. Its contact stays deleted."""
    Correction.objects.filter(pk=pk, state=State.DECLINED).update(
        state=State.NEW, decided_by=None, decided_at=None, reason=""
    )


def _change(pk: int, **values: object) -> None:
    if not Correction.objects.waiting().filter(pk=pk).update(**values):
        raise DecidedAlready(_decided(pk))


def _close(pks: Collection[int], state: str, *, by: "User", reason: str) -> None:
    if not Correction.objects.waiting().filter(pk__in=pks).update(**_closed(state, by, reason)):
        raise DecidedAlready(_decided(*pks))


def _closed(state: str, by: "User", reason: str) -> dict[str, object]:
    return {"state": state, "decided_by": by, "decided_at": timezone.now(), "reason": reason, "contact": ""}


def _decided(*pks: int) -> str:
    row = Correction.objects.filter(pk__in=pks).select_related("decided_by").first()
    who = row.decided_by.get_username() if row and row.decided_by else "somebody"
    return f"Nothing has changed: {who} has {row.get_state_display().lower() if row else 'closed'} it meanwhile."


def forget(now: datetime) -> tuple[int, int]:
    """Delete contacts and networks that are not needed any longer, and declined corrections 90 days old.

    Return how many contacts and how many corrections are deleted.
    """
    rows, before = Correction.objects.order_by(), now - KEPT_FOR
    contacts, networks = rows.with_contacts_to_forget(before), rows.with_networks_to_forget(before)
    old = rows.to_delete(before)
    # Nothing is written, and no lock taken, if nothing is to be done.
    if not any(found.exists() for found in (contacts, networks, old)):
        return 0, 0
    with transaction.atomic():
        forgotten = contacts.update(contact="")
        networks.update(network="")
        deleted, _ = old.delete()
    return forgotten, deleted
