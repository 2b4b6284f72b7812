from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from comparisons.admin.exchange.pages import ExchangeAdmin
from comparisons.admin.exchange.tables import ScoreTable
from comparisons.admin.filters import LacksSource, ReviewDue
from comparisons.admin.inlines import REVIEW_FIELDS, VALUE_FIELDS, ScoreForm
from comparisons.admin.publishing.rights import editor
from comparisons.catalogue.wording import unit_of
from comparisons.models import Criterion, Score
from comparisons.working_copy.reviewing import mark_reviewed


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
        unit = (
            f" {unit_of(score.value or 0, score.criterion.unit)}"
            if score.criterion.scale_type == Criterion.ScaleType.MEASURED
            else ""
        )
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
