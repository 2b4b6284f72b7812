"""The stored scenarios: whether each gets a right first place, and the ones that pages show as examples. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from advisor.advice.interim import Leader
from advisor.advice.recommendation import Placed, Recommendation, recommend, totals
from advisor.advice.wording import deciding_sentence, joined, placing_sentence
from advisor.answers.flow import applicable_answers
from advisor.answers.query import Answers
from comparisons.catalogue.expected_slugs import FEATURED_SCENARIO
from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue, Framework, Scenario, Strength
from comparisons.ranking.additive import ranks

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


class Example(Struct, frozen=True):
    """The advice for a scenario, which puts a right framework first.

    `places` are the ranked frameworks, first place first; `answered` counts the answers that it rests on.
    """

    scenario: Scenario
    answers: Answers
    recommendation: Recommendation
    places: tuple[tuple[Framework, Placed], ...]
    answered: int
    sentence: str
    because: str
    chosen: str

    @property
    def story(self) -> str:
        """The first sentence of the story: enough to see what kind of project it is."""
        return self.scenario.story.partition(". ")[0].rstrip(".") + "."

    @property
    def leaders(self) -> tuple[Leader, ...]:
        """The first four places, as pages of the wizard show them."""
        return tuple(Leader(framework, placed.rank, placed.points) for framework, placed in self.places[:4])

    @property
    def left_out(self) -> int:
        """How many frameworks miss must-haves, or may miss them."""
        return len(self.recommendation.excluded) + len(self.recommendation.unconfirmed)


@memo
def featured_example(catalogue: Catalogue) -> Example | None:
    """Return the example of the home page: the featured scenario while its advice is right, else the clearest one."""
    featured = (scenario for scenario in catalogue.scenarios if scenario.slug == FEATURED_SCENARIO)
    return _clearest(catalogue, featured) or clearest_example(catalogue)


@memo
def clearest_example(catalogue: Catalogue) -> Example | None:
    """Return the right advice with the widest lead of all well established scenarios, None if there is none."""
    established = (scenario for scenario in catalogue.scenarios if scenario.strength is Strength.STRONG)
    return _clearest(catalogue, established)


def _clearest(catalogue: Catalogue, scenarios: Iterable[Scenario]) -> Example | None:
    played = [(scenario, recommend(catalogue, answers_of(scenario))) for scenario in scenarios]
    right = [(scenario, found) for scenario, found in played if _is_right(scenario, found)]
    return _example(catalogue, *max(right, key=lambda pair: _lead(pair[1]))) if right else None


def _is_right(scenario: Scenario, found: Recommendation) -> bool:
    return not found.no_priorities and len(found.ranking) > 1 and found.ranking[0].framework in scenario.right


def _lead(found: Recommendation) -> int:
    return found.ranking[0].points - found.ranking[1].points


def _example(catalogue: Catalogue, scenario: Scenario, found: Recommendation) -> Example:
    answers, frameworks = answers_of(scenario), catalogue.framework_by_slug
    return Example(
        scenario=scenario,
        answers=answers,
        recommendation=found,
        places=tuple((frameworks[placed.framework], placed) for placed in found.ranking),
        answered=len(applicable_answers(catalogue, answers)),
        sentence=placing_sentence(catalogue, found),
        because=deciding_sentence(catalogue, found),
        chosen=joined([frameworks[slug].name for slug in scenario.chosen]),
    )
