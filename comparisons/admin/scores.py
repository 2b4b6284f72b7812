from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from comparisons.admin.conflicts import RevisedForm
from comparisons.admin.filters import LacksSource, ReviewDue
from comparisons.admin.pages import EditorAdmin
from comparisons.admin.publishing import editor
from comparisons.admin.rows import StackedRows
from comparisons.models import Criterion, Score
from comparisons.reviewing import mark_reviewed

__all__ = ["ScoreAdmin", "ScoreForm", "ScoreRows", "number_problem"]

VALUE_FIELDS = ("value", "kind", "relative_error", "confidence")
REVIEW_FIELDS = ("reviewed_on", "version")


class ScoreForm(RevisedForm):
    """Holds a score against the scale of its criterion, as publishing does, but beside the field."""

    relative_error = forms.FloatField(required=False, help_text=Score._meta.get_field("relative_error").help_text)

    class Meta:
        error_messages = {
            "__all__": {"unique_together": "This framework has a score on this criterion already: change that one."}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding and "criterion" in self.fields:
            # A score is the score on its criterion for good, and its row says which.
            self.fields["criterion"].widget = forms.HiddenInput()

    def clean_relative_error(self) -> float:
        return self.cleaned_data["relative_error"] or 0.0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        criterion = cleaned.get("criterion")
        if criterion is None and not self.instance._state.adding:
            criterion = self.instance.criterion
        if criterion is not None:
            if criterion.scale_type == Criterion.ScaleType.KINDS:
                self._check_kind(criterion)
            else:
                self._check_number(criterion)
        return cleaned

    def _check_kind(self, criterion: Criterion) -> None:
        kind = self.cleaned_data.get("kind")
        if self.cleaned_data.get("value") is not None:
            self.add_error("value", f"{criterion} has kinds: leave the value blank and choose a kind.")
        if "kind" in self.cleaned_data and (kind is None or kind.criterion_id != criterion.pk):
            self.add_error("kind", f"Choose one of the kinds of {criterion}.")
        if self.cleaned_data.get("relative_error"):
            self.add_error("relative_error", "Only a measured figure has a relative error. Say it with the confidence.")

    def _check_number(self, criterion: Criterion) -> None:
        value = self.cleaned_data.get("value")
        if self.cleaned_data.get("kind") is not None:
            self.add_error("kind", f"{criterion} has numbers: leave the kind blank and give a value.")
        if "value" in self.cleaned_data and value is None:
            self.add_error("value", "Give a value. If it is unknown, delete the score.")
        elif value is not None and (problem := number_problem(criterion, value)):
            self.add_error("value", problem)
        is_editorial = criterion.scale_type == Criterion.ScaleType.EDITORIAL
        if value is not None and is_editorial and self.cleaned_data.get("relative_error"):
            self.add_error("relative_error", "Only a measured figure has a relative error. Say it with the confidence.")


def number_problem(criterion: Criterion, value: float) -> str:
    """Say why a number cannot stand on the scale of a criterion, or nothing if it can."""
    if criterion.scale_type == Criterion.ScaleType.EDITORIAL:
        return "" if 0 <= value <= 10 else f"The scale of {criterion} goes from 0 to 10."
    if value < 0 or (criterion.logarithmic and value == 0):
        return f"{value:g} {criterion.unit} cannot be measured on this scale."
    return ""


class ScoreRows(StackedRows):
    """All scores of a framework, folded up; each unfolds by itself."""

    model = Score
    form = ScoreForm
    template = "admin/edit_inline/scores.html"
    fieldsets = [(None, {"fields": ["criterion", VALUE_FIELDS, "reason", "sources", REVIEW_FIELDS]})]
    autocomplete_fields = ["sources"]
    prefetched = ["sources"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("framework", "criterion__group", "kind")
        return rows.order_by("criterion__position", "criterion__slug")  # type: ignore[no-any-return]

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> QuerySet[Any] | None:
        if db_field.name == "criterion":
            return Criterion.objects.in_page_order()
        return super().get_field_queryset(db, db_field, request)


class ScoreAdmin(EditorAdmin):
    form = ScoreForm
    list_display = ["framework", "criterion", "shown_value", "confidence", "has_source", "reviewed_on", "version"]
    list_display_links = ["framework", "criterion"]
    list_filter = [LacksSource, ReviewDue, "confidence", "criterion__group", "framework", "criterion"]
    list_select_related = ["framework", "criterion", "kind"]
    search_fields = ["framework__name", "criterion__name", "reason"]
    ordering = ["framework__slug", "criterion__position"]
    autocomplete_fields = ["framework", "criterion", "sources"]
    fieldsets = [
        (None, {"fields": ["framework", "criterion", "scale"]}),
        ("What is known", {"fields": [VALUE_FIELDS, "reason"]}),
        ("What it rests on", {"fields": ["sources", REVIEW_FIELDS]}),
    ]

    actions = ["still_true"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("sources")

    @admin.action(description="Reviewed, still true: date with today", permissions=["change"])
    def still_true(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        seen = dict(queryset.values_list("pk", "revision"))
        reviewed = mark_reviewed(seen, by=editor(request), on=timezone.localdate())
        self.message_user(request, f"Scores marked as reviewed today: {reviewed.marked}.")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["scale"] if obj is None else ["framework", "criterion", "scale"]

    @admin.display(description="value")
    def shown_value(self, score: Score) -> str:
        if score.kind is not None:
            return score.kind.name
        unit = f" {score.criterion.unit}" if score.criterion.scale_type == Criterion.ScaleType.MEASURED else ""
        return f"{score.value:g}{unit}"

    @admin.display(boolean=True, description="sourced")
    def has_source(self, score: Score) -> bool:
        return bool(score.sources.all())

    @admin.display(description="what values mean")
    def scale(self, score: Score) -> str:
        if score.pk is None:
            return "Shown once the score is saved."
        criterion = score.criterion
        if criterion.scale_type == Criterion.ScaleType.EDITORIAL:
            return f"0: {criterion.anchor_0} 5: {criterion.anchor_5} 10: {criterion.anchor_10}"
        if criterion.scale_type == Criterion.ScaleType.MEASURED:
            return f"{criterion.unit}, from {criterion.worst:g} (worst) to {criterion.best:g} (best)"
        return "Kinds: " + ", ".join(kind.name for kind in criterion.kinds.all())
