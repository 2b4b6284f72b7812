"""Do the stored scenarios get a right first place? They guard the catalogue like a test."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from advisor.advice.recommendation import totals
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Scenario, Strength
from comparisons.ranking.additive import ranks

__all__ = ["Outcome", "Played", "Tally", "answers_of", "judged", "play", "tally"]

_STRENGTHS = {Strength.STRONG: 1.0, Strength.MEDIUM: 0.6, Strength.WEAK: 0.3}


class Outcome(StrEnum):
    RIGHT = "right"
    NEUTRAL = "neutral"
    GRAVE = "grave"


class Played(Struct, frozen=True):
    """A scenario with the first three places that the advice gives it."""

    scenario: Scenario
    outcome: Outcome
    first: tuple[str, ...]

    @property
    def took_the_chosen_one(self) -> bool:
        return bool(self.first) and self.first[0] in self.scenario.chosen

    @property
    def right_among_three(self) -> bool:
        return bool(set(self.first) & set(self.scenario.right))


class Tally(Struct, frozen=True):
    """Shares between 0 and 1: averaged within a group, then over groups by strength."""

    right: float
    neutral: float
    grave: float
    chosen: float
    right_among_three: float


def answers_of(scenario: Scenario) -> Answers:
    return Answers(choices={answer.question: answer.choices for answer in scenario.answers})


def play(catalogue: Catalogue) -> tuple[Played, ...]:
    """Return every scenario of a catalogue with what its advice says."""
    return tuple(judged(scenario, totals(catalogue, answers_of(scenario))) for scenario in catalogue.scenarios)


def judged(scenario: Scenario, ranked: Mapping[str, float]) -> Played:
    """Return how a scenario comes out when these frameworks are ranked with these totals."""
    from_first = sorted(zip(ranks(list(ranked.values())), ranked, strict=True))
    first = tuple(framework for _, framework in from_first[:3])
    return Played(scenario=scenario, outcome=_judge(scenario, first), first=first)


def _judge(scenario: Scenario, first: tuple[str, ...]) -> Outcome:
    if first and first[0] in scenario.right:
        return Outcome.RIGHT
    return Outcome.GRAVE if first and first[0] in scenario.unacceptable else Outcome.NEUTRAL


def tally(played: Iterable[Played]) -> Tally:
    """Return the shares of each outcome. A group counts once, with the mean strength of its scenarios."""
    groups: dict[str, list[Played]] = defaultdict(list)
    for one in played:
        groups[one.scenario.group].append(one)
    rows = [_group_row(group) for group in groups.values()]
    total = sum(strength for strength, _ in rows)
    if total == 0:
        return Tally(right=0, neutral=0, grave=0, chosen=0, right_among_three=0)
    return Tally(*(sum(strength * shares[i] for strength, shares in rows) / total for i in range(5)))


def _group_row(group: list[Played]) -> tuple[float, tuple[float, ...]]:
    strength = sum(_STRENGTHS[one.scenario.strength] for one in group) / len(group)
    marks = [
        [
            one.outcome is Outcome.RIGHT,
            one.outcome is Outcome.NEUTRAL,
            one.outcome is Outcome.GRAVE,
            one.took_the_chosen_one,
            one.right_among_three,
        ]
        for one in group
    ]
    return strength, tuple(sum(column) / len(group) for column in zip(*marks, strict=True))
