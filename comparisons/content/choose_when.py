"""Who should choose which: read off the scores, under all possible priorities. Pure."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue, Choice, Criterion, Framework, Question, Status
from comparisons.performance import meets, table_of
from comparisons.ranking.additive import value
from comparisons.ranking.performance_table import PerformanceTable
from comparisons.ranking.screening import Outcome
from comparisons.ranking.smaa import AnyWeights, in_steps
from comparisons.ranking.weights import SWING_POINTS, weights

# The 95 % error of a share is at most 0.98 / sqrt(4000) = 1.5 %, well under the steps of 5 % that are shown.
_RERUNS = 4000
_METHOD = 2

# A criterion that weighs this much more than average where a framework leads; a lead worth naming.
_MORE_THAN_USUAL, _CLEAR_LEAD = 1.1, 0.1
_NAMED = 4


class Speaks(Struct, frozen=True):
    """An answer of the wizard that, alone, puts a framework clearly first of those compared."""

    question: Question
    choice: Choice
    lead: float


class Choosing(Struct, frozen=True):
    """`percent` of all possible priorities (in steps of 5) put the framework first of those compared.

    `weighty` are the criteria that weigh more than usual where it does: its central weights.
    """

    framework: Framework
    percent: int
    weighty: tuple[Criterion, ...]
    answers: tuple[Speaks, ...]

    @property
    def of_20(self) -> int:
        return self.percent // 5


def choosing(catalogue: Catalogue, frameworks: Sequence[Framework]) -> tuple[Choosing, ...]:
    """Return for each of two or more frameworks who should choose it among these."""
    slugs = {framework.slug for framework in frameworks if framework.status is Status.PUBLISHED}
    if len(slugs) < 2:
        return ()
    compared = [framework for framework in catalogue.published_frameworks if framework.slug in slugs]
    places = _any_weights(catalogue).first_ranks([framework.slug for framework in compared])
    answers = _answers(catalogue, slugs)
    return tuple(
        Choosing(
            framework=framework,
            percent=in_steps(place.acceptability),
            weighty=_weighty(catalogue, place.central_weights),
            answers=answers.get(framework.slug, ())[:_NAMED],
        )
        for framework, place in zip(compared, places, strict=True)
    )


@memo
def _any_weights(catalogue: Catalogue) -> AnyWeights:
    return AnyWeights(table_of(catalogue), method=_METHOD, samples=_RERUNS)


def _weighty(catalogue: Catalogue, central: NDArray[np.float64] | None) -> tuple[Criterion, ...]:
    if central is None:
        return ()
    criteria = catalogue.rated_criteria
    ratios = central * len(criteria)
    order = np.argsort(-ratios, kind="stable")[:_NAMED]
    return tuple(criteria[i] for i in order if ratios[i] >= _MORE_THAN_USUAL)


class _Alone(Struct, frozen=True):
    """What each framework is worth (choices x frameworks) when one answer alone is given, minus infinity if excluded.

    `has_effects` (choices): an answer that only excludes puts a framework first if it leaves no other.
    """

    spoken: tuple[tuple[Question, Choice], ...]
    totals: NDArray[np.float64]
    has_effects: NDArray[np.bool_]


@memo
def _alone(catalogue: Catalogue) -> _Alone:
    table = table_of(catalogue)
    spoken = tuple((question, choice) for question in catalogue.questions for choice in question.choices)
    totals = [_totals_of(catalogue, table, choice) for _, choice in spoken]
    return _Alone(
        spoken=spoken,
        totals=np.array(totals, dtype=np.float64).reshape(len(spoken), len(table.alternatives)),
        has_effects=np.array([bool(choice.effects) for _, choice in spoken], dtype=np.bool_),
    )


def _totals_of(catalogue: Catalogue, table: PerformanceTable, choice: Choice) -> NDArray[np.float64]:
    own = {effect.criterion: float(SWING_POINTS[effect.importance]) for effect in choice.effects}
    points = dict.fromkeys(table.criteria, 0.0) | own
    passes = [_passes(framework, choice) for framework in catalogue.published_frameworks]
    totals: NDArray[np.float64] = np.where(passes, value(table, weights(points)).total, -np.inf)
    return totals


def _answers(catalogue: Catalogue, slugs: set[str]) -> dict[str, tuple[Speaks, ...]]:
    """Answers by the framework of these that they alone put clearly first, the clearest first."""
    alone, alternatives = _alone(catalogue), table_of(catalogue).alternatives
    columns = [column for column, slug in enumerate(alternatives) if slug in slugs]
    totals = alone.totals[:, columns]
    winners = totals.argmax(axis=1)
    ordered = np.sort(totals, axis=1)
    best, next_best = ordered[:, -1], ordered[:, -2]
    some, others = np.isfinite(best), np.isfinite(next_best)
    ahead = np.subtract(best, next_best, out=np.zeros_like(best), where=others & alone.has_effects)
    # An answer that leaves no other decides it.
    leads = np.where(some & ~others, 1.0, ahead)
    found: dict[str, list[Speaks]] = {}
    for row in np.flatnonzero(leads >= _CLEAR_LEAD):
        question, choice = alone.spoken[row]
        speaks = Speaks(question=question, choice=choice, lead=float(leads[row]))
        found.setdefault(alternatives[columns[winners[row]]], []).append(speaks)
    return {slug: tuple(sorted(spoken, key=lambda one: -one.lead)) for slug, spoken in found.items()}


def _passes(framework: Framework, choice: Choice) -> bool:
    return all(meets(requirement, framework) is Outcome.PASS for requirement in choice.requirements)
