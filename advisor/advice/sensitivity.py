"""The changes of weights, scores and requirements that would change the first place. Exact, no sampling. Pure."""

from msgspec import Struct
from msgspec.structs import replace

from advisor.advice.recommendation import Recommendation, Unranked
from advisor.answers.priorities import StatedRequirement
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue
from comparisons.performance import table_of
from comparisons.ranking.additive import TOLERANCE
from comparisons.ranking.performance_table import PerformanceTable
from comparisons.ranking.sensitivity import (
    ScoreChange,
    StabilityInterval,
    WeightShift,
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


class NearMiss(Struct, frozen=True):
    """A framework that a single requirement keeps out, and the rank that it would have without that."""

    unranked: Unranked
    stated: StatedRequirement
    rank: int


def sensitivity(catalogue: Catalogue, recommendation: Recommendation) -> Sensitivity | None:
    """Return the sensitivity of the first place to weights, None if fewer than two frameworks are ranked."""
    if len(recommendation.ranking) < 2:
        return None
    table, weights, leader = _compared(catalogue, recommendation)
    intervals = stability_intervals(table, weights, leader)
    limits = [limit for interval in intervals for limit in _limits(interval)]
    return Sensitivity(
        intervals=intervals,
        limits=tuple(sorted(limits, key=lambda limit: limit.distance)),
        shift=least_weight_shift(table, weights, leader),
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


def near_misses(recommendation: Recommendation) -> tuple[NearMiss, ...]:
    """Return the frameworks that a single requirement keeps out of the ranking, the best first.

    Weights stay as they are, even if the choice that set the requirement also gives importance.
    """
    totals = [placed.total for placed in recommendation.ranking]
    found = [
        NearMiss(
            unranked=unranked,
            stated=unranked.requirements[0],
            rank=1 + sum(t > unranked.placed.total + TOLERANCE for t in totals),
        )
        for unranked in (*recommendation.excluded, *recommendation.unconfirmed)
        if len(unranked.requirements) == 1
    ]
    return tuple(sorted(found, key=lambda miss: (miss.rank, -miss.unranked.placed.total)))


def requirement_to_relax(recommendation: Recommendation) -> tuple[StatedRequirement, int] | None:
    """Return the requirement that alone keeps out most frameworks, and their number; None if none does alone."""
    unranked = (*recommendation.excluded, *recommendation.unconfirmed)
    counts = [
        (stated, sum(framework.requirements == (stated,) for framework in unranked))
        for stated in recommendation.requirements
    ]
    freeing = [(stated, freed) for stated, freed in counts if freed]
    return max(freeing, key=lambda pair: pair[1]) if freeing else None


def without_requirement(answers: Answers, stated: StatedRequirement) -> Answers:
    """Return the answers without a requirement: without the one set by hand, or without the choice that set it."""
    origin = stated.set_by
    if origin is None:
        requirements = {
            slug: bound for slug, bound in answers.requirements.items() if slug != stated.requirement.criterion
        }
        return replace(answers, requirements=requirements)
    choices = tuple(slug for slug in answers.choices.get(origin.question, ()) if slug != origin.choice)
    return answers.with_choices(origin.question, choices)
