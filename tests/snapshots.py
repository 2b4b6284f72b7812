"""Snapshots of the catalogue's tables, to restore rows faster than by writing and publishing them again."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from comparisons.models import Edition, Framework, WorkingCopy

_taken = {}


def once(name, make):
    """Fill the catalogue's tables by `make()`. If they are empty, that is done once per process and then restored."""
    if not is_empty():
        make()
    elif name in _taken:
        restore(_taken[name])
    else:
        make()
        _taken[name] = take()


def take():
    """Return all rows of the catalogue's tables: by table, the columns and the values."""
    return {model._meta.db_table: _rows(model._meta.db_table) for model in _models()}


def restore(snapshot):
    """Insert the rows into empty tables, with the lock of the working copy, which records the time of the write."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        WorkingCopy.objects.lock()
        for table, (columns, rows) in snapshot.items():
            if rows:
                names, values = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({values})", rows)  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


def is_empty():
    """Whether there is no framework and no edition."""
    return not Edition.objects.exists() and not Framework.objects.exists()


def _models():
    models = apps.get_app_config("comparisons").get_models(include_auto_created=True)
    return [model for model in models if model is not WorkingCopy]


def _rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        return [column[0] for column in cursor.description], cursor.fetchall()
