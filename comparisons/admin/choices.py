"""Choices among rows: those of a page are read once, and what nobody offered is refused in words."""

import re
from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError

from comparisons.admin.typed import ModelMultipleChoiceField

__all__ = ["KnownChoices", "SharedAutocomplete", "SharedAutocompleteMultiple", "could_be_key", "read_choices_once"]


def could_be_key(value: object) -> bool:
    """Whether a database can look for this key: a whole number that fits its column."""
    return re.fullmatch(r"[0-9]{1,18}", str(value)) is not None


def read_choices_once(field: Any) -> Any:
    """Give a field of a formset its choices as a list; Django would ask for them in every row."""
    named = [(row.pk, field.label_from_instance(row)) for row in field.queryset]
    field.choices = named if field.empty_label is None else [("", field.empty_label), *named]
    return field


class KnownChoices(ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        for key in value or ():
            if not could_be_key(key):
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key})
        return super().clean(value)


class _SharedLabels:
    """Names what is selected from one query for all rows, instead of one for each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Copies of the widget, one for each row, share this dictionary.
        self.labels: dict[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        widget: Any = self
        if not self.labels and any(value):
            field = widget.choices.field
            self.labels.update({str(row.pk): field.label_from_instance(row) for row in field.queryset})
        options = [(key, self.labels[key], True) for key in value if key in self.labels]
        if not (widget.allow_multiple_selected or widget.is_required):
            options.insert(0, ("", "", False))  # the script offers to clear the field only if it is there
        return [(None, [widget.create_option(name, *option, i) for i, option in enumerate(options)], 0)]


class SharedAutocomplete(_SharedLabels, AutocompleteSelect):
    pass


class SharedAutocompleteMultiple(_SharedLabels, AutocompleteSelectMultiple):
    pass
