import math

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from msgspec import Struct

from advisor.advice.robustness import RERUNS
from advisor.advice.track_record import Share, right_by_band
from advisor.advice.tuning import tuning_of
from advisor.advice.wording import VERDICTS
from advisor.pages.worked_example import WorkedExample, worked_example
from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue, Criterion
from comparisons.content.comparison import Cell
from comparisons.editions.store import Edition
from comparisons.performance import HALF_WIDTHS
from comparisons.ranking.bands import Band
from comparisons.ranking.weights import SWING_POINTS
from comparisons.views.decorators import on_current_edition


@on_current_edition
def method(request: HttpRequest, edition: Edition) -> HttpResponse:
    worked = worked_example(edition.catalogue)
    context = {
        "edition": edition,
        "points": [(name.replace("-", " "), points) for name, points in SWING_POINTS.items()],
        "half_widths": [(confidence.value, width) for confidence, width in HALF_WIDTHS.items()],
        "reruns": f"{RERUNS:,}",
        "error": f"{98 / math.sqrt(RERUNS):.1f}",
        "review_months": sorted({criterion.review_months for criterion in edition.catalogue.criteria}) or [12],
        "bands": verdict_bounds(edition.catalogue),
        "record": verdict_record(edition.catalogue),
        "enough": [(after, round(20 * tuning_of(edition.catalogue).enough_after(after))) for after in (5, 10)],
        "worked": worked,
        "rows": _rows(worked) if worked else [],
        "example": worked.answers.query(edition.catalogue) if worked else "",
    }
    return render(request, "advisor/method.html", context)


def verdict_bounds(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return each verdict with the least share that it asks for, the surest first: ("90% or more", "clear")."""
    bounds = tuning_of(catalogue).bounds
    least = {Band.CLEAR: bounds.clear, Band.FAIRLY: bounds.fairly, Band.LEANING: bounds.leaning}
    others = f"less than {bounds.leaning}%"
    return [(f"{least[band]}% or more" if band in least else others, words) for band, words in VERDICTS.items()]


def _rows(worked: WorkedExample) -> list[tuple[Criterion, str, int, list[tuple[Cell, int]]]]:
    """Return for each criterion its weight, its colour, and the cell and points of each framework."""
    return [
        (one.criterion, f"{one.weight:.0%}", one.shade, [framework.cells[n] for framework in worked.frameworks])
        for n, one in enumerate(worked.criteria)
    ]


class VerdictLine(Struct, frozen=True):
    """How often a verdict was right, on the decisions that the points were tuned on and on those set aside."""

    words: str
    tuned_on: Share
    aside: Share


@memo
def verdict_record(catalogue: Catalogue) -> tuple[VerdictLine, ...]:
    """Return a line for each verdict that was ever given, the surest first."""
    tuned_on = right_by_band(catalogue, catalogue.scenarios_in_use)
    aside = right_by_band(catalogue, [scenario for scenario in catalogue.scenarios if scenario.aside])
    return tuple(
        VerdictLine(words=words, tuned_on=tuned_on[band], aside=aside[band])
        for band, words in VERDICTS.items()
        if tuned_on[band].total or aside[band].total
    )
