"""Small pieces of pages: bars, numbers, lists of sources."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comparisons.catalogue.value import Claim, Source, Verdict
from comparisons.comparison import Cell
from comparisons.figures import of_hundred, percent, signed
from comparisons.rendering.fragments import Pieces
from comparisons.profile import Standing
from comparisons.staleness import staleness

register = template.Library()

_VERDICTS = (Verdict.WRONG, Verdict.DISPUTED, None, Verdict.SUPPORTED)


@register.simple_tag(takes_context=True)
def score(context: Context, cell: Cell) -> SafeString:
    """A value with its bar; a thin line shows how far it may be off."""
    return Pieces(context.get("edition")).score(cell)


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


@register.simple_tag(takes_context=True)
def claim(context: Context, claim: Claim) -> SafeString:
    """A claim with what we found, as an item of a list."""
    return Pieces(context["edition"]).claim(claim)


@register.filter
def by_verdict(claims: Iterable[Claim]) -> list[tuple[str, list[Claim]]]:
    """Claims by what we found, what is most worth knowing first; groups without claims are left out."""
    found = [(verdict or "not checked", [c for c in claims if c.verdict == verdict]) for verdict in _VERDICTS]
    return [(verdict, group) for verdict, group in found if group]


register.filter(percent)
register.filter(of_hundred)
register.filter(signed)
