"""Which question to ask next, and whether the rest can still matter. Pure.

What a visitor may still answer is foretold from the decisions in the catalogue: each, weighted by how much its answers
are like those given so far, says once how the other questions may be answered. A question is worth the share of these
futures in which its answer changes the first place when asked now, and when left out at the end (the expected value of
information, with a loss of 1 for a wrong first place: Raiffa and Schlaifer 1961). That the shares are added, and what
counts as alike, is ours.

Counts are whole numbers (choice_table.py), so that all machines ask in the same order.
"""

import math
from collections.abc import Iterable

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from advisor.advice.elicitation.choice_table import NOBODY, Flags, Numbers, choice_table
from advisor.answers.flow import asked_questions
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Question

# How alike a decision is that answers a question otherwise, and one that leaves it open; 1 for the same answer (ours).
_OTHERWISE, _LEFT_OPEN = 0.35, 0.6
# The wizard stops when nothing that is left changes the first place in this share of decisions like the visitor's.
ENOUGH = 0.85


class NextQuestion(Struct, frozen=True):
    """The question to ask next, None if none is left.

    `stays` (0..1) is the share of decisions like this one in which nothing that is left changes the first place.
    `is_settled`: no answer at all can change it any more.
    """

    question: Question | None
    stays: float
    is_settled: bool = False

    @property
    def is_enough(self) -> bool:
        return self.is_settled or self.stays >= ENOUGH

    @property
    def of_20(self) -> int:
        """`stays` in twentieths, rounded down."""
        return int(20 * self.stays + 1e-9)


def next_question(catalogue: Catalogue, answers: Answers) -> NextQuestion:
    """Return what to ask next. The first question of the catalogue opens, and none is asked twice.

    Without decisions to foretell from, all questions are asked in the catalogue's order.
    """
    asked = asked_questions(catalogue, answers)
    askable = [question for question in asked if not answers.is_done(question.slug)]
    if not askable:
        return NextQuestion(question=None, stays=1.0, is_settled=True)
    if len(askable) == len(asked) or not (catalogue.scenarios_in_use and catalogue.published_frameworks):
        return NextQuestion(question=askable[0], stays=0.0)
    return _Futures(catalogue, answers).best_of(askable)


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
    """How the decisions of a catalogue go on from a visitor's answers: one future for each decision."""

    def __init__(self, catalogue: Catalogue, answers: Answers) -> None:
        self.choices = choice_table(catalogue)
        self.considered = np.array([not answers.among or f in answers.among for f in self.choices.frameworks])
        self.answered = self.choices.row(answers.choices)
        self.given = self.choices.keep_asked(self.answered[None].copy())
        self.given_tally = self.choices.tally(self.given)
        self.done = self._columns(q.slug for q in catalogue.questions if answers.is_done(q.slug))
        made = self.choices.decisions.copy()
        made[:, self.done] = self.given[:, self.done]
        self.futures = self.choices.keep_asked(made)
        self.futures_tally = self.choices.tally(self.futures)
        self.likeness = self._likeness(answers)
        self.now = int(self.choices.first(self.given_tally, self.considered)[0])
        self.at_last = self.choices.first(self.futures_tally, self.considered)

    def best_of(self, questions: Iterable[Question]) -> NextQuestion:
        """Return the question whose answer changes the first place most often; of equals the first."""
        question = max(questions, key=self._worth)
        return NextQuestion(question, stays=self._share(self.at_last == self.now), is_settled=self._is_settled())

    def between(self, question: Question) -> tuple[str, ...]:
        """Return today's first place and the likeliest other after this question; empty if there is none."""
        first = self._first_if_asked(question)
        others = {int(i): self._share(first == i) for i in np.unique(first) if i not in (self.now, NOBODY)}
        if not others or self.now == NOBODY:
            return ()
        return tuple(self.choices.frameworks[i] for i in (self.now, max(others, key=others.__getitem__)))

    def _worth(self, question: Question) -> float:
        """Return how often an answer changes the first place, alone and beside all others, 0..2."""
        alone, at_last = self._first_if_asked(question), self._first_without(question)
        return self._share(alone != self.now) + self._share(at_last != self.at_last)

    def _first_if_asked(self, question: Question) -> NDArray[np.intp]:
        """Return who comes first in each future when this is the only question still answered."""
        column = self.choices.columns[question.slug]
        answered, which = np.unique(self.futures[:, column], axis=0, return_inverse=True)
        made = np.repeat(self.given, len(answered), axis=0)
        made[:, column] = answered
        return self.choices.first(self.choices.tally(made), self.considered)[which.reshape(-1)]

    def _first_without(self, question: Question) -> NDArray[np.intp]:
        """Return who comes first in each future when only this question is left out."""
        column = self.choices.columns[question.slug]
        if question.slug not in self.choices.opening:
            left = self.futures_tally.plus(self.choices.tally(self.futures, column), sign=-1)
            return self.choices.first(left, self.considered)
        made = self.futures.copy()
        made[:, column] = False
        return self.choices.first(self.choices.tally(self.choices.keep_asked(made)), self.considered)

    def _is_settled(self) -> bool:
        """Whether no rival can draw level, even if each criterion gets what speaks most for the rival."""
        if self.now == NOBODY:
            return True
        fixed = np.zeros(len(self.choices.numbers), dtype=np.bool_)
        fixed[self.done] = True
        # Answers to questions that are not asked now may count later.
        open_ones = np.flatnonzero(~fixed | (self.answered & ~self.given[0]))
        if self.choices.excludes[open_ones, self.now].any():
            return False
        least = self.choices.points[self.given[0]].max(axis=0, initial=0)
        most = np.maximum(least, self.choices.points[open_ones].max(axis=0, initial=0))
        ahead = self.choices.values[:, [self.now]] - self.choices.values  # m x n
        least_ahead = np.where(ahead < 0, most[:, None], least[:, None]) * ahead
        rivals = self.considered & (self.given_tally.excluded[0] == 0)
        rivals[self.now] = False
        return bool((least_ahead.sum(axis=0)[rivals] > 0).all())

    def _likeness(self, answers: Answers) -> Numbers:
        """Return the weight of each decision: the product over the questions answered of how alike the answers are."""
        likeness = np.ones(len(self.choices.decisions))
        for slug in answers.choices:
            column = self.choices.columns[slug]
            theirs, own = self.choices.decisions[:, column], self.given[:, column]
            same = (theirs & own).sum(axis=1) / np.maximum((theirs | own).sum(axis=1), 1)
            likeness *= np.where(theirs.any(axis=1), _OTHERWISE + (1 - _OTHERWISE) * same, _LEFT_OPEN)
        return likeness

    def _share(self, futures: Flags) -> float:
        total = math.fsum(self.likeness)
        return math.fsum(self.likeness[futures]) / total if total else 0.0

    def _columns(self, questions: Iterable[str]) -> NDArray[np.intp]:
        columns = [self.choices.columns[slug] for slug in questions]
        return np.concatenate([np.arange(c.start, c.stop) for c in columns] or [np.empty(0, dtype=np.intp)])
