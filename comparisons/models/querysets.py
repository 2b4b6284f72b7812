"""Named queries of the working copy and of editions."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q


class InPageOrder(models.QuerySet[Any]):
    def in_page_order(self) -> Self:
        """Order as pages show it: by position, then by slug."""
        return self.order_by("position", "slug")


class CriterionQuerySet(InPageOrder):
    def in_use(self) -> Self:
        """All but retired ones."""
        return self.filter(retired=False)


class FrameworkQuerySet(models.QuerySet[Any]):
    def with_gaps(self, criteria: int) -> Self:
        """Annotate each framework with its numbers of `known`, `unsourced` and `unknown` scores.

        `criteria` is the number of all criteria in use; those without a score are unknown.
        """
        in_use = Q(scores__criterion__retired=False)
        return self.annotate(
            known=Count("scores", filter=in_use, distinct=True),
            unsourced=Count("scores", filter=in_use & Q(scores__sources=None), distinct=True),
        ).annotate(unknown=models.Value(criteria) - models.F("known"))


class SourceQuerySet(models.QuerySet[Any]):
    def unused(self) -> Self:
        """Sources that nothing cites."""
        return self.filter(
            scores=None, facts=None, statements=None, extension_statements=None, claims=None, claims_made=None
        )


class ClaimQuerySet(models.QuerySet[Any]):
    def unchecked(self) -> Self:
        """Claims without a verdict."""
        return self.filter(verdict="")


class EditionQuerySet(models.QuerySet[Any]):
    def names(self) -> "models.QuerySet[Any, tuple[int, str, datetime]]":
        """Number, digest and time of publication of each edition, newest first."""
        return self.order_by("-number").values_list("number", "digest", "published_at")

    def without_data(self) -> Self:
        """Editions without their catalogues, for lists."""
        return self.defer("data").select_related("published_by")
