"""Small pieces of pages: bars, numbers, lists of sources."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from comparisons.catalogue.value import Claim, Source
from comparisons.comparison import Cell

register = template.Library()


@register.inclusion_tag("comparisons/_score.html")
def score(cell: Cell) -> dict[str, Any]:
    """A value with its bar; a thin line shows how far it may be off."""
    interval = cell.interval
    return {
        "cell": cell,
        "width": percent(interval.point) if interval else "",
        "low": percent(interval.low) if interval else "",
        "spread": percent(interval.high - interval.low) if interval else "",
    }


@register.inclusion_tag("comparisons/_sources.html")
def cited(slugs: Iterable[str], sources: Mapping[str, Source]) -> dict[str, Any]:
    return {"sources": [sources[slug] for slug in slugs]}


@register.inclusion_tag("comparisons/_claim.html")
def claim(claim: Claim, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {"claim": claim, "made_by": sources[claim.made_by], "sources": sources}


@register.filter
def percent(share: float) -> str:
    """A share as a length in an SVG."""
    return f"{100 * share:.2f}%"


@register.filter
def of_hundred(points: float) -> str:
    """Points of 100 as a length in an SVG."""
    return f"{points:.2f}%"


@register.filter
def signed(points: int) -> str:
    """A difference with its sign, a real minus among them."""
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"
