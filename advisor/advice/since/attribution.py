"""The difference of a framework's total between two editions, attributed to scores, scales and weights. Pure.

The order is ours: new scores are valued with the old weights and scales, new scales with the old weights, and new
weights with the new values, so that the parts add up to the difference:

    w'v' - wv = w (score) + w (scale) + (w' - w) v'
"""

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from comparisons.catalogue.value import Catalogue, Criterion, EditorialScale, Framework, KindScale, MeasuredScale, Scale
from comparisons.performance import interval_of
from comparisons.ranking.additive import rounded_parts
from comparisons.ranking.performance_table import UNKNOWN

if TYPE_CHECKING:
    from advisor.advice.since.then_and_now import ThenAndNow

# Contributions below this (of 1) are rounding errors of floating point.
_NOTHING = 1e-12


class Cause(StrEnum):
    SCORE = "score"
    SCALE = "scale"
    WEIGHTS = "weights"


class Attribution(Struct, frozen=True):
    """What one cause adds to a total: whole `points` of 100 as shown, and the `exact` value (totals are 0..1).

    Weights sum to 1 and change together, so they are one cause, with criterion "".
    """

    cause: Cause
    criterion: str
    points: int
    exact: float


def attributions(compared: "ThenAndNow", framework: str) -> tuple[Attribution, ...]:
    """Return the attributions of a framework that both editions rank, the largest first.

    The exact values sum to the difference of the totals, the points to the difference of the points shown.
    Raises KeyError if an edition does not rank the framework.
    """
    parts = [(key, exact) for key, exact in _exact(compared, framework).items() if abs(exact) > _NOTHING]
    moved = compared.today.ranked[framework].points - compared.then.ranked[framework].points
    _, points = rounded_parts([100 * exact for _, exact in parts], total=moved)
    found = [
        Attribution(cause=cause, criterion=criterion, points=shown, exact=exact)
        for ((cause, criterion), exact), shown in zip(parts, points, strict=True)
    ]
    return tuple(sorted(found, key=lambda attribution: -abs(attribution.exact)))


def cause_words(compared: "ThenAndNow", cause: Cause, criterion: str) -> str:
    if cause is Cause.WEIGHTS:
        return "how much your answers count"
    return f"the scale of {compared.criterion(criterion)}" if cause is Cause.SCALE else compared.criterion(criterion)


def _exact(compared: "ThenAndNow", slug: str) -> dict[tuple[Cause, str], float]:
    then, today = compared.then, compared.today
    before, after = then.catalogue.framework_by_slug[slug], today.catalogue.framework_by_slug[slug]
    parts: dict[tuple[Cause, str], float] = defaultdict(float)
    for criterion in dict.fromkeys((*then.weights, *today.weights)):
        old, new = _rated(then.catalogue, criterion), _rated(today.catalogue, criterion)
        decided, rescored, current = _values(before, old, after, new)
        weight = then.weights.get(criterion, 0.0)
        parts[Cause.SCORE, criterion] = weight * (rescored - decided)
        parts[Cause.SCALE, criterion] = weight * (current - rescored)
        parts[Cause.WEIGHTS, ""] += (today.weights.get(criterion, 0.0) - weight) * current
    return parts


def _rated(catalogue: Catalogue, slug: str) -> Criterion | None:
    """Return a rated criterion, None if the catalogue does not have it."""
    criterion = catalogue.criterion_by_slug.get(slug)
    return None if criterion is None or isinstance(criterion.scale, KindScale) else criterion


def _values(
    before: Framework, old: Criterion | None, after: Framework, new: Criterion | None
) -> tuple[float, float, float]:
    """Return three values (0..1): then, today's score on the scale of then, and today.

    If only one edition rates the criterion, all three are its value there: only the weight has changed.
    """
    ends = [_value(framework, criterion) for framework, criterion in ((before, old), (after, new)) if criterion]
    rescored = _value(after, old) if old and new and _measure_alike(old.scale, new.scale) else ends[0]
    return ends[0], rescored, ends[-1]


def _value(framework: Framework, criterion: Criterion) -> float:
    score = framework.score_by_criterion.get(criterion.slug)
    return UNKNOWN.point if score is None else interval_of(score, criterion).point


def _measure_alike(old: Scale, new: Scale) -> bool:
    """Return whether scores on both scales have the same unit. If not, the whole difference is the scale's."""
    if isinstance(old, MeasuredScale) and isinstance(new, MeasuredScale):
        return old.unit == new.unit
    return isinstance(old, EditorialScale) and isinstance(new, EditorialScale)
