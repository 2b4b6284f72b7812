"""The performance table of a catalogue: its scores as the input of the decision method. Pure."""

from functools import lru_cache

from comparisons.catalogue.house_rules import score_on
from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import (
    Catalogue,
    Confidence,
    Criterion,
    EditorialScale,
    Framework,
    MeasuredScale,
    Requirement,
    Score,
)
from comparisons.ranking.performance_table import Interval, PerformanceTable, editorial, measured
from comparisons.ranking.screening import AtLeast, AtMost, OneOf, Outcome
from comparisons.ranking.value_functions import Linear, Logarithmic, ValueFunction

# How far an editorial score may be off, in points of 10, by the confidence that editors give it. The widths are ours.
HALF_WIDTHS = {Confidence.HIGH: 0.5, Confidence.MEDIUM: 1.0, Confidence.LOW: 2.0}


@memo
def table_of(catalogue: Catalogue) -> PerformanceTable:
    """Return the values of all published frameworks on all rated criteria."""
    criteria = catalogue.rated_criteria
    return PerformanceTable(
        alternatives=tuple(framework.slug for framework in catalogue.published_frameworks),
        criteria=tuple(criterion.slug for criterion in criteria),
        cells=tuple(
            tuple(_cell(framework, criterion) for criterion in criteria) for framework in catalogue.published_frameworks
        ),
    )


def value_function(scale: MeasuredScale) -> ValueFunction:
    return Logarithmic(scale.worst, scale.best) if scale.logarithmic else Linear(scale.worst, scale.best)


def interval_of(score: Score, criterion: Criterion) -> Interval:
    """Return the value of a score, between 0 and 1. The criterion's scale must not be one of kinds."""
    assert not isinstance(score.value, str), "check() refuses texts on a numeric scale"
    if isinstance(criterion.scale, EditorialScale):
        return editorial(score.value, HALF_WIDTHS[score.confidence])
    assert isinstance(criterion.scale, MeasuredScale)
    return measured(score.value, score.relative_error, value_function(criterion.scale))


# All frameworks are held against the same few requirements.
_at_least, _at_most = lru_cache(256)(AtLeast), lru_cache(256)(AtMost)


@lru_cache(256)
def _one_of(kinds: tuple[str, ...]) -> OneOf:
    return OneOf(frozenset(kinds))


def meets(requirement: Requirement, framework: Framework) -> Outcome:
    """Return whether a framework meets a requirement; UNKNOWN without a score.

    An editorial score counts without its uncertainty, a measured figure with its stated relative error.
    """
    score = score_on(framework, requirement.criterion)
    if requirement.one_of:
        return _one_of(requirement.one_of)(str(score.value) if score else None)
    if score is None or isinstance(score.value, str):
        return Outcome.UNKNOWN
    low = score.value * (1 - score.relative_error)
    high = score.value * (1 + score.relative_error)
    if requirement.at_least is not None:
        return _at_least(requirement.at_least)(low, high)
    assert requirement.at_most is not None, "check() requires one bound"
    return _at_most(requirement.at_most)(low, high)


def _cell(framework: Framework, criterion: Criterion) -> Interval | None:
    score = framework.score_by_criterion.get(criterion.slug)
    return None if score is None else interval_of(score, criterion)
