from datetime import datetime

from django.utils import timezone

from comparisons.models import WorkingCopy


def lock_working_copy() -> None:
    """Lock the working copy until the end of the transaction, waiting for other writers, and store the time.

    On PostgreSQL this is a row lock; on SQLite transactions are exclusive anyway. The row comes from a migration and is
    created again if `manage.py flush` has deleted it.
    """
    WorkingCopy.objects.update_or_create(pk=1, defaults={"changed_at": timezone.now()})


def working_copy_locked_at() -> datetime | None:
    """Return when the lock was last taken, or None. While this does not change, no writer has changed the rows."""
    return WorkingCopy.objects.filter(pk=1).values_list("changed_at", flat=True).first()
