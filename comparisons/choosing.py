"""Who should choose which: read off the scores, under all possible priorities. Pure."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from comparisons.catalogue.value import Catalogue, Choice, Criterion, Framework, Question, Status
from comparisons.ranking.additive import Table, value
from comparisons.ranking.bands import in_steps
from comparisons.ranking.requirements import Outcome
from comparisons.ranking.sampling import seed_of
from comparisons.ranking.smaa import simulate_anywhere
from comparisons.ranking.weights import POINTS, weights
from comparisons.scoring import meets, table_of

__all__ = ["Choosing", "Speaks", "choosing"]

# The 95 % error of a share is at most 0.98 / sqrt(4000) = 1.5 %, well under the steps of 5 % that are shown.
_RERUNS = 4000
_METHOD = 1

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
    table = table_of(catalogue).among(slugs)
    seed = seed_of(_METHOD, sorted(slugs))
    simulation = simulate_anywhere(table, table.criteria, seed=seed, samples=_RERUNS)
    answers = _answers(catalogue, table)
    return tuple(
        Choosing(
            framework=catalogue.framework_by_slug[slug],
            percent=in_steps(float(simulation.first[row])),
            weighty=_weighty(catalogue, table, simulation.central_weights[row]),
            answers=answers.get(slug, ())[:_NAMED],
        )
        for row, slug in enumerate(table.alternatives)
    )


def _weighty(catalogue: Catalogue, table: Table, central: NDArray[np.float64] | None) -> tuple[Criterion, ...]:
    if central is None:
        return ()
    ratios = central * len(table.criteria)
    order = np.argsort(-ratios, kind="stable")[:_NAMED]
    return tuple(catalogue.criterion_by_slug[table.criteria[i]] for i in order if ratios[i] >= _MORE_THAN_USUAL)


def _answers(catalogue: Catalogue, table: Table) -> dict[str, tuple[Speaks, ...]]:
    """Answers by the framework that they alone put clearly first, the clearest first."""
    found: dict[str, list[Speaks]] = {}
    for question in catalogue.questions:
        for choice in question.choices:
            winner, lead = _winner(catalogue, table, choice)
            if lead >= _CLEAR_LEAD:
                found.setdefault(winner, []).append(Speaks(question=question, choice=choice, lead=lead))
    return {slug: tuple(sorted(spoken, key=lambda one: -one.lead)) for slug, spoken in found.items()}


def _winner(catalogue: Catalogue, table: Table, choice: Choice) -> tuple[str, float]:
    """The framework that leads when only this answer is given, and by how much (0 to 1)."""
    passing = [slug for slug in table.alternatives if _passes(catalogue, slug, choice)]
    if len(passing) == 1:
        return passing[0], 1.0
    if len(passing) < 2 or not choice.effects:
        return "", 0.0
    points = dict.fromkeys(table.criteria, 0.0) | {e.criterion: float(POINTS[e.importance]) for e in choice.effects}
    totals = value(table.among(passing), weights(points)).total
    order = np.argsort(-totals, kind="stable")
    among = [slug for slug in table.alternatives if slug in passing]
    return among[int(order[0])], float(totals[order[0]] - totals[order[1]])


def _passes(catalogue: Catalogue, slug: str, choice: Choice) -> bool:
    framework = catalogue.framework_by_slug[slug]
    return all(meets(requirement, framework) is Outcome.PASS for requirement in choice.requirements)
