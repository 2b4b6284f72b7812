"""Which question to ask next, and whether the rest can still matter. Pure.

What a visitor may still answer is foretold from the decisions in the catalogue: each, weighted by how much its answers
are like those given so far, says once how the other questions may be answered. The framework that comes first with all
of these answers is that future's last one. A question is worth the share of futures in which its answer leads to the
last one when it is asked now, and away from it when it is left out at the end, each time with the questions that
depend on it (the expected value of information, with a loss of 1 for a wrong first place: Raiffa and Schlaifer 1961).
That the two are added, what counts as alike, and how likely is enough after how many questions is ours.

Points and values are whole numbers (choice_table.py), so that all machines ask in the same order.
"""

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from advisor.advice.elicitation.choice_table import NOBODY, Flags, Numbers, Places, Points, choice_table
from advisor.advice.tuning import tuning_of
from advisor.answers.flow import askable_questions, asked_questions, is_left_out
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Question

# How alike a decision is that answers a question otherwise, and one that leaves it open; 1 for the same answer (ours).
_OTHERWISE, _LEFT_OPEN = 0.35, 0.6


class NextQuestion(Struct, frozen=True):
    """The question to ask next, None if none is left.

    `stays` (0..1) is the share of decisions like this one in which nothing that is left changes the first place.
    `is_enough`: that is as much as is asked for after so many questions. `is_settled`: no answer at all can change the
    first place any more.
    """

    question: Question | None
    stays: float
    is_enough: bool = False
    is_settled: bool = False

    @property
    def of_20(self) -> int:
        """`stays` in twentieths, rounded down."""
        return int(20 * self.stays + 1e-9)


def next_question(catalogue: Catalogue, answers: Answers) -> NextQuestion:
    """Return what to ask next. The first question of the catalogue opens, and none is asked twice.

    Without decisions to foretell from, all questions are asked in the catalogue's order.
    """
    asked = asked_questions(catalogue, answers)
    askable = askable_questions(catalogue, answers)
    if not askable:
        return NextQuestion(question=None, stays=1.0, is_enough=True, is_settled=True)
    done = [question for question in asked if answers.is_done(question.slug)]
    if not done or not (catalogue.scenarios_in_use and catalogue.published_frameworks):
        return NextQuestion(question=askable[0], stays=0.0)
    futures = _Futures(catalogue, answers)
    stays, is_settled = futures.stays(), futures.is_settled()
    enough = tuning_of(catalogue).enough_after(len(done) + bool(answers.topics))
    return NextQuestion(
        question=futures.best_of(askable), stays=stays, is_enough=is_settled or stays >= enough, is_settled=is_settled
    )


def decides_between(catalogue: Catalogue, answers: Answers, question: Question) -> tuple[str, ...]:
    """Return the two frameworks between which the answer to a question decides most often, today's first place first.

    Empty if its answer alone changes no first place. An answer already given to it is left out.
    """
    if not (answers.choices and catalogue.scenarios_in_use and catalogue.published_frameworks):
        return ()
    without = replace(answers, choices={slug: made for slug, made in answers.choices.items() if slug != question.slug})
    return _Futures(catalogue, without).between(question)


def asked_path(catalogue: Catalogue, answers: Answers) -> tuple[Question, ...]:
    """Return the questions in the order in which these answers were given, from the first to the one asked now."""
    so_far, path = replace(answers, choices={}, passed=frozenset()), list[Question]()
    while (question := next_question(catalogue, so_far).question) is not None:
        path.append(question)
        if not answers.is_done(question.slug):
            break
        so_far = so_far.with_choices(question.slug, answers.choices.get(question.slug, ()))
    return tuple(path)


class _Futures:
    """How the d decisions of a catalogue go on from a visitor's answers: one future for each decision.

    `now` is today's first place, `last` (d) that of each future. `told` (q x d) are the questions that a future still
    answers, `points` (q x d x m) and `excluded` (q x d x n) what these answers give.
    """

    def __init__(self, catalogue: Catalogue, answers: Answers) -> None:
        self.table = table = choice_table(catalogue)
        self.left_out = np.array([bool(answers.among) and f not in answers.among for f in table.frameworks])
        self.answered = table.row(answers.choices)
        self.given = table.keep_asked(self.answered[None].copy())[0]
        self.given_points = table.points[self.given].max(axis=0, initial=0).astype(np.uint8)
        self.given_excluded = table.excludes[self.given].any(axis=0) | self.left_out
        self.done = np.array([answers.is_done(q.slug) or is_left_out(q, answers) for q in catalogue.questions])
        self.told = self._told()
        self.points: Points = table.told_points * self.told[:, :, None]
        self.excluded: Flags = table.told_excluded & self.told[:, :, None]
        self.likeness = self._likeness(answers)
        self.now = int(self._first(np.zeros((1, len(table.criteria)), np.uint8), self.left_out[None])[0])
        self.last = self._first(self.points.max(axis=0), np.logical_or.reduce(self.excluded))

    def stays(self) -> float:
        """Return the share of futures in which today's first place is the last one."""
        return self._share(self.last == self.now)

    def best_of(self, questions: Sequence[Question]) -> Question:
        """Return the question whose answer leads to the last first place most often; of equals the first."""
        places = [self.table.places[question.slug] for question in questions]
        worth = self._worth(np.array(places))
        return max(zip(questions, places, strict=True), key=lambda pair: worth[pair[1]])[0]

    def between(self, question: Question) -> tuple[str, ...]:
        """Return today's first place and the likeliest other after this question; empty if there is none."""
        place = self.table.places[question.slug]
        first = self._first(self.points[place], self.excluded[place])
        others = {int(i): self._share(first == i) for i in np.unique(first) if i not in (self.now, NOBODY)}
        if not others or self.now == NOBODY:
            return ()
        return tuple(self.table.frameworks[i] for i in (self.now, max(others, key=others.__getitem__)))

    def is_settled(self) -> bool:
        """Whether no rival can draw level, even if each criterion gets what speaks most for the rival."""
        if self.now == NOBODY:
            return True
        fixed = np.repeat(self.done, [column.stop - column.start for column in self.table.columns.values()])
        # Answers to questions that are not asked now may count later.
        open_ones = np.flatnonzero(~fixed | (self.answered & ~self.given))
        if self.table.excludes[open_ones, self.now].any():
            return False
        least = self.given_points.astype(np.float64)
        most = np.maximum(least, self.table.points[open_ones].max(axis=0, initial=0))
        ahead = self.table.values[:, [self.now]] - self.table.values  # m x n
        least_ahead = np.where(ahead < 0, most[:, None], least[:, None]) * ahead
        rivals = ~self.given_excluded
        rivals[self.now] = False
        return bool((least_ahead.sum(axis=0)[rivals] > 0).all())

    def _told(self) -> Flags:
        told: Flags = self.table.told & ~self.done[:, None]
        for place, conditions in enumerate(self.table.conditions):
            for opener, choices in conditions:
                if self.done[opener]:
                    told[place] &= self.given[choices].any()
                else:
                    told[place] &= told[opener] & self.table.decisions[:, choices].any(axis=1)
        return told

    def _worth(self, places: Places) -> dict[int, float]:
        """Return how often the answers to these questions lead to the last first place, 0 if they change nothing."""
        asked = np.zeros_like(self.told)
        asked[places] = self.told[places]
        of, future = np.nonzero(asked)
        last = self.last[future]
        alone = self._first(*self._alone(of, future)) == last
        left_out = self._first(*self._without(of, future)) == last
        gain = self.likeness[future] * (1.0 * alone - (self.now == last) + ~left_out)
        return {int(place): math.fsum(gain[of == place]) for place in places}

    def _alone(self, of: Places, future: Places) -> tuple[Points, Flags]:
        """Return what one question and those that depend on it give in each of these futures: k x m and k x n."""
        points, excluded = self.points[of, future], self.excluded[of, future]
        for opener, followers in self.table.followers.items():
            own = of == opener
            points[own], excluded[own] = self._given_by([opener, *followers], future[own])
        return points, excluded

    def _without(self, of: Places, future: Places) -> tuple[Points, Flags]:
        """Return what is given in each of these futures when one question is left out: k x m and k x n.

        Questions that depend on it are left out too.
        """
        most, times_excluded = self.points.max(axis=0), self.excluded.sum(axis=0)
        is_most = self.points == most
        runner_up = np.where(is_most, 0, self.points).max(axis=0)
        is_alone = is_most.sum(axis=0) == 1
        points = np.where(is_most[of, future] & is_alone[future], runner_up[future], most[future]).astype(np.uint8)
        excluded = times_excluded[future] > self.excluded[of, future]
        for opener, followers in self.table.followers.items():
            own = of == opener
            others = [place for place in range(len(self.told)) if place not in (opener, *followers)]
            points[own], excluded[own] = self._given_by(others, future[own])
        return points, excluded

    def _given_by(self, places: list[int], futures: Places) -> tuple[Points, Flags]:
        """Return what these questions together give in each of these futures: k x m and k x n."""
        points: Points = self.points[places].max(axis=0, initial=0)[futures]
        return points, np.logical_or.reduce(self.excluded[places])[futures]

    def _first(self, points: Points, excluded: Flags) -> Places:
        """Return who comes first with what was given and these points (k x m) and exclusions (k x n)."""
        return self.table.first(np.maximum(points, self.given_points), excluded | self.given_excluded)

    def _likeness(self, answers: Answers) -> Numbers:
        """Return the weight of each decision: the product over the questions answered of how alike the answers are."""
        likeness = np.ones(len(self.table.decisions))
        for slug in answers.choices:
            column = self.table.columns[slug]
            theirs, own = self.table.decisions[:, column], self.given[column]
            same = (theirs & own).sum(axis=1) / np.maximum((theirs | own).sum(axis=1), 1)
            likeness *= np.where(theirs.any(axis=1), _OTHERWISE + (1 - _OTHERWISE) * same, _LEFT_OPEN)
        return likeness

    def _share(self, futures: Flags) -> float:
        total = math.fsum(self.likeness)
        return math.fsum(self.likeness[futures]) / total if total else 0.0
