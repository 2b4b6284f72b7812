from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html

from comparisons.admin.exchange.pages import ExchangeAdmin
from comparisons.admin.exchange.tables import ScoreTable
from comparisons.admin.fields import could_be_key
from comparisons.admin.filters import LacksSource, ReviewDue
from comparisons.admin.inlines import REVIEW_FIELDS, VALUE_FIELDS, ScoreForm
from comparisons.admin.publishing.public_pages import page_of_score
from comparisons.admin.publishing.rights import editor
from comparisons.admin.sheets.beside import last_sources, neighbours, others_in_words, scale_in_words, values_on
from comparisons.catalogue.wording import unit_of
from comparisons.models import Criterion, Framework, Score
from comparisons.working_copy.reviewing import mark_reviewed


class ScoreAdmin(ExchangeAdmin):
    view_on_site = staticmethod(page_of_score)
    form = ScoreForm
    change_form_template = "admin/score_form.html"
    table = ScoreTable
    tools = [("Move to another criterion", "move-score")]
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
        ("Evidence", {"fields": ["sources", REVIEW_FIELDS]}),
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

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is not None and could_be_key(object_id):
            extra_context = {**(extra_context or {}), "neighbours": neighbours(int(object_id))}
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill in today, and where the address names the framework, its version and the source used last for it."""
        initial = super().get_changeform_initial_data(request)
        initial.setdefault("reviewed_on", timezone.localdate())
        wanted = str(initial.get("framework", ""))
        framework = Framework.objects.filter(pk=wanted).first() if could_be_key(wanted) else None
        if framework is not None:
            initial.setdefault("version", framework.latest_version)
            initial.setdefault("sources", last_sources(request, framework))
        return initial

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

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[tuple[Any, Any]]:
        """Say what the values mean before the first save too, where the address names the criterion."""
        fieldsets = super().get_fieldsets(request, obj)
        wanted = request.GET.get("criterion", "")
        criterion = Criterion.objects.filter(pk=wanted).first() if obj is None and could_be_key(wanted) else None
        if criterion is None:
            return fieldsets
        # Django shows descriptions as HTML.
        scale, values = scale_in_words(criterion), others_in_words(values_on(criterion))
        description = format_html("{}. {}{}", criterion, scale, f" Others: {values}." if values else "")
        (name, options), *others = fieldsets
        return [(name, {**options, "description": description}), *others]

    @admin.display(description="what values mean")
    def scale(self, score: Score) -> str:
        if score.pk is None:
            return "Shown once the score is saved, and where a page offers to add a score on a criterion."
        others = others_in_words(values_on(score.criterion), score.framework.name)
        return f"{scale_in_words(score.criterion)}{f' Others: {others}.' if others else ''}"
