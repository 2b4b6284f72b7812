"""Columns of tables: what an export writes of a row, and what a cell that was sent sets in it."""

import re
from datetime import date
from operator import attrgetter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from comparisons.admin.exchange.formats import Cell, as_read_back
from comparisons.models import Criterion, Kind, Score


def as_text(cell: Cell) -> str:
    """Return the text of a cell, of a whole number without a fraction."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


class Column:
    """A column that holds an attribute of its rows, dotted if need be. By itself it is exported only."""

    def __init__(self, attribute: str) -> None:
        self.attribute = attribute

    def value(self, row: Any) -> Any:
        return attrgetter(self.attribute)(row)

    def cell(self, row: Any) -> Cell:
        """Return what an export writes of a row."""
        value = self.value(row)
        return "" if value is None else str(value)

    def is_unchanged(self, sent: str, stored: str) -> bool:
        """Tell whether a cell that was sent is what an export writes of the stored value."""
        return sent == stored

    def clean(self, sent: Cell) -> Any:
        """Return the value of a cell, validated. Raises ValidationError."""
        raise NotImplementedError

    def set(self, row: Any, sent: Cell) -> None:
        """Set the value in a row, which is not saved. Raises ValidationError."""
        setattr(row, self.attribute, self.clean(sent))


class Text(Column):
    """A text, validated by the field of the admin's form and by that of the model."""

    def __init__(self, attribute: str, form_field: forms.Field, model_field: Any) -> None:
        super().__init__(attribute)
        self.form_field, self.model_field = form_field, model_field

    def is_unchanged(self, sent: str, stored: str) -> bool:
        return sent == stored or sent == as_read_back(stored)

    def clean(self, sent: Cell) -> Any:
        if not isinstance(sent, str):
            raise ValidationError(
                f"The cell holds {_kind_of_cell(sent)}, {sent}. Make it text, as it may not be what was meant: "
                "as a number, version 5.10 is 5.1."
            )
        cleaned = self.form_field.clean(sent)
        self.model_field.run_validators(cleaned)
        if isinstance(cleaned, str) and as_read_back(cleaned) != cleaned:
            raise ValidationError(
                "This text holds a character that cannot be stored. Delete it, or type the text anew."
            )
        return cleaned


class Number(Text):
    """A number, exported as a number."""

    def cell(self, row: Any) -> Cell:
        value = self.value(row)
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return "" if value is None else value

    def is_unchanged(self, sent: str, stored: str) -> bool:
        """Compare 15 digits: spreadsheet programs keep no more."""
        try:
            return sent == stored or f"{float(sent):.15g}" == f"{float(stored):.15g}"
        except ValueError:
            return False

    def clean(self, sent: Cell) -> Any:
        return super().clean(as_text(sent) if isinstance(sent, int | float) else sent)


class RelativeError(Number):
    """A share; blank is 0."""

    def clean(self, sent: Cell) -> float:
        return super().clean(sent) or 0.0


class Value(Number):
    """The value of a score: a number, or the slug of a kind where the criterion has kinds."""

    def value(self, row: Score) -> float | str | None:
        return row.kind.slug if row.kind else row.value

    def set(self, row: Score, sent: Cell) -> None:
        if row.criterion.scale_type == Criterion.ScaleType.KINDS:
            row.value, row.kind = None, _kind(row.criterion, str(sent).strip())
            return
        row.value, row.kind = self.clean(sent), None
        if row.value is None:
            raise ValidationError(
                "Give a value. What is unknown has no row: leave it out, or delete the score on its page."
            )


class Day(Text):
    """A date as 2026-11-22 and in no other format: 03/04/2026 is another day in other countries."""

    def __init__(self, attribute: str, model_field: Any) -> None:
        invalid = {"invalid": "Give the day as 2026-11-22."}
        super().__init__(attribute, forms.DateField(input_formats=["%Y-%m-%d"], error_messages=invalid), model_field)

    def clean(self, sent: Cell) -> Any:
        return super().clean(as_text(sent) if isinstance(sent, date) else sent)


class Slugs(Column):
    """Slugs of other things, separated by commas. `thing` names them in messages.

    `known` holds those that exist by all their names; old names are taken for the slug.
    """

    def __init__(self, attribute: str, thing: str, known: dict[str, str]) -> None:
        super().__init__(attribute)
        self.thing, self.known = thing, known

    def cell(self, row: Any) -> str:
        return ", ".join(self.value(row))

    def clean(self, sent: Cell) -> tuple[str, ...]:
        slugs = [slug for slug in re.split(r"[,;\s]+", str(sent)) if slug]
        if unknown := [slug[:60] for slug in slugs if slug not in self.known]:
            raise ValidationError(f"There is no {self.thing} named {', '.join(unknown)}.")
        return tuple(sorted({self.known[slug] for slug in slugs}))


def _kind(criterion: Criterion, slug: str) -> Kind:
    kinds = {kind.slug: kind for kind in criterion.kinds.all()}
    if slug not in kinds:
        raise ValidationError(f"Choose one of the kinds of {criterion}: {', '.join(kinds)}.")
    return kinds[slug]


def _kind_of_cell(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "a yes or no"
    return "a number" if isinstance(cell, int | float) else "a date" if isinstance(cell, date) else "something"
