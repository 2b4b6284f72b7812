from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from comparisons.admin.conflicts import RevisedForm
from comparisons.admin.exchange.pages import ExchangeAdmin
from comparisons.admin.exchange.tables import ScoreTable
from comparisons.admin.fields import misfits
from comparisons.admin.filters import LacksSource, ReviewDue
from comparisons.admin.inlines import StackedRows
from comparisons.admin.publishing.publish import editor
from comparisons.models import Criterion, Score
from comparisons.working_copy.reviewing import mark_reviewed

__all__ = ["ScoreAdmin", "ScoreForm", "ScoreRows"]

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
        if criterion is None and not self.instance._state.adding:
            criterion = self.instance.criterion
        if criterion is not None:
            given = [self.cleaned_data.get(name) for name in ("value", "kind", "relative_error")]
            for name, message in list(misfits(criterion, *given)):
                if name in self.cleaned_data:
                    self.add_error(name, message)
        return cleaned


class ScoreRows(StackedRows):
    """All scores of a framework, each collapsed."""

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


class ScoreAdmin(ExchangeAdmin):
    form = ScoreForm
    table = ScoreTable
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

    actions = ["still_true", *ExchangeAdmin.actions]

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
