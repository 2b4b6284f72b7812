"""List filters for rows that lack something."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from comparisons.admin.base import ListFilter
from comparisons.catalogue.staleness import due_before
from comparisons.models import Criterion


def review_due(prefix: str = "") -> Q:
    """Return a condition for scores whose review is due. `prefix` is the lookup path to the scores, like 'scores__'."""
    today, due = timezone.localdate(), Q(pk__in=[])
    for months in Criterion.objects.in_use().values_list("review_months", flat=True).distinct().order_by():
        before = {f"{prefix}criterion__review_months": months, f"{prefix}reviewed_on__lt": due_before(today, months)}
        due |= Q(**before)
    return due & Q(**{f"{prefix}criterion__retired": False})


def yes_filter(title: str, name: str, question: str, found: Callable[[Any], QuerySet[Any]]) -> type[ListFilter]:
    """Return a filter with a single option. `name` is its query parameter, `found` what it does to a queryset."""

    class YesFilter(ListFilter):
        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
            return [("yes", question)]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            return found(queryset) if self.value() == "yes" else queryset

    YesFilter.title, YesFilter.parameter_name = title, name
    return YesFilter


ScoreWithoutSource = yes_filter(
    "sources of scores", "unsourced", "Has a score without a source", lambda rows: rows.filter(unsourced__gt=0)
)
LacksSource = yes_filter("sources", "unsourced", "Without a source", lambda rows: rows.filter(sources=None))
ReviewDue = yes_filter("review", "due", "Due for another look", lambda rows: rows.filter(review_due()))
ReviewDueScores = yes_filter(
    "review", "due", "Has a score that is due for another look", lambda rows: rows.filter(due__gt=0)
)
Unused = yes_filter("use", "unused", "Not used anywhere", lambda rows: rows.unused())
Unchecked = yes_filter("check", "unchecked", "No verdict yet", lambda rows: rows.unchecked())


class LacksAScore(ListFilter):
    title = "unknown scores"
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        criteria = Criterion.objects.in_use().in_page_order().values_list("slug", "name")
        return [("any", "Lacks a score"), *((slug, f"Lacks {name}") for slug, name in criteria)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "any":
            return queryset.filter(unknown__gt=0)
        return queryset.exclude(scores__criterion__slug=self.value()) if self.value() else queryset
