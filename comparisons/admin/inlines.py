"""Inlines whose number of queries does not grow with their rows."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest

from comparisons.admin.base import InlineFormSet, StackedInline, TabularInline
from comparisons.admin.conflicts import RevisedForm, SeenForm
from comparisons.admin.fields import (
    LONGEST,
    AliasesText,
    DayField,
    KnownChoices,
    MonthField,
    PlainText,
    SharedAutocomplete,
    SharedAutocompleteMultiple,
    SlugText,
    misfits,
    read_choices_once,
)
from comparisons.models import Score
from comparisons.models.base import Revised
from comparisons.models.frameworks import check_month


class Rows(InlineFormSet):
    """A formset that tolerates concurrent edits: rows added, changed or deleted since the page was shown."""

    @cached_property
    def submitted_rows(self) -> list[Any]:
        """The stored rows of the submitted forms, in their order, with None for rows deleted since."""
        stored = {str(row.pk): row for row in super().get_queryset()}
        ids = [self.data.get(f"{self.add_prefix(i)}-id", "") for i in range(self.initial_form_count())]
        return [stored.get(pk) for pk in ids]

    def get_queryset(self) -> Any:
        return self.submitted_rows if self.is_bound else super().get_queryset()

    def _existing_object(self, pk: Any) -> Any:
        return next((row for row in self.submitted_rows if row is not None and row.pk == pk), None)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Delete"

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.fields["id"].required = False  # a deleted row that is added again has none
        form.history_of = form.instance if isinstance(form.instance, Revised) else self.instance
        return form

    def clean(self) -> None:
        super().clean()
        for form in self.initial_forms:
            if form.in_conflict and self._should_delete_form(form):  # type: ignore[attr-defined]
                raise ValidationError("A row that you want to delete was changed meanwhile. Save again to delete it.")

    def save_new_objects(self, commit: bool = True) -> Any:
        """Also save rows that were deleted meanwhile and that the editor adds again."""
        saved = super().save_new_objects(commit)
        for form in self.initial_forms:
            if form.instance._state.adding and form.has_changed() and not self._should_delete_form(form):  # type: ignore[attr-defined]
                saved.append(self.save_new(form, commit))
                if not commit:
                    self.saved_forms.append(form)
        return saved

    def save_new(self, form: Any, commit: bool = True) -> Any:
        self._set_position(form)
        return super().save_new(form, commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        self._set_position(form)
        return super().save_existing(form, obj, commit)

    def _set_position(self, form: Any) -> None:
        """Place a row without a position after all others."""
        if "position" in form.fields and form.cleaned_data.get("position") is None:
            form.instance.position = self.last_position = self.last_position + 1

    @cached_property
    def last_position(self) -> int:
        stored = [row.position for row in self.get_queryset() if row is not None]
        submitted = [form.cleaned_data.get("position") for form in self.forms]
        return max((position for position in stored + submitted if position is not None), default=-1)


class EditorFields:
    """The form fields of model fields, shared by pages and inlines."""

    formfield_overrides: Any = {
        models.CharField: {"form_class": PlainText},
        models.DateField: {"form_class": DayField},
        models.TextField: {
            "form_class": PlainText,
            "max_length": LONGEST,
            "widget": AdminTextareaWidget(attrs={"rows": 3}),
        },
    }

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "slug":
            kwargs["form_class"] = SlugText
        if db_field.name == "aliases":
            kwargs |= {"form_class": AliasesText, "widget": AdminTextInputWidget()}
        if check_month in db_field.validators:
            kwargs["form_class"] = MonthField
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = SharedAutocomplete(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["form_class"] = KnownChoices
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = SharedAutocompleteMultiple(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[tuple[Any, Any]]:
        """Add the hidden revision for existing rows that the user may change."""
        fieldsets = list(super().get_fieldsets(request, obj))  # type: ignore[misc]
        if obj is not None and self.has_revision(request, obj):
            name, options = fieldsets[-1]
            fieldsets[-1] = (name, {**options, "fields": [*options["fields"], "seen_revision"]})
        return fieldsets

    def has_revision(self, request: HttpRequest, obj: Any) -> bool:
        may_change: bool = self.has_change_permission(request, obj)  # type: ignore[attr-defined]
        return may_change and issubclass(self.form, RevisedForm)  # type: ignore[attr-defined]


class RowFields(EditorFields):
    """What tabular and stacked inlines have in common."""

    form: Any = SeenForm
    formset: Any = Rows
    # Blank rows for what is new. To what is there, a button adds them.
    blank = 0
    prefetched: Iterable[str] = ()

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return self.blank if obj is None else 0

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related(*self.prefetched)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "position":
            field.required, field.initial, field.help_text = False, None, "Blank: last."
        if db_field.many_to_one and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Remove the buttons to add, change, delete and view, which would clutter every row.
            field.widget = field.widget.widget
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return read_choices_once(super().formfield_for_foreignkey(db_field, request, **kwargs))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        completed = isinstance(field.widget, SharedAutocompleteMultiple)
        return field if completed else read_choices_once(field)


class TabularRows(RowFields, TabularInline):
    """A tabular inline whose fields have their labels for screen readers too; the table shows them only in its head."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        field.widget.attrs["aria-label"] = field.label
        return field


class StackedRows(RowFields, StackedInline):
    pass


VALUE_FIELDS = ("value", "kind", "relative_error", "confidence")
REVIEW_FIELDS = ("reviewed_on", "version")


class ScoreForm(RevisedForm):
    """Checks that a score fits the scale of its criterion and reports errors with their fields."""

    relative_error = forms.FloatField(required=False, help_text=Score._meta.get_field("relative_error").help_text)

    class Meta:
        error_messages = {
            "__all__": {"unique_together": "This framework has a score on this criterion already: change that one."}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding and "criterion" in self.fields:
            # The criterion of a score cannot be changed, and the heading of its row shows it.
            self.fields["criterion"].widget = forms.HiddenInput()

    def clean_relative_error(self) -> float:
        return self.cleaned_data["relative_error"] or 0.0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        criterion = cleaned.get("criterion")
        if criterion is None and self.instance.criterion_id is not None:
            criterion = self.instance.criterion
        if criterion is not None:
            given = [self.cleaned_data.get(name) for name in ("value", "kind", "relative_error")]
            for name, message in list(misfits(criterion, *given)):
                if name in self.cleaned_data:
                    self.add_error(name, message)
        return cleaned
