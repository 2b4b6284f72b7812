"""Restoring a backup: either the whole database is replaced, or nothing changes."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Field, Model

from advisor.operations import backups
from advisor.operations.backups import Contents, DamagedBackup, Head, Header, OtherVersion
from advisor.operations.health import known_migrations
from comparisons.editions.current import forget_current_name

# Tables that `migrate` itself fills.
_MADE_BY_MIGRATIONS = {"auth.Permission", "auth.Group", "auth.Group_permissions", "contenttypes.ContentType"}
_MADE_BY_MIGRATIONS |= {"comparisons.WorkingCopy", "advisor.LoginFailures"}


class NotEmpty(ValueError):
    """The database already contains data."""


def restore_backup(path: Path, *, overwrite: bool) -> Contents:
    """Replace all data by that of a backup, in one transaction. Readers see the old data until then; writers wait.

    Raises DamagedBackup, OtherVersion, NotEmpty, OSError.
    """
    contents = backups.check_backup(path)
    with transaction.atomic():
        _lock_out_writers()
        _compare_versions(backups.header_of(path))
        if not overwrite and _has_data():
            raise NotEmpty("The database is not empty.")
        _empty()
        for head, rows in backups.read_tables(path):
            _insert(head, rows)
        _reset_sequences()
        if _of_database() != contents:
            raise DamagedBackup("What the database holds now is not what the backup holds.")
        forget_current_name()
    return contents


def _lock_out_writers() -> None:
    """Lock all tables on PostgreSQL. On SQLite the transaction already excludes other writers."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        cursor.execute(f"LOCK TABLE {', '.join(_table_names())} IN EXCLUSIVE MODE")


def _table_names() -> list[str]:
    models: list[type[Model]] = [*backups.tables(), Session]
    return [connection.ops.quote_name(model._meta.db_table) for model in models]


def _compare_versions(header: Header) -> None:
    of_backup, of_database = set(header.migrations), backups.applied_migrations()
    if of_backup == of_database:
        return
    if of_backup == known_migrations() and of_database < of_backup:
        raise OtherVersion("The database is not up to date: run `manage.py migrate` first.")
    differing = ", ".join(".".join(name) for name in sorted(of_backup ^ of_database)[:3])
    raise OtherVersion(
        f"It was taken with another version of the site ({differing} …): restore it with that version, then migrate."
    )


def _has_data() -> bool:
    return any(
        model._base_manager.exists() for model in backups.tables() if model._meta.label not in _MADE_BY_MIGRATIONS
    )


def _empty() -> None:
    with connection.cursor() as cursor:
        for name in _table_names():
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608, our own names


def _insert(head: Head, rows: Iterator[list[Any]]) -> None:
    model = next((model for model in backups.tables() if model._meta.label == head.table), None)
    if model is None:
        raise OtherVersion(f"It has a table {head.table}, which this version does not know.")
    fields = backups.fields_of(model)
    if head.columns != [field.attname for field in fields]:
        raise OtherVersion(f"Its table {head.table} has other columns than this version's.")
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608, our own names
    with connection.cursor() as cursor:
        while batch := list(islice(rows, backups.AT_ONCE)):
            cursor.executemany(insert, _as_stored(batch, fields))


def _as_stored(batch: list[list[Any]], fields: "list[Field[Any, Any]]") -> list[list[Any]]:
    try:
        return [
            [field.get_db_prep_save(field.to_python(row[place]), connection) for place, field in enumerate(fields)]
            for row in batch
        ]
    except (ValidationError, ValueError, IndexError) as error:
        raise DamagedBackup(f"It has a row that does not fit its table: {error}.") from error


def _reset_sequences() -> None:
    """Set the id sequences after the restored ids."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), backups.tables()):
            cursor.execute(statement)


def _of_database() -> Contents:
    contents = Contents()
    for model in backups.tables():
        columns = [field.attname for field in backups.fields_of(model)]
        for _ in backups.counted(model._meta.label, columns, backups.rows_of(model), contents):
            pass
    return contents
