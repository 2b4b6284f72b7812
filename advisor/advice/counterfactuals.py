"""Counterfactuals: the smallest changes of answers that change the first place. Pure.

Exact, not sampled: every other answer to every question is tried, and pairs of them if no single one changes the first
place. A criterion's points are the maximum over all choices made, so all other answers to a question are evaluated at
once against the maximum over the remaining questions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from advisor.advice.recommendation import considered
from advisor.answers.flow import asked_questions
from advisor.answers.priorities import requirements_of
from advisor.answers.query import Answers
from comparisons.bounded_cache import BoundedCache
from comparisons.catalogue.familiarity import impartial_criteria
from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue, Choice, Question, Requirement
from comparisons.performance import meets, table_of
from comparisons.ranking.additive import TOLERANCE
from comparisons.ranking.screening import Outcome
from comparisons.ranking.weights import SWING_POINTS

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
# Points by criterion, and for each requirement its criterion and the frameworks that meet it.
ChoiceEffect = tuple[Floats, tuple[tuple[str, Bools], ...]]
# The same for several choices: points by criterion, and the frameworks that meet all requirements.
ChoiceEffects = tuple[Floats, Bools]

# Values are rounded to multiples of 2^-44: with points of at most 8 on up to 64 criteria that leaves room in a float.
_FINEST = 2.0**44
# Cache sizes in bytes, for each edition. Questions with several choices have many answers.
_MAX_EFFECTS, _MAX_OTHERS = 2**20, 2**21
# Bytes of another answer besides its effects, roughly.
_CHANGE = 400


class AnswerChange(Struct, frozen=True):
    """Other choices for a question; empty means not sure."""

    question: str
    choices: tuple[str, ...]


# A question's slug and the choices made of it.
AnsweredQuestion = tuple[str, tuple[str, ...]]
# Other answers to a question, and what each does: points t x m, who meets its must-haves t x n.
OtherAnswers = tuple[list[AnswerChange], ChoiceEffects]


class Counterfactual(Struct, frozen=True):
    """Changes of answers after which `first` comes first, with a `lead` (0..1) over the next."""

    changes: tuple[AnswerChange, ...]
    first: str
    lead: float


def counterfactuals(catalogue: Catalogue, answers: Answers, most: int = 3) -> tuple[Counterfactual, ...]:
    """Return at most `most` changes of answers that change the first place, the largest lead first.

    Single changes if there are any, else pairs. For each new first place only the one with the largest lead.
    """
    trials = _Trials(catalogue, answers)
    before = trials.first(answers)
    found = list(trials.single_changes(answers, before)) or list(trials.pairs_of_changes(answers, before))
    found.sort(key=lambda counterfactual: -counterfactual.lead)
    by_first: dict[str, Counterfactual] = {}
    for counterfactual in found:
        by_first.setdefault(counterfactual.first, counterfactual)
    return tuple(by_first.values())[:most]


class _Trials:
    """The values of frameworks and the effects of choices that all trials share."""

    def __init__(self, catalogue: Catalogue, answers: Answers) -> None:
        self.catalogue = catalogue
        table = table_of(catalogue)
        self.all = len(table.alternatives)
        self.criteria = {slug: column for column, slug in enumerate(table.criteria)}
        counting = impartial_criteria(catalogue)
        self.unasked = np.array([float(slug in counting) for slug in table.criteria])
        self.own_levels = {self.criteria[slug]: SWING_POINTS[level] for slug, level in answers.levels.items()}
        self.own_requirements = answers.requirements
        own = requirements_of(catalogue, Answers(requirements=answers.requirements))
        wanted = {framework.slug for framework in considered(catalogue, answers)}
        passing = _meeting(catalogue, [stated.requirement for stated in own])
        passing &= np.array([slug in wanted for slug in table.alternatives], dtype=np.bool_)
        # Only these frameworks can come first, whatever the answers.
        self.columns = np.flatnonzero(passing)
        self.names = [table.alternatives[column] for column in self.columns]
        # Rounded so far that sums of values times points are exact: no order of adding them changes a bit.
        self.values: Floats = np.rint(table.arrays[1][self.columns].T * _FINEST) / _FINEST
        # Requirements set by hand replace those of choices, so effects are then not shared between visitors.
        caches = _Caches() if answers.requirements else _caches(catalogue)
        self._effects, self._others = caches.effects, caches.others
        # Those that this visit has met: most trials ask for the same ones, and the shared cache takes a lock.
        self._met: dict[AnsweredQuestion, ChoiceEffects] = {}

    @cached_property
    def none(self) -> ChoiceEffects:
        return np.zeros(len(self.criteria)), np.ones(self.all, dtype=np.bool_)

    def effect(self, question: Question, choices: tuple[str, ...]) -> ChoiceEffects:
        """Return the points by criterion that an answer gives, and the frameworks that meet its requirements."""
        key = question.slug, choices
        if key in self._met:
            return self._met[key]
        found = self._effects.get(key)
        if found is None:
            made = [self._choice_effect(question, choice) for choice in question.choices if choice.slug in choices]
            points = np.maximum.reduce([self.none[0], *(p for p, _ in made)])
            passing = np.logical_and.reduce([self.none[1], *(mask for _, mask in made)])
            found = points, passing
            self._effects.put(key, found)
        self._met[key] = found
        return found

    def others(self, question: Question, made: tuple[str, ...]) -> OtherAnswers:
        """Return every other answer to a question, and its effects."""
        key = question.slug, made
        found = self._others.get(key)
        if found is None:
            changes = [AnswerChange(question=question.slug, choices=other) for other in other_answers(question, made)]
            effects = [self.effect(question, change.choices) for change in changes]
            found = changes, _stacked(effects or [self.none])
            self._others.put(key, found)
        return found

    def _choice_effect(self, question: Question, choice: Choice) -> ChoiceEffects:
        points, required = _choices(self.catalogue)[question.slug, choice.slug]
        masks = [mask for criterion, mask in required if criterion not in self.own_requirements]
        return points, np.logical_and.reduce([self.none[1], *masks])

    def totals(self, points: Floats, passing: Bools) -> Floats:
        """Return the totals (t x n, 0..1) of the frameworks that can come first; -inf if a requirement fails."""
        points = points.copy()
        for column, own in self.own_levels.items():
            points[:, column] = own
        points[points.sum(axis=1) == 0] = self.unasked
        totals = points @ self.values / points.sum(axis=1, keepdims=True)
        return np.where(passing[:, self.columns], totals, -np.inf)

    def first(self, answers: Answers) -> str | None:
        """Return the framework in first place, by slug among ties; None if none passes."""
        points, passing = self._of(asked_questions(self.catalogue, answers), answers)
        totals = self.totals(points[None, :], passing[None, :])[0]
        return self.names[int(_first(totals))] if np.isfinite(totals.max(initial=-np.inf)) else None

    def _of(self, asked: Sequence[Question], answers: Answers) -> ChoiceEffects:
        """Return the effect of all answers to the questions asked."""
        effects = [self.effect(q, answers.choices.get(q.slug, ())) for q in asked]
        points = np.maximum.reduce([self.none[0], *(p for p, _ in effects)])
        return points, np.logical_and.reduce([self.none[1], *(mask for _, mask in effects)])

    def single_changes(self, answers: Answers, before: str | None) -> Iterator[Counterfactual]:
        for change, first, lead in self._trials(answers, before):
            yield Counterfactual(changes=(change,), first=first, lead=lead)

    def pairs_of_changes(self, answers: Answers, before: str | None) -> Iterator[Counterfactual]:
        """Yield the pairs of changes that change the first place. The second question comes after the first."""
        order = [question.slug for question in self.catalogue.questions]
        for question in asked_questions(self.catalogue, answers):
            for choices in other_answers(question, answers.choices.get(question.slug, ())):
                changed = answers.with_choices(question.slug, choices)
                own = AnswerChange(question=question.slug, choices=choices)
                later = order[order.index(question.slug) + 1 :]
                for change, first, lead in self._trials(changed, before, later):
                    yield Counterfactual(changes=(own, change), first=first, lead=lead)

    def _trials(
        self, answers: Answers, before: str | None, only: Sequence[str] | None = None
    ) -> Iterator[tuple[AnswerChange, str, float]]:
        """Yield the other answers to the questions asked that change the first place, with the new one and its lead."""
        made = answers.choices
        asked = asked_questions(self.catalogue, answers)
        current = [self.effect(q, made.get(q.slug, ())) for q in asked]
        found = [self.others(q, made.get(q.slug, ())) for q in asked if only is None or q.slug in only]
        changes = [change for own, _ in found for change in own]
        if not changes or not self.names:
            return
        places = {question.slug: place for place, question in enumerate(asked)}
        rows = [places[change.question] for change in changes]
        rest = self._without_each(current)
        points, passing = _both((rest[0][rows], rest[1][rows]), _joined([effects for own, effects in found if own]))
        deciding = _conditions(self.catalogue)
        for row, change in enumerate(changes):
            if change.question in deciding and self._changes_questions(change, made):
                points[row], passing[row] = self._after(answers, change)
        yield from self._firsts(changes, points, passing, before)

    def _without_each(self, effects: Sequence[ChoiceEffects]) -> ChoiceEffects:
        """Return for each effect the effect of all others together."""
        points, passing = _stacked([self.none, *effects, self.none])
        before = np.maximum.accumulate(points), np.logical_and.accumulate(passing)
        behind = np.maximum.accumulate(points[::-1])[::-1], np.logical_and.accumulate(passing[::-1])[::-1]
        return _both((before[0][:-2], before[1][:-2]), (behind[0][2:], behind[1][2:]))

    def _changes_questions(self, change: AnswerChange, made: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether another answer may change which of the questions that were answered are asked."""
        now = made.get(change.question, ())
        return any(
            condition.choices.isdisjoint(now) != condition.choices.isdisjoint(change.choices)
            for condition in _conditions(self.catalogue).get(change.question, ())
            if condition.of in made
        )

    def _after(self, answers: Answers, change: AnswerChange) -> ChoiceEffects:
        changed = answers.with_choices(change.question, change.choices)
        return self._of(asked_questions(self.catalogue, changed), changed)

    def _firsts(
        self, changes: Sequence[AnswerChange], points: Floats, passing: Bools, before: str | None
    ) -> Iterator[tuple[AnswerChange, str, float]]:
        totals = self.totals(points, passing)
        firsts = _first(totals)
        ordered = np.sort(totals, axis=1)
        best = ordered[:, -1]
        next_best = ordered[:, -2] if ordered.shape[1] > 1 else np.full(len(best), -np.inf)
        leads = best - np.where(np.isfinite(next_best), next_best, 0.0)
        others = np.isfinite(leads)
        if before is not None:
            others &= firsts != self.names.index(before)
        for row in np.flatnonzero(others).tolist():
            lead = float(leads[row])
            # Rounded, so that equal leads stay in the order of the questions.
            yield changes[row], self.names[firsts[row]], round(lead, 9) if lead > TOLERANCE else 0.0


def _first(totals: Floats) -> NDArray[np.intp]:
    """Return the column of the highest total along the last axis, the first one of those that tie."""
    firsts: NDArray[np.intp] = (totals >= totals.max(axis=-1, keepdims=True) - TOLERANCE).argmax(axis=-1)
    return firsts


def _stacked(effects: Sequence[ChoiceEffects]) -> ChoiceEffects:
    return np.array([points for points, _ in effects]), np.array([passing for _, passing in effects])


def _joined(effects: Sequence[ChoiceEffects]) -> ChoiceEffects:
    return np.concatenate([points for points, _ in effects]), np.concatenate([passing for _, passing in effects])


def _both(one: ChoiceEffects, other: ChoiceEffects) -> ChoiceEffects:
    return np.maximum(one[0], other[0]), one[1] & other[1]


class _Condition(Struct, frozen=True):
    """The question `of` this slug is asked only after one of these choices."""

    of: str
    choices: frozenset[str]


@memo
def _conditions(catalogue: Catalogue) -> dict[str, list[_Condition]]:
    """Return the conditions on each question that other questions have."""
    found: dict[str, list[_Condition]] = {}
    for question in catalogue.questions:
        for condition in question.conditions:
            found.setdefault(condition.question, []).append(_Condition(question.slug, frozenset(condition.choices)))
    return found


class _Caches:
    """Effects of answers, and the other answers to questions."""

    def __init__(self) -> None:
        self.effects: BoundedCache[AnsweredQuestion, ChoiceEffects] = BoundedCache(_MAX_EFFECTS, _effects_size)
        self.others: BoundedCache[AnsweredQuestion, OtherAnswers] = BoundedCache(_MAX_OTHERS, _others_size)


@memo
def _caches(catalogue: Catalogue) -> _Caches:
    return _Caches()


def _effects_size(key: AnsweredQuestion, effects: ChoiceEffects) -> int:
    points, passing = effects
    return len(repr(key)) + points.nbytes + passing.nbytes


def _others_size(key: AnsweredQuestion, others: OtherAnswers) -> int:
    changes, effects = others
    return len(changes) * _CHANGE + _effects_size(key, effects)


@memo
def _choices(catalogue: Catalogue) -> dict[tuple[str, str], ChoiceEffect]:
    """Return the effect of each choice."""
    return {
        (question.slug, choice.slug): _choice_effect(catalogue, choice)
        for question in catalogue.questions
        for choice in question.choices
    }


def _choice_effect(catalogue: Catalogue, choice: Choice) -> ChoiceEffect:
    points = {effect.criterion: SWING_POINTS[effect.importance] for effect in choice.effects}
    row = np.array([points.get(slug, 0) for slug in table_of(catalogue).criteria], dtype=np.float64)
    required = tuple((r.criterion, _meeting(catalogue, [r])) for r in choice.requirements)
    return row, required


def _meeting(catalogue: Catalogue, requirements: Iterable[Requirement]) -> Bools:
    """Return which published frameworks meet all requirements, by row of the table."""
    asked = tuple(requirements)
    rows = [
        all(meets(requirement, framework) is Outcome.PASS for requirement in asked)
        for framework in catalogue.published_frameworks
    ]
    return np.array(rows, dtype=np.bool_)


def other_answers(question: Question, made: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the answers one step away: another choice or none; for several choices, one more or one less."""
    if not question.multiple:
        yield from ((choice.slug,) for choice in question.choices if choice.slug not in made)
        if made:
            yield ()
        return
    alone = {choice.slug for choice in question.choices if choice.exclusive}
    for choice in question.choices:
        if choice.slug in made:
            yield tuple(slug for slug in made if slug != choice.slug)
        elif choice.exclusive:
            yield (choice.slug,)
        else:
            wanted = {*made, choice.slug} - alone
            yield tuple(c.slug for c in question.choices if c.slug in wanted)
