"""Two editors at the same row: the second is told, and the text of neither is lost.

A page that is opened for a change carries two things beside its fields: the revision of the row (`seen_revision`)
and, hidden, every value as it was shown. So a form that comes back knows three versions of each field: what was
shown, what is stored now, and what the editor sends. That settles every case:

* A row that the editor did not touch is left as it is stored, whoever changed it.
* A row that only the editor touched is saved.
* A row that both touched is a conflict. The form keeps what the editor typed, takes over what the editor had not
  touched, and says the rest. It now carries what is stored, so that saving again overwrites, knowingly.
"""

from copy import copy
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model, UniqueConstraint
from django.forms.boundfield import BoundField
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import InlineForeignKeyField
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.formats import date_format

from comparisons.admin.choices import could_be_key
from comparisons.admin.typed import ModelForm

__all__ = ["RevisedForm", "SeenForm", "in_history", "in_words", "last_saved", "stored", "values_of"]


class SeenRevision(forms.IntegerField):
    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The editor cannot change it, so it never makes a row look touched."""
        return False


class SeenForm(ModelForm):
    """A form that knows what its page showed. For rows without a revision of their own."""

    # Whose history tells who was quicker: a row without a page of its own leaves traces on its owner's.
    history_of: Model | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_conflict = False
        self.shown = self.is_bound and any(self.add_initial_prefix(name) in self.data for name in self.fields)
        self.remembered = [name for name in self.fields if name != "seen_revision"]
        remembers = self.shown if self.is_bound else not self.instance._state.adding
        for name in self.remembered:
            self.fields[name].show_hidden_initial = remembers

    @cached_property
    def changed_data(self) -> list[str]:
        """Names of the fields that the editor touched."""
        if not self.shown:
            return [name for name in self.fields if self[name]._has_changed()]  # type: ignore[attr-defined]
        touched = [name for name in self.remembered if _differs(self[name], _seen(self[name]), self[name].data)]
        return [*touched, DELETION_FIELD_NAME] if self._is_ticked_for_deletion() else touched

    def _is_ticked_for_deletion(self) -> bool:
        return DELETION_FIELD_NAME in self.fields and bool(self[DELETION_FIELD_NAME].data)

    def full_clean(self) -> None:
        if self.shown and not self.has_changed():
            # Nothing to save: the row stays as it is stored, and costs no query.
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance._state.adding:
            if self.shown:
                self._come_back()
        elif changed := self.changed_meanwhile():
            self._conflict(changed)
        return cleaned

    def validate_unique(self) -> None:
        """Besides, hold a row against the others of its owner: Django leaves out constraints that name the owner."""
        super().validate_unique()
        if not any(isinstance(field, InlineForeignKeyField) for field in self.fields.values()):
            return
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]
        for constraint in self.instance._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                try:
                    constraint.validate(type(self.instance), self.instance, exclude)
                except ValidationError as error:
                    self._update_errors(ValidationError({NON_FIELD_ERRORS: error}))  # type: ignore[attr-defined]

    def changed_meanwhile(self) -> list[str]:
        """Names of the fields that somebody else changed since the page was shown."""
        if not self.shown:
            return []
        return [name for name in self.remembered if _differs(self[name], stored(self[name]), _seen(self[name]))]

    def _conflict(self, changed: list[str]) -> None:
        self.in_conflict = True
        lines = [f"{self._who()} Your text is still here. Save again to put it in place of what is stored."]
        taken_over = []
        data = self.data = copy(self.data)
        for name in self.remembered:
            bound, now = self[name], stored(self[name])
            if name in self.changed_data:
                if name in changed:
                    lines.append(self._both_versions(bound))
            elif name in changed:
                _set(data, bound.html_name, now)
                taken_over.append(str(bound.label))
            _set(data, self.add_initial_prefix(name), now)
        if taken_over:
            lines.append(f"Taken over from what is stored, as you had not touched it: {', '.join(taken_over)}.")
        if "seen_revision" in self.fields:
            _set(data, self.add_prefix("seen_revision"), [str(self.initial["seen_revision"])])
        self.add_error(None, ValidationError([ValidationError(line) for line in lines]))

    def _come_back(self) -> None:
        """The row was deleted meanwhile. A blank id says that its editor knows."""
        id_name = self.add_prefix("id")
        if self.data.get(id_name):
            self.data = copy(self.data)
            _set(self.data, id_name, [""])
            self._errors.pop("id", None)
            self.in_conflict = True
            self.add_error(None, "Somebody deleted this meanwhile. Save again to add it anew with your text.")

    def _who(self) -> str:
        last = last_saved(self.history_of or self.instance)
        return f"Somebody changed this after you opened it{last}."

    def _both_versions(self, bound: BoundField) -> str:
        return (
            f"{bound.label}\nstored: “{in_words(bound, stored(bound))}”\nyours: “{in_words(bound, values_of(bound))}”"
        )


class RevisedForm(SeenForm):
    """For rows with a revision: it counts the saves, and shows even those that left all values as they were."""

    seen_revision = SeenRevision(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen_revision"] = self.instance.revision

    def changed_meanwhile(self) -> list[str]:
        changed = super().changed_meanwhile()
        if changed or self.cleaned_data.get("seen_revision") == self.instance.revision:
            return changed
        # Another revision with the very values that were shown, or a page that did not say what it showed.
        return list(self.changed_data)

    def save(self, commit: bool = True) -> Any:
        if self.instance.pk and self.has_changed():
            self.instance.revision += 1
        return super().save(commit)


def last_saved(row: Model) -> str:
    """Say who saved a row last, and when, as far as its history knows: ' (saved last by anna, 3 May, 10:15)'."""
    entries = LogEntry.objects.filter(content_type=get_content_type_for_model(row), object_id=str(row.pk))
    entry = entries.select_related("user").order_by("-action_time").first()
    return f" (saved last {in_history(entry)})" if entry else ""


def in_history(entry: LogEntry) -> str:
    """Say who wrote a line of a history, and when: 'by anna, 3 May 2026, 10:15'."""
    when = date_format(timezone.localtime(entry.action_time), "j F Y, H:i")
    return f"by {entry.user.get_username()}, {when}"


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def stored(bound: BoundField) -> list[str]:
    """What is stored, in the form in which a page carries it hidden."""
    values = _as_list(bound.field.prepare_value(bound.initial))
    return ["" if value is None else str(value) for value in values]


def values_of(bound: BoundField) -> list[str]:
    """What the editor sends."""
    return ["" if value is None else str(value) for value in _as_list(bound.data)]


def _seen(bound: BoundField) -> list[str]:
    data, name = bound.form.data, bound.form.add_initial_prefix(bound.name)
    return list(data.getlist(name)) if hasattr(data, "getlist") else _as_list(data.get(name, ""))


def _differs(bound: BoundField, before: list[str], after: Any) -> bool:
    """Compare values as the field understands them; choices by their keys, since that asks no query."""
    field = bound.field
    if isinstance(field, forms.ModelMultipleChoiceField):
        return field.has_changed(before, after)
    first = before[0] if before else ""
    last = after[0] if isinstance(after, list) and after else after
    if isinstance(field, forms.ModelChoiceField):
        return field.has_changed(first, last)
    try:
        return field.has_changed(field.to_python(first), last)
    except ValidationError:
        return True


def _set(data: Any, name: str, values: list[str]) -> None:
    if hasattr(data, "setlist"):
        data.setlist(name, values)
    else:
        data[name] = values[0] if len(values) == 1 else values


def in_words(bound: BoundField, values: list[str]) -> str:
    """Name values as the editor knows them: choices by their labels."""
    field: Any = bound.field
    if hasattr(field, "queryset"):
        keys = [value for value in values if could_be_key(value)]
        values = [str(row) for row in field.queryset.filter(pk__in=keys)]
    elif hasattr(field, "choices"):
        labels = {str(key): str(label) for key, label in field.choices}
        values = [labels.get(value, value) for value in values]
    return ", ".join(values) or "nothing"
