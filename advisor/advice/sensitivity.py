"""The changes of weights and scores that would change the first place. Exact, no sampling. Pure."""

from msgspec import Struct

from advisor.advice.recommendation import Recommendation
from comparisons.catalogue.value import Catalogue
from comparisons.performance import table_of
from comparisons.ranking.performance_table import PerformanceTable
from comparisons.ranking.sensitivity import (
    ScoreChange,
    StabilityInterval,
    WeightShift,
    lead,
    least_score_change,
    least_weight_shift,
    stability_intervals,
)


class WeightLimit(Struct, frozen=True):
    """The first place changes to `first` when the criterion's `weight` passes `limit` (both 0..1)."""

    criterion: str
    weight: float
    limit: float
    first: str

    @property
    def distance(self) -> float:
        return abs(self.weight - self.limit)


class Sensitivity(Struct, frozen=True):
    """Weights are 0..1.

    `intervals` are the stability intervals of all weights above 0; `limits` their ends, the nearest first. `shift` is
    the least weight to move for a rival to draw level (the weight-shift program), None if none can.
    """

    intervals: tuple[StabilityInterval, ...]
    limits: tuple[WeightLimit, ...]
    shift: WeightShift | None


def sensitivity(catalogue: Catalogue, recommendation: Recommendation) -> Sensitivity | None:
    """Return the sensitivity of the first place to weights, None if fewer than two frameworks are ranked."""
    if len(recommendation.ranking) < 2:
        return None
    ahead = lead(*_compared(catalogue, recommendation))
    intervals = stability_intervals(ahead)
    limits = [limit for interval in intervals for limit in _limits(interval)]
    return Sensitivity(
        intervals=intervals,
        limits=tuple(sorted(limits, key=lambda limit: limit.distance)),
        shift=least_weight_shift(ahead),
    )


def deciding_score(catalogue: Catalogue, recommendation: Recommendation) -> ScoreChange | None:
    """Return the least change of one score that changes the first place, None if there is none."""
    return least_score_change(*_compared(catalogue, recommendation)) if len(recommendation.ranking) > 1 else None


def _compared(catalogue: Catalogue, recommendation: Recommendation) -> tuple[PerformanceTable, dict[str, float], str]:
    """Return the performance table of the ranked frameworks on the criteria that count, the weights, and the leader."""
    weights = {level.criterion: level.weight for level in recommendation.levels if level.weight > 0}
    ranked = {placed.framework for placed in recommendation.ranking}
    return table_of(catalogue).among(ranked).on(set(weights)), weights, recommendation.ranking[0].framework


def _limits(interval: StabilityInterval) -> list[WeightLimit]:
    ends = [(interval.low, interval.below), (interval.high, interval.above)]
    return [
        WeightLimit(criterion=interval.criterion, weight=interval.weight, limit=end, first=first)
        for end, first in ends
        if first
    ]
