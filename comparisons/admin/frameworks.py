from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from comparisons.admin.conflicts import RevisedForm
from comparisons.admin.exchange.pages import ExchangeAdmin
from comparisons.admin.exchange.tables import FrameworkTable
from comparisons.admin.filters import LacksAScore, ReviewDueScores, ScoreWithoutSource, review_due
from comparisons.admin.inlines import Rows, StackedRows, TabularRows
from comparisons.admin.pages import EditorAdmin, NamedForm, annotation
from comparisons.admin.publishing.public_pages import page_of_framework
from comparisons.models import Criterion, Extension, ExtensionStatement, Fact, Framework, Statement

RELEASES = ("latest_version", "latest_release")
_HOUSE_RULE = ("ring", "ring_reason", "ring_decided_on")


class FrameworkForm(NamedForm):
    def clean_alternatives(self) -> Iterable[Framework]:
        alternatives: Any = self.cleaned_data["alternatives"]
        if self.instance in alternatives:
            raise ValidationError("A framework is not its own alternative.")
        return alternatives  # type: ignore[no-any-return]

    def clean_built_on(self) -> Framework | None:
        """Refuse a framework that is itself built on this one."""
        chosen: Framework | None = self.cleaned_data["built_on"]
        seen: set[int] = set()
        base = chosen
        while base is not None and base.pk not in seen:
            if base == self.instance:
                raise ValidationError("A framework is not built on itself, nor on one that is built on it.")
            seen.add(base.pk)
            base = base.built_on
        return chosen

    def clean(self) -> Any:
        """Refuse half a house rule."""
        cleaned = super().clean()
        rule = {name: self.cleaned_data.get(name) for name in _HOUSE_RULE}
        for name in _HOUSE_RULE:
            if any(rule.values()) and not rule[name] and name not in self.errors:
                self.add_error(name, "A house rule has a ring, a reason and the day of the decision, or none of them.")
        return cleaned


class StatementSet(Rows):
    """The statements of one side, such as strengths."""

    side = Statement.Side.STRENGTHS

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        form.instance.side = self.side
        return form


class StatementRows(TabularRows):
    model = Statement
    formset = StatementSet
    fields = ["text", "sources", "position"]
    autocomplete_fields = ["sources"]
    prefetched = ["sources"]
    blank = 2
    side = Statement.Side.STRENGTHS

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.side = self.side
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(side=self.side)  # type: ignore[no-any-return]


class Strengths(StatementRows):
    side = Statement.Side.STRENGTHS
    verbose_name, verbose_name_plural = "strength", "strengths"


class Drawbacks(StatementRows):
    side = Statement.Side.DRAWBACKS
    verbose_name, verbose_name_plural = "drawback", "drawbacks"


class SuitedFor(StatementRows):
    side = Statement.Side.SUITED_FOR
    verbose_name, verbose_name_plural = "purpose it suits", "suited for"


class NotSuitedFor(StatementRows):
    side = Statement.Side.NOT_SUITED_FOR
    verbose_name, verbose_name_plural = "purpose it does not suit", "not suited for"


class FactRows(TabularRows):
    model = Fact
    blank = 3
    fields = ["label", "text", "sources", "position"]
    autocomplete_fields = ["sources"]
    prefetched = ["sources"]
    verbose_name_plural = "facts: creators, Python versions, release policy"


class ExtensionRows(StackedRows):
    model = Extension
    form = RevisedForm
    fields = [("name", "slug"), "summary", "home_page", ("licence", *RELEASES, "position")]
    verbose_name_plural = "extensions (what each adds and lacks is on its own page)"
    show_change_link = True
    classes = ["collapse"]


class FrameworkAdmin(ExchangeAdmin):
    view_on_site = staticmethod(page_of_framework)
    form = FrameworkForm
    table = FrameworkTable
    scores_page = "admin:sheet-framework"
    tools = [("All scores", "sheet-framework"), ("Duplicate", "duplicate-framework")]
    list_display = ["name", "status", "interface", "latest_version", "known", "unknown", "unsourced", "due"]
    list_filter = ["status", "ring", "interface", ScoreWithoutSource, ReviewDueScores, LacksAScore]
    search_fields = ["name", "slug", "summary"]
    autocomplete_fields = ["alternatives", "built_on"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["unknown_criteria", "all_scores"]
    inlines = [Strengths, Drawbacks, SuitedFor, NotSuitedFor, FactRows, ExtensionRows]
    fieldsets = [
        (None, {"fields": [("name", "slug"), "aliases", "status", "summary"]}),
        ("Scores", {"fields": ["all_scores", "unknown_criteria"]}),
        ("Identity", {"fields": ["interface", "licence", ("first_release", *RELEASES), "built_on", "alternatives"]}),
        ("Addresses", {"fields": ["home_page", "documentation", "repository"]}),
        (
            "House rule",
            {
                "fields": [("ring", "ring_decided_on"), "ring_reason"],
                "classes": ["collapse"],
                "description": "What your organisation has decided. Pages, the API and decision records show it beside "
                "the ranking, which it does not move. Leave it blank and no page has a word of it.",
            },
        ),
    ]

    known = annotation("known", "known scores")
    unknown = annotation("unknown", "unknown")
    unsourced = annotation("unsourced", "without source")
    due = annotation("due", "review due")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        frameworks: Any = super().get_queryset(request)
        due = Count("scores", filter=review_due("scores__"), distinct=True)
        return frameworks.with_gaps(Criterion.objects.in_use().count()).annotate(due=due)  # type: ignore[no-any-return]

    @admin.display(description="all scores")
    def all_scores(self, framework: Framework) -> str:
        if framework.pk is None:
            return "On a page of their own, once the framework is saved."
        address = reverse("admin:sheet-framework", args=[framework.pk])
        return format_html('<a href="{}">All scores of {}, to fill in on one page</a>', address, framework)

    @admin.display(description="unknown scores")
    def unknown_criteria(self, framework: Framework) -> str:
        if framework.pk is None:
            return "All, until scores are added."
        missing = Criterion.objects.in_use().exclude(scores__framework=framework).in_page_order()
        sheet = reverse("admin:sheet-framework", args=[framework.pk])
        links = ((f"{sheet}#row-{framework.pk}-{criterion.pk}", criterion) for criterion in missing)
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "None: there is a score on every criterion."


class ExtensionStatementRows(TabularRows):
    model = ExtensionStatement
    fields = ["side", "text", "sources", "position"]
    autocomplete_fields = ["sources"]
    prefetched = ["sources"]
    verbose_name = "sentence"
    verbose_name_plural = "what it adds, and its limits"


class ExtensionAdmin(EditorAdmin):
    list_display = ["name", "framework", "latest_version", "latest_release"]
    list_filter = ["framework"]
    list_select_related = ["framework"]
    search_fields = ["name", "slug", "framework__name"]
    autocomplete_fields = ["framework"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ExtensionStatementRows]
    fieldsets = [
        (None, {"fields": ["framework", ("name", "slug"), "summary"]}),
        ("Identity", {"fields": ["home_page", "licence", RELEASES, "position"]}),
    ]
