"""List filters for rows that lack something."""

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
    for months in Criterion.objects.values_list("review_months", flat=True).distinct().order_by():
        before = {f"{prefix}criterion__review_months": months, f"{prefix}reviewed_on__lt": due_before(today, months)}
        due |= Q(**before)
    return due


class YesFilter(ListFilter):
    """A filter with a single option."""

    question = "Yes"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", self.question)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return self.found(queryset) if self.value() == "yes" else queryset

    def found(self, queryset: Any) -> QuerySet[Any]:
        raise NotImplementedError


class LacksAScore(ListFilter):
    title = "unknown scores"
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        criteria = Criterion.objects.in_page_order().values_list("slug", "name")
        return [("any", "Lacks a score"), *((slug, f"Lacks {name}") for slug, name in criteria)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "any":
            return queryset.filter(unknown__gt=0)
        return queryset.exclude(scores__criterion__slug=self.value()) if self.value() else queryset


class ScoreWithoutSource(YesFilter):
    title, parameter_name, question = "sources of scores", "unsourced", "Has a score without a source"

    def found(self, queryset: Any) -> QuerySet[Any]:
        return queryset.filter(unsourced__gt=0)  # type: ignore[no-any-return]


class LacksSource(YesFilter):
    title, parameter_name, question = "sources", "unsourced", "Without a source"

    def found(self, queryset: Any) -> QuerySet[Any]:
        return queryset.filter(sources=None)  # type: ignore[no-any-return]


class ReviewDue(YesFilter):
    title, parameter_name, question = "review", "due", "Due for another look"

    def found(self, queryset: Any) -> QuerySet[Any]:
        return queryset.filter(review_due())  # type: ignore[no-any-return]


class ReviewDueScores(YesFilter):
    title, parameter_name, question = "review", "due", "Has a score that is due for another look"

    def found(self, queryset: Any) -> QuerySet[Any]:
        return queryset.filter(due__gt=0)  # type: ignore[no-any-return]


class Unused(YesFilter):
    title, parameter_name, question = "use", "unused", "Nothing rests on it"

    def found(self, queryset: Any) -> QuerySet[Any]:
        return queryset.unused()  # type: ignore[no-any-return]


class Unchecked(YesFilter):
    title, parameter_name, question = "check", "unchecked", "No verdict yet"

    def found(self, queryset: Any) -> QuerySet[Any]:
        return queryset.unchecked()  # type: ignore[no-any-return]
