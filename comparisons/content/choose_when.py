"""When to choose each of the compared frameworks, from the scores under all possible priorities. Pure."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from comparisons.catalogue.familiarity import impartial_criteria, is_about
from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue, Choice, Framework, Question, Status
from comparisons.performance import meets, table_of
from comparisons.ranking.additive import TOLERANCE, value
from comparisons.ranking.performance_table import PerformanceTable
from comparisons.ranking.screening import Outcome
from comparisons.ranking.smaa import AnyWeights, in_steps
from comparisons.ranking.weights import SWING_POINTS, weights

# The 95 % error of a share is at most 0.98 / sqrt(4000) = 1.5 %, well under the steps of 5 % that are shown.
_SAMPLES = 4000
_METHOD = 2

# The least lead, of 0 to 1, of a framework that an answer puts clearly first, and its least total: below, it is only
# the lesser evil.
_CLEAR_LEAD = 0.1
_GOOD = 0.7
# The most answers that are named.
_NAMED = 3


class DecisiveAnswer(Struct, frozen=True):
    """An answer of the wizard that by itself puts a framework first of those compared, `lead` (0 to 1) ahead."""

    question: Question
    choice: Choice
    lead: float


class ChooseWhen(Struct, frozen=True):
    """When to choose a framework: `percent` of all possible priorities, in steps of 5, put it first.

    `answers` decide for it, widest lead first, without those that only say that the framework itself is known.
    """

    framework: Framework
    percent: int
    answers: tuple[DecisiveAnswer, ...]


def choose_when(catalogue: Catalogue, frameworks: Sequence[Framework]) -> tuple[ChooseWhen, ...]:
    """Return for each published framework of these when to choose it; nothing for fewer than two."""
    slugs = {framework.slug for framework in frameworks if framework.status is Status.PUBLISHED}
    if len(slugs) < 2:
        return ()
    compared = [framework for framework in catalogue.published_frameworks if framework.slug in slugs]
    places = _any_weights(catalogue).first_ranks([framework.slug for framework in compared])
    answers = _answers(catalogue, slugs)
    return tuple(
        ChooseWhen(
            framework=framework,
            percent=in_steps(place.acceptability),
            answers=tuple(
                answer for answer in answers.get(framework.slug, ()) if not _names(catalogue, answer.choice, framework)
            )[:_NAMED],
        )
        for framework, place in zip(compared, places, strict=True)
    )


@memo
def _any_weights(catalogue: Catalogue) -> AnyWeights:
    return AnyWeights(table_of(catalogue).on(impartial_criteria(catalogue)), method=_METHOD, samples=_SAMPLES)


def _names(catalogue: Catalogue, choice: Choice, framework: Framework) -> bool:
    """Whether an answer matters to a criterion that is about the framework itself."""
    criteria = (catalogue.criterion_by_slug[effect.criterion] for effect in choice.effects)
    return any(is_about(criterion.name, framework.name) for criterion in criteria)


class _SingleAnswers(Struct, frozen=True):
    """Totals of each framework when only one answer is given: choices x frameworks, minus infinity if excluded.

    `has_effects` (choices) is False for an answer that only excludes: it decides only if it leaves one framework.
    """

    choices: tuple[tuple[Question, Choice], ...]
    totals: NDArray[np.float64]
    has_effects: NDArray[np.bool_]


@memo
def _single_answers(catalogue: Catalogue) -> _SingleAnswers:
    table = table_of(catalogue)
    choices = tuple((question, choice) for question in catalogue.questions for choice in question.choices)
    totals = [_totals_of(catalogue, table, choice) for _, choice in choices]
    return _SingleAnswers(
        choices=choices,
        totals=np.array(totals, dtype=np.float64).reshape(len(choices), len(table.alternatives)),
        has_effects=np.array([bool(choice.effects) for _, choice in choices], dtype=np.bool_),
    )


def _totals_of(catalogue: Catalogue, table: PerformanceTable, choice: Choice) -> NDArray[np.float64]:
    own = {effect.criterion: float(SWING_POINTS[effect.importance]) for effect in choice.effects}
    points = dict.fromkeys(table.criteria, 0.0) | own
    passes = [_passes(framework, choice) for framework in catalogue.published_frameworks]
    totals: NDArray[np.float64] = np.where(passes, value(table, weights(points)).total, -np.inf)
    return totals


def _answers(catalogue: Catalogue, slugs: set[str]) -> dict[str, tuple[DecisiveAnswer, ...]]:
    """Return the answers that alone put one of these frameworks clearly first, by its slug, widest lead first."""
    single, alternatives = _single_answers(catalogue), table_of(catalogue).alternatives
    columns = [column for column, slug in enumerate(alternatives) if slug in slugs]
    totals = single.totals[:, columns]
    # The lead of a winner is clear, so no other one has the same total.
    winners = totals.argmax(axis=1)
    ordered = np.sort(totals, axis=1)
    best, next_best = ordered[:, -1], ordered[:, -2]
    some, others = np.isfinite(best), np.isfinite(next_best)
    ahead = np.subtract(best, next_best, out=np.zeros_like(best), where=others & single.has_effects)
    is_good = (best >= _GOOD - TOLERANCE) | ~single.has_effects
    # An answer that excludes all others decides.
    leads = np.where(is_good, np.where(some & ~others, 1.0, ahead), 0.0)
    found: dict[str, list[DecisiveAnswer]] = {}
    for row in np.flatnonzero(leads >= _CLEAR_LEAD - TOLERANCE):
        question, choice = single.choices[row]
        answer = DecisiveAnswer(question=question, choice=choice, lead=float(leads[row]))
        found.setdefault(alternatives[columns[winners[row]]], []).append(answer)
    return {slug: tuple(sorted(own, key=lambda answer: -round(answer.lead, 9))) for slug, own in found.items()}


def _passes(framework: Framework, choice: Choice) -> bool:
    return all(meets(requirement, framework) is Outcome.PASS for requirement in choice.requirements)
