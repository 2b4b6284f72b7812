"""Form fields and widgets for choosing rows, with a fixed number of queries, and messages for invalid keys."""

import re
from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError

from comparisons.admin.typed import ModelMultipleChoiceField

__all__ = ["KnownChoices", "SharedAutocomplete", "SharedAutocompleteMultiple", "could_be_key", "read_choices_once"]


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
