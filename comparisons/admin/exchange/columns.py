"""Columns of tables: what an export writes of a row, and what a cell that was sent sets in it."""

import re
from datetime import date, time, timedelta
from operator import attrgetter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from comparisons.admin.exchange.formats import Cell, as_read_back
from comparisons.admin.exchange.names import Names
from comparisons.admin.exchange.number_formats import Figure, Month
from comparisons.admin.exchange.numbers import (
    ANY_NUMBER,
    SHARE,
    UNKNOWN_HAS_NO_ROW,
    ScaleOfNumbers,
    as_figure,
    how_to_write,
    is_made_date,
    is_number,
    is_percentage_of,
    is_unknown,
    scale_of,
    share_of,
)
from comparisons.catalogue.days import DAY_FORMS
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
                "This text holds a character that cannot be stored. Delete it, or type the text again."
            )
        return cleaned


class Version(Text):
    """A version, unless a spreadsheet program made a date of it."""

    def clean(self, sent: Cell) -> Any:
        if isinstance(sent, Month) or (isinstance(sent, str) and is_made_date(sent)):
            raise ValidationError(
                "A spreadsheet program seems to have made a date of this version. Format the cell as text, and type "
                "the version again."
            )
        return super().clean(sent)


class Choice(Text):
    """One of the choices of a model field, by its value or its label, in any case."""

    def clean(self, sent: Cell) -> Any:
        choices: list[tuple[str, str]] = list(self.model_field.choices)
        wanted = " ".join(str(sent).split()).casefold()
        for value, label in choices:
            if wanted in (value.casefold(), label.casefold()):
                return value
        if wanted:
            raise ValidationError(f"Choose one of: {', '.join(value for value, _ in choices)}.")
        return super().clean(sent)


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

    def clean(self, sent: Cell, scale: ScaleOfNumbers = ANY_NUMBER) -> Any:
        text = as_text(sent).strip()
        if isinstance(sent, Figure):
            raise ValidationError(f"{as_figure(sent)} {how_to_write(text, scale)}")
        if not isinstance(sent, str | int | float) or isinstance(sent, bool | Month):
            raise ValidationError(
                f"The cell holds {_kind_of_cell(sent)}, {sent}. Write {scale.allowed} in a cell of the format General."
            )
        if text and not is_number(text):
            raise ValidationError(f"Expected {scale.allowed}. {how_to_write(text, scale)}")
        return super().clean(text)


class RelativeError(Number):
    """A share; blank is 0, and 10 % is 0.1."""

    def clean(self, sent: Cell, scale: ScaleOfNumbers = SHARE) -> float:
        if isinstance(sent, Figure) and is_percentage_of(sent.seen, sent.value):
            return super().clean(sent.value, scale) or 0.0
        if isinstance(sent, str) and (share := share_of(sent)) is not None:
            return super().clean(share, scale) or 0.0
        return super().clean(sent, scale) or 0.0


class Value(Number):
    """The value of a score: a number, or a kind, by its slug or name, where the criterion has kinds."""

    def value(self, row: Score) -> float | str | None:
        return row.kind.slug if row.kind else row.value

    def set(self, row: Score, sent: Cell) -> None:
        if row.criterion.scale_type == Criterion.ScaleType.KINDS:
            row.value, row.kind = None, _kind(row.criterion, str(sent).strip())
            return
        row.value, row.kind = self.clean(sent, scale_of(row.criterion)), None
        if row.value is None:
            raise ValidationError(f"Give a value. {UNKNOWN_HAS_NO_ROW}")


class Day(Text):
    """A day; 03/04/2026 is refused, as it is another day in other countries."""

    def __init__(self, attribute: str, form_field: forms.Field, model_field: Any) -> None:
        super().__init__(attribute, form_field, model_field)

    def clean(self, sent: Cell) -> Any:
        if isinstance(sent, str):
            return super().clean(sent)
        if isinstance(sent, date):
            return super().clean(as_text(sent))
        raise ValidationError(
            f"The cell shows {_kind_of_cell(sent)}, {sent}. Give the day {DAY_FORMS}, or format the cell as a date."
        )


class Slugs(Column):
    """Other things, by slug or name, separated by commas, semicolons or line breaks."""

    def __init__(self, attribute: str, names: Names) -> None:
        super().__init__(attribute)
        self.names = names

    def cell(self, row: Any) -> str:
        return ", ".join(self.value(row))

    def clean(self, sent: Cell) -> tuple[str, ...]:
        named = [part for part in re.split(r"[;\n]+", str(sent)) if part.strip()]
        return tuple(sorted({slug for part in named for slug in self._slugs(part)}))

    def _slugs(self, part: str) -> list[str]:
        """Return the slugs of a part: it may be one name, with commas in it, or several things."""
        if self.names.found(part) in self.names.slugs:
            return [self.names.found(part)]
        with_blanks = [one for one in part.split(",") if one.strip()]
        without = [one for one in re.split(r"[,\s]+", part) if one]
        return [self.names.slug(one) for one in (without if set(without) <= self.names.slugs else with_blanks)]


def _kind(criterion: Criterion, text: str) -> Kind:
    kinds = {kind.slug: kind for kind in criterion.kinds.all()}
    names = Names("kind", {slug: [kind.name] for slug, kind in kinds.items()})
    if (slug := names.found(text)) in kinds:
        return kinds[slug]
    hint = f" {UNKNOWN_HAS_NO_ROW}" if is_unknown(text) else ""
    raise ValidationError(f"Choose one of the kinds of {criterion}: {', '.join(kinds)}.{hint}")


def _kind_of_cell(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "a yes or no"
    if isinstance(cell, time | timedelta):
        return "a time"
    return "a number" if isinstance(cell, int | float) else "a date" if isinstance(cell, date | Month) else "something"
