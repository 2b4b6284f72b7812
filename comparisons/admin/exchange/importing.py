"""Importing a table: the changes that a file would make to the working copy, and storing them.

A cell is compared with what an export would write of the stored row. Cells that do not differ are not changed and not
validated, nor are those that a file leaves out. `outcome_of` only computes changes; `save` stores them together, each
with an entry in its row's history.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from msgspec import Struct

from comparisons.admin.exchange.columns import as_text
from comparisons.admin.exchange.formats import Line, Sheet
from comparisons.admin.exchange.hidden import numbers_in_words
from comparisons.admin.exchange.tables import Key, Table
from comparisons.admin.history import log_entry
from comparisons.catalogue.codec import digest
from comparisons.catalogue.wording import joined

# Rows in a statement, which SQLite limits by the number of parameters.
_BATCH = 60
_LINKS_BATCH = 400
# Characters of a refused cell.
_LONGEST_SHOWN = 60


class CellChange(Struct, frozen=True):
    column: str
    before: str
    after: str


class RowChange(Struct, frozen=True):
    """A line that would change its row or add it. `row` holds the new values and is not saved."""

    number: int
    key: Key
    name: str
    row: Any
    is_new: bool
    cells: list[CellChange]


class Refusal(Struct, frozen=True):
    """A cell that cannot be stored, what it holds, and why."""

    number: int
    column: str
    message: str
    sent: str = ""

    def __str__(self) -> str:
        held = f" “{self.sent[:_LONGEST_SHOWN]}”" if self.sent.strip() else ""
        return f"Row {self.number}, {self.column}{held}: {self.message}"


class Outcome(Struct, frozen=True):
    """What an import would do: rows to change or add, refused cells, and the number of unchanged rows.

    `unseen` are sentences about what of the file its reader does not see.
    """

    changes: list[RowChange]
    refused: list[Refusal]
    same: int
    unseen: tuple[str, ...] = ()

    @property
    def new(self) -> int:
        return sum(change.is_new for change in self.changes)

    @property
    def changed(self) -> int:
        return len(self.changes) - self.new

    @property
    def refused_rows(self) -> int:
        return len({refusal.number for refusal in self.refused})

    @property
    def seen(self) -> str:
        """A digest of the changes as they are shown, old values included."""
        named = [(change.name, change.is_new, change.cells) for change in self.changes]
        return digest(msgspec.json.encode(named))

    @property
    def content(self) -> list[Any]:
        """The changed cells alone, as JSON can hold them. `lines_of` reads them."""
        return [
            [change.number, change.key, {cell.column: cell.after for cell in change.cells}] for change in self.changes
        ]


def lines_of(content: list[Any], keys: Sequence[str]) -> list[Line]:
    """Return the lines of an outcome's content; `keys` are the key columns of its table."""
    return [Line(number, cells | dict(zip(keys, key, strict=True))) for number, key, cells in content]


def outcome_of(table: Table, lines: Iterable[Line]) -> Outcome:
    """Return what importing these lines would do. Rows of the table are changed in memory only."""
    keyed = [(table.key(tuple(str(line.cells[name]) for name in table.keys)), line) for line in lines]
    table.expect(key for key, _ in keyed)
    changes: list[RowChange] = []
    refused: list[Refusal] = []
    numbers: dict[Key, int] = {}
    same = 0
    for key, line in keyed:
        try:
            change = _change(table, key, line, numbers.setdefault(key, line.number))
        except ValidationError as error:
            refused += [
                Refusal(line.number, column, message, as_text(line.cells.get(column, "")))
                for column, messages in error.message_dict.items()
                for message in messages
            ]
            continue
        if change is None:
            same += 1
        else:
            changes.append(change)
    return Outcome(changes, refused, same)


def unseen_sentences(sheet: Sheet, outcome: Outcome) -> Iterator[str]:
    """Yield what is hidden in a sheet of all that its import would change or refuse, and what is not read of it."""
    changed = [(change.number, cell.column) for change in outcome.changes for cell in change.cells]
    touched = {*changed, *((refusal.number, refusal.column) for refusal in outcome.refused)}
    if rows := {number for number, _ in touched} & sheet.hidden_rows:
        yield f"Hidden in this sheet, but read like the others: {_plural('row', rows)} {numbers_in_words(rows)}."
    if columns := [name for name in sheet.hidden_columns if name in {column for _, column in touched}]:
        yield f"Hidden in this sheet, but read like the others: {_plural('column', columns)} {joined(columns)}."
    if sheet.other_sheets:
        yield f"Only the first sheet is read, not {joined([f'“{title}”' for title in sheet.other_sheets])}."


def _plural(word: str, things: Collection[Any]) -> str:
    return word if len(things) == 1 else f"{word}s"


def _change(table: Table, key: Key, line: Line, first: int) -> RowChange | None:
    """Return the change of one line, None if it changes nothing; `first` is the first line of this key.

    Raises ValidationError with messages by column.
    """
    if first != line.number:
        raise ValidationError({table.keys[-1]: f"Row {first} is about the same. Delete one of the two."})
    is_new = key not in table.stored
    row = table.new_row(key) if is_new else table.stored[key]
    cells, errors = _set_cells(table, row, line, is_new=is_new)
    if cells:
        for column, message in table.misfits(row).items():
            errors.setdefault(column, message)
    if errors:
        raise ValidationError(errors)
    if not cells and not is_new:
        return None
    return RowChange(line.number, key, str(row), row, is_new, cells)


def _set_cells(table: Table, row: Any, line: Line, *, is_new: bool) -> tuple[list[CellChange], dict[str, str]]:
    """Set the cells of a line in its row. Return those that changed, and messages by column for those refused."""
    changed: list[CellChange] = []
    errors: dict[str, str] = {}
    for name in table.columns:
        sent, before = line.cells.get(name), table.text(name, row)
        if is_new and sent is None:
            sent = before  # a new row is validated in all its columns
        if name in table.keys or sent is None:
            continue
        if not is_new and table.fields[name].is_unchanged(as_text(sent), before):
            continue
        try:
            table.fields[name].set(row, sent)
        except ValidationError as error:
            errors[name] = " ".join(error.messages)
            continue
        after = table.text(name, row)
        if is_new or after != before:
            changed.append(CellChange(name, "" if is_new else before, after))
    return changed, errors


def save(table: Table, changes: Sequence[RowChange], author: User, file: str) -> None:
    """Store changes that come from a file. The caller holds the lock of the working copy, and a transaction."""
    rows = [change.row for change in changes]
    for row in rows:
        if row.pk is not None:
            row.revision += 1
    objects = table.model._default_manager
    objects.bulk_update([row for row in rows if row.pk is not None], table.updated, batch_size=_BATCH)
    objects.bulk_create([row for row in rows if row.pk is None], batch_size=_BATCH)
    if table.linked:
        _link(table, changes)
    entries = []
    for change in changes:
        message = f"Imported from {file}: {', '.join(map(_in_words, change.cells))}."
        entries.append(log_entry(author, change.row, ADDITION if change.is_new else CHANGE, message))
    LogEntry.objects.bulk_create(entries)


def _link(table: Table, changes: Sequence[RowChange]) -> None:
    """Replace the many-to-many links of the rows whose column `linked` changed."""
    links: Any = getattr(table.model, table.linked)
    keys = dict(links.field.related_model.objects.values_list("slug", "pk"))
    changed = [change.row for change in changes if any(cell.column == table.linked for cell in change.cells)]
    near, far = f"{links.field.m2m_field_name()}_id", f"{links.field.m2m_reverse_field_name()}_id"
    for start in range(0, len(changed), _LINKS_BATCH):
        pks = [row.pk for row in changed[start : start + _LINKS_BATCH]]
        links.through.objects.filter(**{f"{near}__in": pks}).delete()
    slugs = table.fields[table.linked].value
    wanted = [{near: row.pk, far: keys[slug]} for row in changed for slug in slugs(row)]
    links.through.objects.bulk_create([links.through(**one) for one in wanted], batch_size=_LINKS_BATCH)


def _in_words(cell: CellChange) -> str:
    name = cell.column.replace("_", " ").capitalize()
    return f"{name} from “{cell.before or 'nothing'}” to “{cell.after or 'nothing'}”"
