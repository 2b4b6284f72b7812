"""Why a framework's total differs between two editions, in parts that add up. Pure.

New scores are valued at the weights and on the scales of then, new scales at the weights of then,
and new weights with the values of today:

    w'v' - wv = w (score) + w (scale) + (w' - w) v'
"""

from collections import defaultdict
from enum import StrEnum

from msgspec import Struct

from advisor.advice.since.then_and_now import Pair
from comparisons.catalogue.value import (
    Catalogue,
    Criterion,
    EditorialScale,
    Framework,
    KindScale,
    MeasuredScale,
    Scale,
)
from comparisons.performance import interval_of
from comparisons.ranking.additive import rounded_parts
from comparisons.ranking.performance_table import UNKNOWN

# Less than this of 1 is the noise of floating point.
_NOTHING = 1e-12


class Cause(StrEnum):
    SCORE = "score"
    SCALE = "scale"
    WEIGHTS = "weights"


class Shift(Struct, frozen=True):
    """What one cause adds to a total: `points` of 100 as shown, and the `exact` share of 1.

    Weights move all together, so theirs is one part, of no criterion.
    """

    cause: Cause
    criterion: str
    points: int
    exact: float


def shifts(pair: Pair, framework: str) -> tuple[Shift, ...]:
    """Return what moved the total of a framework that both rank, the largest part first.

    The exact parts add up to the difference of the totals, their points to the difference of those shown.
    """
    parts = [(key, exact) for key, exact in _exact(pair, framework).items() if abs(exact) > _NOTHING]
    moved = pair.today.ranked[framework].points - pair.then.ranked[framework].points
    _, points = rounded_parts([100 * exact for _, exact in parts], total=moved)
    found = [
        Shift(cause=cause, criterion=criterion, points=shown, exact=exact)
        for ((cause, criterion), exact), shown in zip(parts, points, strict=True)
    ]
    return tuple(sorted(found, key=lambda shift: -abs(shift.exact)))


def cause_words(pair: Pair, cause: Cause, criterion: str) -> str:
    if cause is Cause.WEIGHTS:
        return "what your answers weigh"
    return f"the scale of {pair.criterion(criterion)}" if cause is Cause.SCALE else pair.criterion(criterion)


def _exact(pair: Pair, slug: str) -> dict[tuple[Cause, str], float]:
    then, today = pair.then, pair.today
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
    """Return a criterion that can be weighed, None if this catalogue has none of that name."""
    criterion = catalogue.criterion_by_slug.get(slug)
    return None if criterion is None or isinstance(criterion.scale, KindScale) else criterion


def _values(
    before: Framework, old: Criterion | None, after: Framework, new: Criterion | None
) -> tuple[float, float, float]:
    """Return the value as decided, with today's score on the scale of then, and today's.

    Where only one edition rates the criterion, its value there stands for all: the weight alone has moved.
    """
    ends = [_value(framework, criterion) for framework, criterion in ((before, old), (after, new)) if criterion]
    rescored = _value(after, old) if old and new and _measure_alike(old.scale, new.scale) else ends[0]
    return ends[0], rescored, ends[-1]


def _value(framework: Framework, criterion: Criterion) -> float:
    score = framework.score_by_criterion.get(criterion.slug)
    return UNKNOWN.point if score is None else interval_of(score, criterion).point


def _measure_alike(old: Scale, new: Scale) -> bool:
    """Tell whether a score on one scale is a score on the other; else all of its move is the scale's."""
    if isinstance(old, MeasuredScale) and isinstance(new, MeasuredScale):
        return old.unit == new.unit
    return isinstance(old, EditorialScale) and isinstance(new, EditorialScale)
