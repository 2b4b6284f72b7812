from functools import reduce
from operator import add
from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.text import Truncator

from comparisons.admin.exchange.pages import ExchangeAdmin
from comparisons.admin.exchange.source_table import SourceTable
from comparisons.admin.filters import LacksSource, Unchecked, Unused
from comparisons.admin.pages import EditorAdmin, NamedForm
from comparisons.models import Claim, Source

# The relations to a source.
_USES = ("scores", "facts", "statements", "extension_statements", "claims", "claims_made")


def _times(relation: str) -> Any:
    """Return an annotation that counts one relation, as a subquery: several joins would multiply the counts."""
    counted = Source.objects.filter(pk=OuterRef("pk")).values("pk").annotate(times=Count(relation)).values("times")
    return Coalesce(Subquery(counted), 0)


class SourceAdmin(ExchangeAdmin):
    table = SourceTable
    form = NamedForm
    tools = [("Merge into another source", "merge-source")]
    list_display = ["title", "publisher", "published", "accessed", "uses"]
    list_filter = [Unused, "accessed"]
    search_fields = ["title", "publisher", "slug", "address"]
    prepopulated_fields = {"slug": ["publisher", "title"]}
    readonly_fields = ["used_by"]
    fieldsets = [
        (None, {"fields": ["title", "publisher", "slug", "aliases", "address", ("published", "accessed"), "note"]}),
        ("Use", {"fields": ["used_by"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).annotate(uses=reduce(add, map(_times, _USES)))
        return rows

    @admin.display(description="used", ordering="uses")
    def uses(self, source: Any) -> str:
        return f"{source.uses} times" if source.uses != 1 else "once"

    @admin.display(description="used by")
    def used_by(self, source: Source) -> str:
        if source.pk is None:
            return "Nothing yet."
        return format_html_join("", '<div><a href="{}">{}</a></div>', _users_of(source)) or "Not used anywhere."


def _users_of(source: Source) -> list[tuple[str, str]]:
    """Return URL and name of each thing that cites a source, without duplicates."""
    frameworks: list[Any] = [*source.facts.select_related("framework"), *source.statements.select_related("framework")]
    extensions = source.extension_statements.select_related("extension")
    users = {
        **{("score", row.pk): f"Score: {row}" for row in source.scores.select_related("framework", "criterion")},
        **{("framework", row.framework_id): str(row.framework) for row in frameworks},
        **{("extension", row.extension_id): str(row.extension) for row in extensions},
        **{("claim", row.pk): f"Claim: {row}" for row in (*source.claims.all(), *source.claims_made.all())},
    }
    return [(reverse(f"admin:comparisons_{thing}_change", args=[pk]), name) for (thing, pk), name in users.items()]


class ClaimForm(NamedForm):
    """Requires evidence only with a verdict."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "evidence" in self.fields:
            self.fields["evidence"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("verdict") and "evidence" in cleaned and not cleaned["evidence"]:
            self.add_error("evidence", "A verdict needs evidence.")
        return cleaned


class ClaimAdmin(EditorAdmin):
    form = ClaimForm
    list_display = ["short_text", "made_by", "verdict", "has_source"]
    list_filter = [Unchecked, "verdict", LacksSource, "frameworks", "criterion"]
    list_select_related = ["made_by"]
    search_fields = ["text", "slug", "evidence"]
    autocomplete_fields = ["made_by", "frameworks", "criterion", "sources"]
    fieldsets = [
        (
            "What is claimed",
            {"fields": ["text", "slug", "aliases", "made_by", "where", "frameworks", "criterion", "position"]},
        ),
        ("What we found", {"fields": ["verdict", "evidence", "sources"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("sources")

    @admin.display(description="claim", ordering="text")
    def short_text(self, claim: Claim) -> str:
        return Truncator(claim.text).chars(120)

    @admin.display(boolean=True, description="sourced")
    def has_source(self, claim: Claim) -> bool:
        return bool(claim.sources.all())
