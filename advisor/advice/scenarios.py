"""The stored scenarios: the outcomes of the advice for them, and the examples that pages show. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from advisor.advice.interim import Leader
from advisor.advice.recommendation import Placed, Recommendation, recommend, totals
from advisor.advice.wording import deciding_sentence, placing_sentence
from advisor.answers.flow import applicable_answers
from advisor.answers.query import Answers
from comparisons.catalogue.expected_slugs import FEATURED_SCENARIO
from comparisons.catalogue.familiarity import familiarity_criteria
from comparisons.catalogue.memo import memo
from comparisons.catalogue.names import slug_now
from comparisons.catalogue.value import SCENARIOS, Catalogue, Framework, Scenario, Strength
from comparisons.catalogue.wording import in_sentence, joined
from comparisons.ranking.additive import ranks

_STRENGTHS = {Strength.STRONG: 1.0, Strength.MEDIUM: 0.6, Strength.WEAK: 0.3}


class Outcome(StrEnum):
    RIGHT = "right"
    NEUTRAL = "neutral"
    GRAVE = "grave"


class ScenarioResult(Struct, frozen=True):
    """The outcome of the advice for a scenario, and its first three places."""

    scenario: Scenario
    outcome: Outcome
    first: tuple[str, ...]

    @property
    def first_is_chosen(self) -> bool:
        return bool(self.first) and self.first[0] in self.scenario.chosen

    @property
    def right_among_three(self) -> bool:
        return bool(set(self.first) & set(self.scenario.right))


class Tally(Struct, frozen=True):
    """Shares (0..1) of all scenarios: the mean in each group, then the mean of groups weighted by strength (ours)."""

    right: float
    neutral: float
    grave: float
    chosen: float
    right_among_three: float


def answers_of(scenario: Scenario) -> Answers:
    return Answers(choices={answer.question: answer.choices for answer in scenario.answers})


def scenario_results(catalogue: Catalogue, *, aside: bool = False) -> tuple[ScenarioResult, ...]:
    """Return the result of each scenario of a catalogue that is not set aside, or with `aside` of each that is."""
    played = (one for one in catalogue.scenarios if one.aside) if aside else catalogue.scenarios_in_use
    return tuple(scenario_result(scenario, totals(catalogue, answers_of(scenario))) for scenario in played)


def scenario_result(scenario: Scenario, ranked: Mapping[str, float]) -> ScenarioResult:
    """Return the result of a scenario under these totals (0..1) by framework."""
    from_first = sorted(zip(ranks(list(ranked.values())), ranked, strict=True))
    first = tuple(framework for _, framework in from_first[:3])
    return ScenarioResult(scenario=scenario, outcome=_outcome(scenario, first), first=first)


def _outcome(scenario: Scenario, first: tuple[str, ...]) -> Outcome:
    if first and first[0] in scenario.right:
        return Outcome.RIGHT
    return Outcome.GRAVE if first and first[0] in scenario.unacceptable else Outcome.NEUTRAL


def tally(results: Iterable[ScenarioResult]) -> Tally:
    """Return the shares of outcomes. The weight of a group is the mean strength of its scenarios."""
    groups: dict[str, list[ScenarioResult]] = defaultdict(list)
    for result in results:
        groups[result.scenario.group].append(result)
    rows = [_group_row(group) for group in groups.values()]
    total = sum(strength for strength, _ in rows)
    if total == 0:
        return Tally(right=0, neutral=0, grave=0, chosen=0, right_among_three=0)
    return Tally(*(sum(strength * shares[i] for strength, shares in rows) / total for i in range(5)))


def _group_row(group: list[ScenarioResult]) -> tuple[float, tuple[float, ...]]:
    strength = sum(_STRENGTHS[result.scenario.strength] for result in group) / len(group)
    marks = [
        [
            result.outcome is Outcome.RIGHT,
            result.outcome is Outcome.NEUTRAL,
            result.outcome is Outcome.GRAVE,
            result.first_is_chosen,
            result.right_among_three,
        ]
        for result in group
    ]
    return strength, tuple(sum(column) / len(group) for column in zip(*marks, strict=True))


class Example(Struct, frozen=True):
    """The advice for a scenario whose first place is right.

    `places` are the ranked frameworks in order; `answered` counts the answers that count.
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
        """The first sentence of the story."""
        return self.scenario.story.partition(". ")[0].rstrip(".") + "."

    @property
    def leaders(self) -> tuple[Leader, ...]:
        """The first four places."""
        return tuple(Leader(framework, placed.rank, placed.points) for framework, placed in self.places[:4])

    @property
    def unranked(self) -> int:
        """The number of excluded and unconfirmed frameworks."""
        return len(self.recommendation.excluded) + len(self.recommendation.unconfirmed)


@memo
def featured_example(catalogue: Catalogue) -> Example | None:
    """Return the example of the home page: the featured scenario if its advice is right, else the clearest example."""
    slug = slug_now(catalogue, SCENARIOS, FEATURED_SCENARIO)
    featured = (scenario for scenario in catalogue.scenarios_in_use if scenario.slug == slug)
    return _clearest(catalogue, featured) or clearest_example(catalogue)


@memo
def clearest_example(catalogue: Catalogue) -> Example | None:
    """Return the right advice with the largest lead among scenarios of strong evidence, None if there is none."""
    established = (scenario for scenario in catalogue.scenarios_in_use if scenario.strength is Strength.STRONG)
    return _clearest(catalogue, established)


def _clearest(catalogue: Catalogue, scenarios: Iterable[Scenario]) -> Example | None:
    advised = [(scenario, recommend(catalogue, answers_of(scenario))) for scenario in scenarios]
    right = [(scenario, found) for scenario, found in advised if _is_right(scenario, found)]
    # That a team already knows Django says little to others.
    telling = [pair for pair in right if not _is_decided_by_familiarity(catalogue, pair[1])]
    return _example(catalogue, *max(telling or right, key=lambda pair: _lead(pair[1]))) if right else None


def _is_decided_by_familiarity(catalogue: Catalogue, found: Recommendation) -> bool:
    """Return whether what decides, in words, names a criterion about knowing one framework."""
    said = deciding_sentence(catalogue, found)
    names = (catalogue.criterion_by_slug[slug].name for slug in familiarity_criteria(catalogue))
    return any(in_sentence(name) in said for name in names)


def _is_right(scenario: Scenario, found: Recommendation) -> bool:
    is_decided = not found.no_priorities and len(found.ranking) > 1 and len(found.first) == 1
    return is_decided and found.first[0].framework in scenario.right


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
