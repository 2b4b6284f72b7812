"""Levels of importance that agree better with the decisions in the catalogue: a proposal for editors. Pure.

A choice model: the probability that a decision takes a framework is a multinomial logit of the totals (McFadden 1974).
Levels are searched one by one for the best penalised likelihood. What may move is bounded so that each level can still
be defended: only criteria that a choice affects already, by two levels at most, none from "somewhat" or more to none.
"""

import random
from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from advisor.advice.elicitation.choice_table import Flags, Numbers, choice_table, choices_of
from advisor.advice.scenarios import ScenarioResult, scenario_results
from comparisons.catalogue.value import Catalogue, Effect, Importance, Scenario
from comparisons.ranking.weights import LEVELS

# What a step away from the stated level costs, in units of the mean loss, and how much a difference of totals decides
# (ours).
PENALTY = 0.01
_SHARPNESS = 60.0
# A choice that fewer decisions made tells nothing.
_MADE_AT_LEAST = 2
_FOLDS, _SWEEPS = 8, 3
_MOST_STEPS = 2
_SOMEWHAT = LEVELS.index(2.0)


class Proposal(Struct, frozen=True):
    """A level that would agree better with the decisions."""

    question: str
    choice: str
    criterion: str
    stated: Importance
    proposed: Importance


def fitted(catalogue: Catalogue, scenarios: Sequence[Scenario]) -> tuple[Catalogue, tuple[Proposal, ...]]:
    """Return the catalogue with levels fitted to these decisions, and what was changed."""
    if not (scenarios and catalogue.rated_criteria and catalogue.published_frameworks):
        return catalogue, ()
    found = _Search(catalogue, scenarios)
    found.run()
    return _with_points(catalogue, found.points), tuple(found.proposals())


def out_of_fold(catalogue: Catalogue, seed: int = 1) -> tuple[ScenarioResult, ...]:
    """Return the result of each decision not set aside, under levels fitted to the others. Groups stay whole."""
    groups = sorted({scenario.group for scenario in catalogue.scenarios_in_use})
    random.Random(seed).shuffle(groups)  # noqa: S311, no secret
    results: list[ScenarioResult] = []
    for start in range(_FOLDS):
        own = set(groups[start::_FOLDS])
        known = [scenario for scenario in catalogue.scenarios_in_use if scenario.group not in own]
        unknown = tuple(scenario for scenario in catalogue.scenarios_in_use if scenario.group in own)
        if known and unknown:
            results += scenario_results(replace(fitted(catalogue, known)[0], scenarios=unknown))
    return tuple(results)


class _Search:
    """A search over the levels of c choices on m criteria, by s decisions among n frameworks."""

    def __init__(self, catalogue: Catalogue, scenarios: Sequence[Scenario]) -> None:
        self.table = choice_table(catalogue)
        rows = [self.table.row(choices_of(scenario)) for scenario in scenarios]
        self.made: Numbers = self.table.keep_asked(np.array(rows, dtype=np.bool_)).astype(np.float64)
        self.excluded = self.made @ self.table.excludes > 0
        self.right, self.chosen, self.unacceptable = (
            np.array([[slug in getattr(one, kind) for slug in self.table.frameworks] for one in scenarios])
            for kind in ("right", "chosen", "unacceptable")
        )
        self.stated = self.table.points
        self.points = self.stated.copy()

    def run(self) -> None:
        best = self._loss()
        for _ in range(_SWEEPS):
            before = best
            for place in zip(*np.nonzero(self.stated), strict=True):
                if self.made[:, place[0]].sum() >= _MADE_AT_LEAST:
                    best = self._improve(place, best)
            if best == before:
                return

    def proposals(self) -> Iterator[Proposal]:
        names = {number: pair for pair, number in self.table.numbers.items()}
        for choice, criterion in zip(*np.nonzero(self.points != self.stated), strict=True):
            stated, proposed = (_importance(points[choice, criterion]) for points in (self.stated, self.points))
            yield Proposal(*names[int(choice)], self.table.criteria[criterion], stated, proposed)

    def _improve(self, place: tuple[np.intp, ...], best: float) -> float:
        """Set the level at this place that lowers the loss most, and return the loss."""
        stated, kept = LEVELS.index(self.stated[place]), self.points[place]
        for step, level in enumerate(LEVELS):
            if abs(step - stated) > _MOST_STEPS or (step == 0 and stated >= _SOMEWHAT):
                continue
            self.points[place] = level
            if (loss := self._loss()) < best:
                best, kept = loss, level
        self.points[place] = kept
        return best

    def _loss(self) -> float:
        """Return the mean negative log-likelihood of right and chosen first places, with the penalty."""
        points = np.zeros((len(self.made), self.points.shape[1]))
        for level in LEVELS[1:]:
            points[self.made @ (self.points >= level) > 0] = level
        points[~points.any(axis=1)] = 1
        totals = points @ self.table.values / 1000 / points.sum(axis=1, keepdims=True)
        weighed = np.where(self.excluded, 0.0, np.exp(_SHARPNESS * (totals - totals.max(axis=1, keepdims=True))))
        shares = weighed / np.maximum(weighed.sum(axis=1, keepdims=True), 1e-300)
        likelihood = 0.5 * _log_share(shares, self.chosen) + _log_share(shares, self.right)
        moved = sum(abs(LEVELS.index(a) - LEVELS.index(b)) for a, b in self._moved())
        return float(np.mean(1.5 * (shares * self.unacceptable).sum(axis=1) - likelihood)) + PENALTY * moved

    def _moved(self) -> Iterator[tuple[float, float]]:
        places = self.points != self.stated
        return zip(self.points[places].tolist(), self.stated[places].tolist(), strict=True)


def _log_share(shares: Numbers, of: Flags) -> Numbers:
    logarithms: Numbers = np.log((shares * of).sum(axis=1) + 1e-4)
    return logarithms


def _importance(points: float) -> Importance:
    return tuple(Importance)[LEVELS.index(points)]


def _with_points(catalogue: Catalogue, points: Numbers) -> Catalogue:
    table = choice_table(catalogue)
    criteria = {slug: number for number, slug in enumerate(table.criteria)}

    def effects(question: str, choice: str, stated: tuple[Effect, ...]) -> tuple[Effect, ...]:
        row = points[table.numbers[question, choice]]
        return tuple(replace(effect, importance=_importance(row[criteria[effect.criterion]])) for effect in stated)

    questions = tuple(
        replace(
            question,
            choices=tuple(
                replace(choice, effects=effects(question.slug, choice.slug, choice.effects))
                for choice in question.choices
            ),
        )
        for question in catalogue.questions
    )
    return replace(catalogue, questions=questions)
