"""Form fields and widgets of the admin, and the check of a score against the scale of its criterion.

Fields for choosing rows take a fixed number of queries and refuse invalid keys. Fields for texts and slugs accept what
a catalogue may contain. Forms, the matrix and imports share the check of scores.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils import timezone

from comparisons.admin.base import ModelMultipleChoiceField
from comparisons.catalogue.checks.slugs_and_references import slugs_are_sound
from comparisons.catalogue.days import DAY_FORMS, MONTH_FORMS, day_problem, month_problem, read_day, read_month
from comparisons.catalogue.value import Catalogue, Group
from comparisons.catalogue.wording import unit_of
from comparisons.models import Criterion, Kind

Read = TypeVar("Read")

LONGEST = 10_000
_ONLY_MEASURED = "Only a measured figure has a relative error. Say it with the confidence."


def could_be_key(value: object) -> bool:
    """Whether the value is a whole number that fits a key column; others make a database raise an error."""
    return re.fullmatch(r"[0-9]{1,18}", str(value)) is not None


def read_choices_once(field: Any) -> Any:
    """Set the choices of a formset's field to a list. Django would query them for every row."""
    choices = [(row.pk, field.label_from_instance(row)) for row in field.queryset]
    field.choices = choices if field.empty_label is None else [("", field.empty_label), *choices]
    return field


class KnownChoices(ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        for key in value or ():
            if not could_be_key(key):
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key})
        return super().clean(value)


class _SharedLabels:
    """Reads the labels of selected choices with one query for all rows, instead of one per row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Shared by the copies of the widget, one for each row.
        self.labels: dict[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        widget: Any = self
        if not self.labels and any(value):
            field = widget.choices.field
            self.labels.update({str(row.pk): field.label_from_instance(row) for row in field.queryset})
        options = [(key, self.labels[key], True) for key in value if key in self.labels]
        if not (widget.allow_multiple_selected or widget.is_required):
            options.insert(0, ("", "", False))  # select2 offers to clear the field only if there is a blank option
        return [(None, [widget.create_option(name, *option, i) for i, option in enumerate(options)], 0)]


class SharedAutocomplete(_SharedLabels, AutocompleteSelect):
    pass


class SharedAutocompleteMultiple(_SharedLabels, AutocompleteSelectMultiple):
    pass


def refuse_control_characters(text: str) -> None:
    if any(ord(character) < 32 and character not in "\n\t" for character in text):
        raise ValidationError("This text holds a control character. Delete it, or type the text again.")


def refuse_unsound_slug(slug: str) -> None:
    """Apply the catalogue's rule for slugs, using a group with this slug."""
    named = Catalogue(groups=(Group(slug=slug, name="", description=""),))
    for problem in slugs_are_sound(named):
        raise ValidationError(f"{problem.message.capitalize()}.")


class PlainText(forms.CharField):
    """Normalises the line ends that browsers send (CRLF) to LF, or every save would count as a change."""

    default_validators = [refuse_control_characters]

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class SlugText(PlainText):
    default_validators = [refuse_unsound_slug]


class AliasesText(PlainText):
    """Slugs separated by spaces; commas and line ends are taken for spaces."""

    def to_python(self, value: Any) -> str:
        return " ".join(re.split(r"[,;\s]+", super().to_python(value).strip()))

    def clean(self, value: Any) -> str:
        aliases: str = super().clean(value)
        for alias in aliases.split():
            refuse_unsound_slug(alias)
        return aliases


def name_clash(slug: str, aliases: str, others: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Return messages by field, for a slug and aliases that others of the kind have: pairs of these, and who it is."""
    found = {}
    for other_slug, other_aliases, name in others:
        theirs = {other_slug: f"the slug of “{name}”"}
        theirs = dict.fromkeys(other_aliases.split(), f"an old name of “{name}”, which it leads to") | theirs
        for field, own in (("slug", [slug]), ("aliases", aliases.split())):
            for taken in sorted(theirs.keys() & {*own}):
                found[field] = f"“{taken}” is {theirs[taken]}. A name leads to one thing."
    return found


class DayField(forms.DateField):
    """A day on which somebody may have read something: not in the future, nor before there was a web."""

    def __init__(self, *, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(help_text=f"{help_text} Write it {DAY_FORMS}.".strip(), **kwargs)
        self.widget.format = "%Y-%m-%d"

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        return _read(read_day, str(value))

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and (problem := day_problem(value, timezone.localdate())):
            raise ValidationError(f"{problem}.")


class MonthField(PlainText):
    """A month as 2005-07. Other forms are converted, so the input is not as short as the column."""

    def __init__(self, *, max_length: int | None = None, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(max_length=40, help_text=f"{help_text} Write it {MONTH_FORMS}.".strip(), **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return _read(read_month, text) if text else text

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and (problem := month_problem(value, timezone.localdate())):
            raise ValidationError(f"{problem}.")


def _read(read: Callable[[str], Read], text: str) -> Read:
    try:
        return read(text)
    except ValueError as error:
        raise ValidationError(str(error), "invalid") from error


def misfits(
    criterion: Criterion, value: float | None, kind: Kind | None, relative_error: float | None
) -> Iterator[tuple[str, str]]:
    """Yield the names of the fields that do not fit, each with a message."""
    if criterion.scale_type == Criterion.ScaleType.KINDS:
        if value is not None:
            yield "value", f"{criterion} has kinds: leave the value blank and choose a kind."
        if kind is None or kind.criterion_id != criterion.pk:
            yield "kind", f"Choose one of the kinds of {criterion}."
    else:
        if kind is not None:
            yield "kind", f"{criterion} has numbers: leave the kind blank and give a value."
        if value is None:
            yield "value", "Give a value. If it is unknown, delete the score."
        elif problem := number_problem(criterion, value):
            yield "value", problem
    if relative_error and criterion.scale_type != Criterion.ScaleType.MEASURED:
        yield "relative_error", _ONLY_MEASURED


def number_problem(criterion: Criterion, value: float) -> str:
    """Return why a number does not fit the scale of a criterion, or '' if it does."""
    if criterion.scale_type == Criterion.ScaleType.EDITORIAL:
        return "" if 0 <= value <= 10 else f"The scale of {criterion} goes from 0 to 10."
    if value < 0 or (criterion.logarithmic and value == 0):
        return f"{value:g} {unit_of(value, criterion.unit)} cannot be measured on this scale."
    return ""
