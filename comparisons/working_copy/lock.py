from datetime import datetime

from django.utils import timezone

from comparisons.models import WorkingCopy


def lock_working_copy() -> None:
    """Wait until nobody else writes to the working copy; hold it until the transaction ends, and note the time.

    SQLite lets one writer in anyway; PostgreSQL waits on the row. A migration makes it and `manage.py flush`
    takes it away, so it is made anew where it is missing.
    """
    WorkingCopy.objects.update_or_create(pk=1, defaults={"changed_at": timezone.now()})


def working_copy_locked_at() -> datetime | None:
    """Return when a writer held the lock last, None where nobody ever did. As long as it stays, nothing was written."""
    return WorkingCopy.objects.filter(pk=1).values_list("changed_at", flat=True).first()
