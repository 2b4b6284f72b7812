"""Backups: every row of every table as a line of JSON, written in one transaction and verified by reading it back.

The format does not depend on the database: a backup of SQLite can be restored to PostgreSQL. It is gzipped:

    {"form": 1, "taken_at": …, "migrations": […]}
    {"table": "comparisons.Edition", "columns": […]}      followed by one line [ … ] for each row
    …
    {"end": {"tables": {…}, "editions": {…}, "damaged": […]}}

It contains logins, second factors and the admin log, but no sessions: everybody has to log in after a restore.
"""

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, Model
from django.utils import timezone

from advisor.models import LastBackup
from comparisons.catalogue import wording
from comparisons.catalogue.codec import digest

FORM = 1
AT_ONCE = 200  # rows in memory at a time; the row of an edition has about half a megabyte


class DamagedBackup(ValueError):
    """The file is not a backup, or was changed since it was written."""


class OtherVersion(ValueError):
    """The backup was made with other migrations than those of this database."""


class Table(msgspec.Struct):
    rows: int
    digest: str


class Contents(msgspec.Struct):
    """What a backup contains. `damaged` are editions that did not match their digests."""

    tables: dict[str, Table] = {}
    editions: dict[int, str] = {}
    damaged: list[int] = []

    def __str__(self) -> str:
        rows = sum(table.rows for table in self.tables.values())
        counts = (rows, "row"), (len(self.tables), "table"), (len(self.editions), "edition")
        counted_rows, tables, editions = (wording.counted(number, noun) for number, noun in counts)
        return f"{counted_rows} in {tables}, {editions}"


class Header(msgspec.Struct):
    form: int
    taken_at: str
    migrations: list[tuple[str, str]]


class Head(msgspec.Struct):
    table: str
    columns: list[str]


class End(msgspec.Struct):
    end: Contents


class StoredEdition(msgspec.Struct):
    """The columns of an edition by which it is verified."""

    number: int
    digest: str
    data: str


def tables() -> list[type[Model]]:
    found = [model for model in apps.get_models(include_auto_created=True) if model not in (Session, LastBackup)]
    return sorted(found, key=lambda model: model._meta.label)


def note_backup(taken_at: datetime) -> None:
    """Record for the metrics that a backup succeeded. Raises DatabaseError and InterfaceError."""
    LastBackup.objects.update_or_create(pk=1, defaults={"taken_at": taken_at})


def fields_of(model: type[Model]) -> "list[Field[Any, Any]]":
    return list(model._meta.concrete_fields)


# Writing


def write_backup(path: Path) -> Contents:
    """Write a backup and verify it by reading it back. The file appears only if both succeed.

    Raises OSError (FileExistsError if there is such a file), DamagedBackup.
    """
    if path.exists():
        raise FileExistsError(f"{path} is there already: name another file.")
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        # Readable by its owner only: it contains password hashes and the secrets of second factors.
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with gzip.GzipFile("", "wb", 6, file) as packed:
                written = _write(packed)
            file.flush()
            os.fsync(file.fileno())
        if check_backup(unfinished) != written:
            raise DamagedBackup("What was read back is not what was written.")
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return written


def _write(file: gzip.GzipFile) -> Contents:
    contents = Contents()
    with _snapshot():
        header = Header(form=FORM, taken_at=timezone.now().isoformat(), migrations=sorted(applied_migrations()))
        file.write(_line(header))
        for model in tables():
            columns = [field.attname for field in fields_of(model)]
            file.write(_line(Head(table=model._meta.label, columns=columns)))
            for line in counted(model._meta.label, columns, rows_of(model), contents):
                file.write(line)
    file.write(_line(End(end=contents)))
    return contents


@contextmanager
def _snapshot() -> Iterator[None]:
    """Begin a read-only transaction that sees one state of the database and blocks no writer."""
    # Not `atomic`: on SQLite our transactions begin with IMMEDIATE, which takes the write lock.
    begin = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
    with connection.cursor() as cursor:
        cursor.execute(begin[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def applied_migrations() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


def rows_of(model: type[Model]) -> Iterator[Any]:
    names = [field.attname for field in fields_of(model)]
    return model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=AT_ONCE)


def _line(value: Any) -> bytes:
    return msgspec.json.encode(value) + b"\n"


def counted(label: str, columns: list[str], rows: Iterable[Any], contents: Contents) -> Iterator[bytes]:
    """Yield each row as a line of JSON, and add the table's row count and digest to `contents` at the end."""
    found, count = sha256(), 0
    for row in rows:
        line = _line(row)
        found.update(line)
        count += 1
        if label == "comparisons.Edition":
            _note_edition(dict(zip(columns, row, strict=True)), contents)
        yield line
    contents.tables[label] = Table(rows=count, digest=found.hexdigest())


def _note_edition(row: dict[str, Any], contents: Contents) -> None:
    try:
        edition = msgspec.convert(row, StoredEdition)
    except msgspec.ValidationError as error:
        raise DamagedBackup(f"It has a row that does not fit its table: {error}.") from error
    contents.editions[edition.number] = edition.digest
    if digest(edition.data.encode()) != edition.digest:
        contents.damaged.append(edition.number)


# Reading


def check_backup(path: Path) -> Contents:
    """Read a whole backup and return its contents. Raises DamagedBackup, OtherVersion, OSError."""
    found = Contents()
    for head, rows in read_tables(path):
        for _ in counted(head.table, head.columns, rows, found):
            pass
    if found != _end_of(path):
        raise DamagedBackup("Its rows are not those that were backed up.")
    return found


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path) as file:
            yield from file
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise DamagedBackup(f"It cannot be unpacked: {error}.") from error


def _decoded(line: bytes, kind: Any) -> Any:
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DamagedBackup(f"It has a line that cannot be read: {error}.") from error


def header_of(path: Path) -> Header:
    header: Header = _decoded(next(_lines(path), b""), Header)
    if header.form != FORM:
        raise OtherVersion(f"Its form is {header.form}, and this version reads form {FORM}.")
    return header


def _end_of(path: Path) -> Contents:
    last = b""
    for line in _lines(path):
        last = line
    end: End = _decoded(last, End)
    return end.end


def read_tables(path: Path) -> Iterator[tuple[Head, Iterator[list[Any]]]]:
    """Yield the head and the rows of each table. The rows must be consumed before the next table."""
    header_of(path)
    lines = _lines(path)
    next(lines)
    ahead = next(lines, b"")

    def rows(head: Head) -> Iterator[list[Any]]:
        nonlocal ahead
        for ahead in lines:
            if not ahead.startswith(b"["):
                return
            row: list[Any] = _decoded(ahead, list[Any])
            if len(row) != len(head.columns):
                raise DamagedBackup(f"A row of {head.table} has {len(row)} cells for {len(head.columns)} columns.")
            yield row
        ahead = b""

    while ahead.startswith(b'{"table"'):
        head: Head = _decoded(ahead, Head)
        yield head, rows(head)
