"""The choices of a catalogue's questions as arrays, to rank frameworks under many sets of choices at once. Pure.

Values are whole thousandths and levels whole points, so that all machines rank alike: single precision holds sums of
them exactly up to 2,000 criteria.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from comparisons.catalogue.familiarity import impartial_criteria
from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue, Question, Scenario
from comparisons.performance import meets, table_of
from comparisons.ranking.screening import Outcome
from comparisons.ranking.weights import SWING_POINTS

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Points = NDArray[np.uint8]
Places = NDArray[np.intp]

NOBODY = -1


class ChoiceTable:
    """The choices of a catalogue as arrays: q questions, c choices, m rated criteria, n published frameworks, d
    decisions.

    `told` (q x d) is which questions a decision answers, `told_points` (q x d x m) and `told_excluded` (q x d x n) what
    its answers give. `followers` are the questions that depend on a question, directly or not, by number.
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
        self.places = {question.slug: place for place, question in enumerate(catalogue.questions)}
        self.numbers = {(question.slug, choice.slug): i for i, (question, choice) in enumerate(pairs)}
        counting = impartial_criteria(catalogue)
        self.unasked = np.array([slug in counting for slug in table.criteria], dtype=np.float32)
        criteria = {slug: j for j, slug in enumerate(table.criteria)}
        self.points = np.zeros((len(pairs), len(criteria)))
        self.excludes = np.zeros((len(pairs), len(self.frameworks)))
        for i, (_, choice) in enumerate(pairs):
            for effect in choice.effects:
                self.points[i, criteria[effect.criterion]] = SWING_POINTS[effect.importance]
            for requirement in choice.requirements:
                fails = [meets(requirement, f) is not Outcome.PASS for f in catalogue.published_frameworks]
                self.excludes[i] += fails
        self.conditions = [self._conditions(question) for question in catalogue.questions]
        self.followers = self._followers()
        self.values = np.rint(1000 * table.arrays[1]).T
        self._single_values = self.values.astype(np.float32)
        decisions = [self.row(choices_of(scenario)) for scenario in catalogue.scenarios_in_use]
        self.decisions = np.array(decisions, dtype=np.bool_).reshape(len(decisions), len(pairs))
        self._tell()

    def _conditions(self, question: Question) -> list[tuple[int, list[int]]]:
        """Return the conditions of a question: the number of the other question, and those of its choices."""
        return [
            (self.places[one.question], [self.numbers[one.question, slug] for slug in one.choices])
            for one in question.conditions
        ]

    def _followers(self) -> dict[int, list[int]]:
        followers: dict[int, list[int]] = {}
        for place, conditions in reversed(list(enumerate(self.conditions))):
            for opener, _ in conditions:
                found = followers.setdefault(opener, [])
                found += [one for one in (place, *followers.get(place, ())) if one not in found]
        return followers

    def _tell(self) -> None:
        shape = len(self.columns), len(self.decisions)
        self.told = np.zeros(shape, dtype=np.bool_)
        self.told_points = np.zeros((*shape, len(self.criteria)), dtype=np.uint8)
        self.told_excluded = np.zeros((*shape, len(self.frameworks)), dtype=np.bool_)
        for place, column in enumerate(self.columns.values()):
            for number, decision in enumerate(self.decisions):
                made = np.flatnonzero(decision[column]) + column.start
                self.told[place, number] = len(made) > 0
                self.told_points[place, number] = self.points[made].max(axis=0, initial=0)
                self.told_excluded[place, number] = self.excludes[made].any(axis=0)

    def row(self, choices: Mapping[str, Iterable[str]]) -> Flags:
        """Return which choices were made (c)."""
        made = np.zeros(len(self.numbers), dtype=np.bool_)
        made[[self.numbers[question, slug] for question, slugs in choices.items() for slug in slugs]] = True
        return made

    def keep_asked(self, made: Flags) -> Flags:
        """Clear, in place, the choices (k x c) in questions that are not asked, and return them."""
        for column, conditions in zip(self.columns.values(), self.conditions, strict=True):
            for _, opening in conditions:
                made[:, column] &= made[:, opening].any(axis=1, keepdims=True)
        return made

    def first(self, points: Points, excluded: Flags) -> Places:
        """Return the number of the first framework under k sets of points (k x m), NOBODY if all are excluded (k x n).

        Without points all criteria weigh the same, but those about knowing one framework nothing.
        """
        weights = points.astype(np.float32)
        weights[~points.any(axis=1)] = self.unasked
        totals = weights @ self._single_values
        totals[excluded] = NOBODY
        first: Places = totals.argmax(axis=1)
        first[totals.max(axis=1, initial=NOBODY) < 0] = NOBODY
        return first


@memo
def choice_table(catalogue: Catalogue) -> ChoiceTable:
    return ChoiceTable(catalogue)


def choices_of(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    return {answer.question: answer.choices for answer in scenario.answers}
