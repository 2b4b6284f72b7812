"""Detection of concurrent edits of a row, so that no editor's text is lost.

A form contains the revision of the row (`seen_revision`) and, in hidden fields, every value as it was shown. When it
is submitted, there are three versions of each field: shown, stored now, and submitted. The cases are:

* A row that the editor did not change is left as it is stored.
* A row that only this editor changed is saved.
* A row that somebody else changed too is a conflict. The form keeps what the editor typed, takes the stored values of
  the other fields, and lists the conflicting ones. It now contains the stored values, so saving again overwrites them.
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

from comparisons.admin.base import ModelForm
from comparisons.admin.fields import could_be_key


class SeenRevision(forms.IntegerField):
    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Always False: editors cannot change it, so it must not mark a row as changed."""
        return False


class SeenForm(ModelForm):
    """A form that contains the values it was opened with. For rows without a revision."""

    # The row whose history names the other editor: rows without a page of their own are logged with their owner.
    history_of: Model | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_conflict = False
        self.shown = self.is_bound and any(self.add_initial_prefix(name) in self.data for name in self.fields)
        self.compared = [name for name in self.fields if name != "seen_revision"]
        remembers = self.shown if self.is_bound else not self.instance._state.adding
        for name in self.compared:
            self.fields[name].show_hidden_initial = remembers

    @cached_property
    def changed_data(self) -> list[str]:
        """Names of the fields that the editor changed."""
        if not self.shown:
            return [name for name in self.fields if self[name]._has_changed()]  # type: ignore[attr-defined]
        changed = [name for name in self.compared if _differs(self[name], _seen(self[name]), self[name].data)]
        return [*changed, DELETION_FIELD_NAME] if self._is_ticked_for_deletion() else changed

    def _is_ticked_for_deletion(self) -> bool:
        return DELETION_FIELD_NAME in self.fields and bool(self[DELETION_FIELD_NAME].data)

    def full_clean(self) -> None:
        if self.shown and not self.has_changed():
            # Skip validation, which takes queries: nothing will be saved.
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance._state.adding:
            if self.shown:
                self._report_deletion()
        elif changed := self.changed_meanwhile():
            self._report_conflict(changed)
        return cleaned

    def validate_unique(self) -> None:
        """Also check unique constraints that include the owner, which Django leaves out in inlines."""
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
        """Return the names of the fields that somebody else changed since the page was shown."""
        if not self.shown:
            return []
        return [name for name in self.compared if _differs(self[name], stored(self[name]), _seen(self[name]))]

    def _report_conflict(self, changed: list[str]) -> None:
        self.in_conflict = True
        lines = [f"{self._saved_by()} Your text is still here. Save again to put it in place of what is stored."]
        taken = []
        data = self.data = copy(self.data)
        for name in self.compared:
            bound, now = self[name], stored(self[name])
            if name in self.changed_data:
                if name in changed:
                    lines.append(self._both_versions(bound))
            elif name in changed:
                _set(data, bound.html_name, now)
                taken.append(str(bound.label))
            _set(data, self.add_initial_prefix(name), now)
        if taken:
            lines.append(f"Taken over from what is stored, as you had not touched it: {', '.join(taken)}.")
        if "seen_revision" in self.fields:
            _set(data, self.add_prefix("seen_revision"), [str(self.initial["seen_revision"])])
        self.add_error(None, ValidationError([ValidationError(line) for line in lines]))

    def _report_deletion(self) -> None:
        """Report that the row was deleted. A blank id in the form then means that saving again adds it as new."""
        id_name = self.add_prefix("id")
        if self.data.get(id_name):
            self.data = copy(self.data)
            _set(self.data, id_name, [""])
            self._errors.pop("id", None)
            self.in_conflict = True
            self.add_error(None, "Somebody has deleted this. Save again to add it with your text.")

    def _saved_by(self) -> str:
        last = last_saved(self.history_of or self.instance)
        return f"Somebody changed this after you opened it{last}."

    def _both_versions(self, bound: BoundField) -> str:
        return (
            f"{bound.label}\nstored: “{in_words(bound, stored(bound))}”\nyours: “{in_words(bound, values_of(bound))}”"
        )


class RevisedForm(SeenForm):
    """For rows with a revision. It counts the saves, and so detects even those that changed no value."""

    seen_revision = SeenRevision(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen_revision"] = self.instance.revision

    def changed_meanwhile(self) -> list[str]:
        changed = super().changed_meanwhile()
        if changed or self.cleaned_data.get("seen_revision") == self.instance.revision:
            return changed
        # The revision differs but no value does, or the submitted form has no shown values.
        return list(self.changed_data)

    def save(self, commit: bool = True) -> Any:
        if self.instance.pk and self.has_changed():
            self.instance.revision += 1
        return super().save(commit)


def last_saved(row: Model) -> str:
    """Return ' (saved last by anna, 3 May 2026, 10:15)', or '' if the row has no history."""
    entries = LogEntry.objects.filter(content_type=get_content_type_for_model(row), object_id=str(row.pk))
    entry = entries.select_related("user").order_by("-action_time").first()
    return f" (saved last {in_history(entry)})" if entry else ""


def in_history(entry: LogEntry) -> str:
    """Return author and time of a log entry: 'by anna, 3 May 2026, 10:15'."""
    when = date_format(timezone.localtime(entry.action_time), "j F Y, H:i")
    return f"by {entry.user.get_username()}, {when}"


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def stored(bound: BoundField) -> list[str]:
    """Return the stored value as a list of strings, as in hidden fields."""
    values = _as_list(bound.field.prepare_value(bound.initial))
    return ["" if value is None else str(value) for value in values]


def values_of(bound: BoundField) -> list[str]:
    """Return the submitted value as a list of strings."""
    return ["" if value is None else str(value) for value in _as_list(bound.data)]


def _seen(bound: BoundField) -> list[str]:
    data, name = bound.form.data, bound.form.add_initial_prefix(bound.name)
    return list(data.getlist(name)) if hasattr(data, "getlist") else _as_list(data.get(name, ""))


def _differs(bound: BoundField, before: list[str], after: Any) -> bool:
    """Compare values as the field parses them, and choices by key, which takes no query."""
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
    """Return values as text for editors, with the labels of choices."""
    field: Any = bound.field
    if hasattr(field, "queryset"):
        keys = [value for value in values if could_be_key(value)]
        values = [str(row) for row in field.queryset.filter(pk__in=keys)]
    elif hasattr(field, "choices"):
        labels = {str(key): str(label) for key, label in field.choices}
        values = [labels.get(value, value) for value in values]
    return ", ".join(values) or "nothing"
