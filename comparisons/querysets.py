"""Named reads of the working copy and of editions."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Q

if TYPE_CHECKING:
    from comparisons.models import Edition


class InPageOrder(models.QuerySet[Any]):
    def in_page_order(self) -> Self:
        """As visitors see them: by position, then by slug."""
        return self.order_by("position", "slug")


class FrameworkQuerySet(models.QuerySet[Any]):
    def with_gaps(self, criteria: int) -> Self:
        """Each with `known` scores, `unsourced` scores, and `unknown`, the rest of that many criteria."""
        return self.annotate(
            known=Count("scores", distinct=True),
            unsourced=Count("scores", filter=Q(scores__sources=None), distinct=True),
        ).annotate(unknown=models.Value(criteria) - models.F("known"))


class SourceQuerySet(models.QuerySet[Any]):
    def unused(self) -> Self:
        """Sources that nothing rests on."""
        return self.filter(
            scores=None, facts=None, statements=None, extension_statements=None, claims=None, claims_made=None
        )


class ClaimQuerySet(models.QuerySet[Any]):
    def unchecked(self) -> Self:
        """Claims without a verdict."""
        return self.filter(verdict="")


class EditionQuerySet(models.QuerySet["Edition"]):
    def names(self) -> "models.QuerySet[Edition, tuple[int, str, datetime]]":
        """Number, digest and time of each, newest first: enough to find it in memory."""
        return self.order_by("-number").values_list("number", "digest", "published_at")

    def without_data(self) -> Self:
        """For lists: everything but the catalogue itself."""
        return self.defer("data").select_related("published_by")
