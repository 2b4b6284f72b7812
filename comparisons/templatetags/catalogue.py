"""Small pieces of pages: bars, numbers, lists of sources."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html

from comparisons.catalogue.value import Claim, Framework, Source, Verdict
from comparisons.comparison import Cell, Row
from comparisons.picture import draw
from comparisons.profile import Standing
from comparisons.staleness import staleness

register = template.Library()

_VERDICTS = (Verdict.WRONG, Verdict.DISPUTED, None, Verdict.SUPPORTED)


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


@register.inclusion_tag("comparisons/_standing.html")
def standing(standing: Standing, name: str, *, says_unit: bool = True) -> dict[str, Any]:
    """A name, a score with its bar, and a mark where the others are on average: one row of a page of scores."""
    interval, others = standing.cell.interval, standing.others
    return {
        "name": name,
        "unit": standing.cell.unit if says_unit else "",
        "cell": standing.cell,
        "interval": interval,
        "others": percent(others) if others is not None and interval else "",
    }


@register.simple_tag(takes_context=True)
def stale(context: Context, cell: Cell) -> str:
    """A quiet word where a score was due for another look when the edition was published."""
    assert cell.score is not None, "only what is known grows old"
    as_of = context["edition"].published_at.date()
    found = staleness(cell.score, cell.criterion, cell.framework, as_of)
    if found is None:
        return ""
    why = []
    if found.review_due:
        why.append(f"not reviewed for more than {cell.criterion.review_months} months")
    if found.old_version:
        why.append(f"{cell.framework.latest_version} is out")
    return format_html(' <strong class="stale">Stale: {}.</strong>', " and ".join(why))


@register.inclusion_tag("comparisons/_sources.html")
def cited(slugs: Iterable[str], sources: Mapping[str, Source]) -> dict[str, Any]:
    return {"sources": [sources[slug] for slug in slugs]}


@register.inclusion_tag("comparisons/_strips.html")
def strips(frameworks: Sequence[Framework], rows: Sequence[Row], subject: str = "") -> dict[str, Any]:
    """The picture of some rows; the marks that it uses are in _profile_legend.html."""
    return {"picture": draw(frameworks, rows, subject)}


@register.inclusion_tag("comparisons/_claim.html")
def claim(claim: Claim, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {"claim": claim, "made_by": sources[claim.made_by], "sources": sources}


@register.filter
def by_verdict(claims: Iterable[Claim]) -> list[tuple[str, list[Claim]]]:
    """Claims by what we found, what is most worth knowing first; groups without claims are left out."""
    found = [(verdict or "not checked", [c for c in claims if c.verdict == verdict]) for verdict in _VERDICTS]
    return [(verdict, group) for verdict, group in found if group]


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
