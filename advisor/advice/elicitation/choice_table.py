"""The choices of a catalogue's questions as arrays, to rank frameworks under many sets of choices at once. Pure.

Values are whole thousandths and levels whole points, so that all machines rank alike.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue, Scenario
from comparisons.performance import meets, table_of
from comparisons.ranking.screening import Outcome
from comparisons.ranking.weights import SWING_POINTS

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]

NOBODY = -1


class ChoiceTable:
    """The choices of a catalogue as arrays: c choices, m rated criteria, n published frameworks, d decisions.

    `opening` are the questions on which others depend.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        table = table_of(catalogue)
        self.catalogue = catalogue
        self.frameworks = table.alternatives
        self.criteria = table.criteria
        pairs = [(question, choice) for question in catalogue.questions for choice in question.choices]
        self.columns: dict[str, slice] = {}
        for question in catalogue.questions:
            start = next(i for i, pair in enumerate(pairs) if pair[0] is question)
            self.columns[question.slug] = slice(start, start + len(question.choices))
        self.numbers = {(question.slug, choice.slug): i for i, (question, choice) in enumerate(pairs)}
        criteria = {slug: j for j, slug in enumerate(table.criteria)}
        self.points = np.zeros((len(pairs), len(criteria)))
        self.excludes = np.zeros((len(pairs), len(self.frameworks)))
        for i, (_, choice) in enumerate(pairs):
            for effect in choice.effects:
                self.points[i, criteria[effect.criterion]] = SWING_POINTS[effect.importance]
            for requirement in choice.requirements:
                fails = [meets(requirement, f) is not Outcome.PASS for f in catalogue.published_frameworks]
                self.excludes[i] += fails
        # The highest of several levels is found by counting the choices that give at least each of them.
        levels = sorted(set(self.points.flat) - {0.0})
        self.steps = [(level, (self.points >= level).astype(np.float64)) for level in levels]
        self.opening = {condition.question for question in catalogue.questions for condition in question.conditions}
        self.values = np.rint(1000 * table.arrays[1]).T
        decisions = [self.row(choices_of(scenario)) for scenario in catalogue.scenarios_in_use]
        self.decisions = np.array(decisions, dtype=np.bool_).reshape(len(decisions), len(pairs))

    def row(self, choices: Mapping[str, Iterable[str]]) -> Flags:
        """Return which choices were made (c)."""
        made = np.zeros(len(self.numbers), dtype=np.bool_)
        made[[self.numbers[question, slug] for question, slugs in choices.items() for slug in slugs]] = True
        return made

    def keep_asked(self, made: Flags) -> Flags:
        """Clear, in place, the choices (k x c) in questions that are not asked, and return them."""
        for question in self.catalogue.questions:
            for condition in question.conditions:
                opening = [self.numbers[condition.question, slug] for slug in condition.choices]
                made[:, self.columns[question.slug]] &= made[:, opening].any(axis=1, keepdims=True)
        return made

    def tally(self, made: Flags, column: slice = slice(None)) -> "Tally":
        """Return what k sets of choices (k x c), or their part in one question, give."""
        counts = made[:, column].astype(np.float64)
        return Tally(given=[counts @ step[column] for _, step in self.steps], excluded=counts @ self.excludes[column])

    def first(self, tally: "Tally", considered: Flags) -> NDArray[np.intp]:
        """Return the number of the first framework under each of k sets of choices, NOBODY if none passes."""
        points = np.zeros((len(tally.excluded), self.values.shape[0]))
        for (level, _), given in zip(self.steps, tally.given, strict=True):
            points[given > 0] = level
        points[~points.any(axis=1)] = 1  # without priorities all criteria weigh the same
        totals = np.where((tally.excluded > 0) | ~considered, NOBODY, points @ self.values)
        first: NDArray[np.intp] = totals.argmax(axis=1)
        first[totals.max(axis=1) < 0] = NOBODY
        return first


class Tally(Struct, frozen=True):
    """How many choices of each of k sets give a criterion at least each level (k x m for each level), and how many
    exclude a framework (k x n)."""

    given: list[Numbers]
    excluded: Numbers

    def plus(self, other: "Tally", sign: int = 1) -> "Tally":
        given = [own + sign * theirs for own, theirs in zip(self.given, other.given, strict=True)]
        return Tally(given=given, excluded=self.excluded + sign * other.excluded)


@memo
def choice_table(catalogue: Catalogue) -> ChoiceTable:
    return ChoiceTable(catalogue)


def choices_of(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    return {answer.question: answer.choices for answer in scenario.answers}
