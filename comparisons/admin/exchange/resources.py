"""Lines of a table <-> rows of the working copy, by django-import-export's resources.

The library walks the table, finds the row that each line is about, asks each column's field and widget, and sorts the
lines into new, changed, same and refused. It never gets to store: it would do so line by line, outside of the working
copy's lock and history, so `saving` does. A line is held against what an export would write of the same row: what
does not differ is not touched, and nothing else is looked at.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
import tablib
from django import forms
from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.widgets import Widget
from msgspec import Struct

from comparisons.admin.exchange.formats import as_read_back
from comparisons.catalogue.codec import digest

__all__ = [
    "CellChange",
    "Day",
    "Number",
    "Outcome",
    "Refusal",
    "RowChange",
    "RowResource",
    "Slugs",
    "Text",
    "packed",
    "unpacked",
]

# What a line leaves out is left as it is stored.
_LEFT_OUT = None


class CellChange(Struct, frozen=True):
    column: str
    before: str
    after: str


class RowChange(Struct, frozen=True):
    """A line that would change its row, or add it. `row` holds the new values and is not saved."""

    number: int
    name: str
    row: Any
    is_new: bool
    cells: list[CellChange]


class Refusal(Struct, frozen=True):
    number: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"Row {self.number}, {self.column}: {self.message}"


class Outcome(Struct, frozen=True):
    """What an import would do. `seen` names the changes to the last letter."""

    changes: list[RowChange]
    refused: list[Refusal]
    same: int

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
        named = [(change.name, change.is_new, change.cells) for change in self.changes]
        return digest(msgspec.json.encode(named))


class Text(Widget):  # type: ignore[misc]
    """A cell that holds a text. It is held against the field of the admin's form, then against that of the model."""

    def __init__(self, form_field: forms.Field, model_field: Any) -> None:
        super().__init__()
        self.form_field, self.model_field = form_field, model_field

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """The library takes ValueError for a line that is refused."""
        if not isinstance(value, str):
            raise ValueError(
                f"The cell holds {_kind_of(value)}, {value}. Make it text, as it may not be what was meant: "
                "as a number, version 5.10 is 5.1."
            )
        try:
            cleaned = self.form_field.clean(value)
            self.model_field.run_validators(cleaned)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        if isinstance(cleaned, str) and as_read_back(cleaned) != cleaned:
            raise ValueError("This text holds a character that cannot be stored. Delete it, or type the text anew.")
        return cleaned

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else str(value)

    def same(self, sent: str, stored: str) -> bool:
        """Whether a cell is as an export wrote it."""
        return sent == stored or sent == as_read_back(stored)


class Number(Text):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return super().clean(_as_text(value) if isinstance(value, int | float) else value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return "" if value is None else value

    def same(self, sent: str, stored: str) -> bool:
        """Spreadsheet programs keep 15 digits of a number."""
        try:
            return sent == stored or f"{float(sent):.15g}" == f"{float(stored):.15g}"
        except ValueError:
            return False


class Day(Text):
    """A day as 2026-11-22 and in no other way: 03/04/2026 is another day elsewhere."""

    def __init__(self, model_field: Any) -> None:
        invalid = {"invalid": "Give the day as 2026-11-22."}
        super().__init__(forms.DateField(input_formats=["%Y-%m-%d"], error_messages=invalid), model_field)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return super().clean(_as_text(value) if isinstance(value, date) else value)


class Slugs(Widget):  # type: ignore[misc]
    """Names of other things in one cell, with commas between them."""

    def __init__(self, thing: str, known: Mapping[str, Any]) -> None:
        super().__init__()
        self.thing, self.known = thing, known

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> tuple[str, ...]:
        slugs = [slug for slug in re.split(r"[,;\s]+", str(value)) if slug]
        if unknown := [slug[:60] for slug in slugs if slug not in self.known]:
            raise ValueError(f"There is no {self.thing} named {', '.join(unknown)}.")
        return tuple(sorted(set(slugs)))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return ", ".join(value)

    def same(self, sent: str, stored: str) -> bool:
        return sent == stored


class _Stored(BaseInstanceLoader):  # type: ignore[misc]
    """All rows are read at once: the library's own loaders ask the database about every line."""

    def get_instance(self, row: Mapping[str, Any]) -> Any:
        return self.resource.stored.get(self.resource.key(row))


class RowResource(Resource):  # type: ignore[misc]
    """What scores and frameworks have in common. Columns are the fields of a subclass, in their order."""

    class Meta:
        instance_loader_class = _Stored
        use_transactions = False
        use_bulk = True
        skip_diff = True

    def __init__(self) -> None:
        super().__init__()
        self.columns: list[str] = list(self.fields)
        self.keys: tuple[str, ...] = self._meta.import_id_fields
        self.changes: list[RowChange] = []
        self.touched: list[CellChange] = []
        self.seen_in: dict[tuple[str, ...], int] = {}
        self.stored = {self.key_of(row): row for row in self.rows()}

    def rows(self) -> Sequence[Any]:
        """All rows of the working copy, with all that a line tells of them."""
        raise NotImplementedError

    def new_row(self, key: tuple[str, ...]) -> Any:
        """A row of this name. Raises ValidationError by columns if there cannot be one."""
        raise NotImplementedError

    def misfits(self, row: Any) -> dict[str, str]:
        """What is wrong with a row as a whole, by columns."""
        return {}

    def key_of(self, row: Any) -> tuple[str, ...]:
        return tuple(self.cell(name, row) for name in self.keys)

    def key(self, line: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(str(line[name]).strip() for name in self.keys)

    def cell(self, name: str, row: Any) -> str:
        """What an export would write of a row in one column, as text."""
        return _as_text(self.fields[name].export(row))

    def read(self, dataset: tablib.Dataset) -> Outcome:
        """Return what storing this table would do."""
        numbers = [int(tags[0]) for tags in (row.tags for row in dataset._data)]
        result = self.import_data(dataset, numbers=numbers)
        for error in [*result.base_errors, *(error for _, errors in result.row_errors() for error in errors)]:
            raise error.error  # the library would keep our own mistakes to itself
        columns = {field.attribute: name for name, field in self.fields.items()}
        refused = [
            Refusal(numbers[row.number - 1], columns.get(attribute, attribute), message)
            for row in result.invalid_rows
            for attribute, messages in row.error_dict.items()
            for message in messages
        ]
        return Outcome(self.changes, refused, same=len(dataset) - len(self.changes) - len(result.invalid_rows))

    # What follows are the library's own hooks, in the order in which it calls them for a line.

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        number = kwargs["numbers"][kwargs["row_number"] - 1]
        self.touched = []
        first = self.seen_in.setdefault(self.key(row), number)
        if first != number:
            raise ValidationError({self.keys[-1]: f"Row {first} is about the same. Delete one of the two."})

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Any:
        assert row is not None, "the library always gives it"
        return self.new_row(self.key(row))

    def after_init_instance(self, instance: Any, new: bool, row: dict[str, Any], **kwargs: Any) -> None:
        if new:
            for name in self.columns:
                if row.get(name, _LEFT_OUT) is _LEFT_OUT:
                    row[name] = self.cell(name, instance)

    def get_import_fields(self) -> list[Field]:
        return list(self.fields.values())

    def import_field(self, field: Field, instance: Any, row: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        name = field.column_name
        if name in self.keys or row.get(name, _LEFT_OUT) is _LEFT_OUT:
            return
        before = self.cell(name, instance)
        if instance.pk is not None and field.widget.same(_as_text(row[name]), before):
            return
        field.save(instance, row)
        after = self.cell(name, instance)
        if instance.pk is None or after != before:
            self.touched.append(CellChange(name, "" if instance.pk is None else before, after))

    def import_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        errors: dict[str, Any] = {}
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as refused:
            errors = refused.error_dict
        if self.touched:
            for column, message in self.misfits(instance).items():
                errors.setdefault(column, message)
        if errors:
            raise ValidationError(errors)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return not self.touched and not import_validation_errors and instance.pk is not None

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:
        number = kwargs["numbers"][kwargs["row_number"] - 1]
        self.changes.append(RowChange(number, str(instance), instance, is_create, self.touched))


def packed(resource: RowResource, outcome: Outcome) -> list[Any]:
    """Return what a confirmation has to carry of an outcome: the changed cells alone."""
    return [
        [change.number, resource.key_of(change.row), {cell.column: cell.after for cell in change.cells}]
        for change in outcome.changes
    ]


def unpacked(resource: RowResource, lines: list[Any]) -> tablib.Dataset:
    """Return the table that was packed."""
    dataset = tablib.Dataset(headers=resource.columns)
    for number, key, cells in lines:
        given = cells | dict(zip(resource.keys, key, strict=True))
        dataset.append([given.get(column, _LEFT_OUT) for column in resource.columns], tags=[str(number)])
    return dataset


def _as_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _kind_of(value: Any) -> str:
    if isinstance(value, bool):
        return "a yes or no"
    return "a number" if isinstance(value, int | float) else "a date" if isinstance(value, date) else "something"
