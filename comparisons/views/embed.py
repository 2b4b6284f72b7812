"""A comparison that any site may show in a frame of its own pages (`OtherSites.FRAME` lets it)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from comparisons.cards.framework import is_named_after
from comparisons.catalogue.value import Framework
from comparisons.comparison import Comparison, Row, compare
from comparisons.editions import Edition
from comparisons.views.compare import on_comparison
from comparisons.views.decorators import OtherSites, other_sites_may
from comparisons.views.frameworks import pair_slug

# A frame is small: these rows tell the compared apart best.
_SHOWN = 8


@other_sites_may(OtherSites.FRAME)
@on_comparison({})
def comparison_embed(request: HttpRequest, edition: Edition, frameworks: list[Framework]) -> HttpResponse:
    pair = pair_slug([framework.slug for framework in frameworks])
    whole = compare(edition.catalogue, frameworks)
    context = {
        "edition": edition,
        "comparison": whole,
        "rows": _telling_rows(whole),
        "page": request.build_absolute_uri(reverse("comparisons:comparison", args=[pair])),
    }
    return render(request, "comparisons/embed.html", context)


def _telling_rows(comparison: Comparison) -> list[Row]:
    """Return the rows that differ most; how familiar a framework is to those who know it tells nothing."""
    rows = comparison.most_different()
    return [row for row in rows if not any(is_named_after(row.criterion, f) for f in comparison.frameworks)][:_SHOWN]
