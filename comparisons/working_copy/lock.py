from comparisons.models import WorkingCopy


def lock_working_copy() -> None:
    """Wait until nobody else writes to the working copy; hold it until the transaction ends.

    SQLite lets one writer in anyway; PostgreSQL waits on the row. A migration makes it and `manage.py flush`
    takes it away, so it is made anew where it is missing.
    """
    WorkingCopy.objects.select_for_update().get_or_create(pk=1)
