"""A result to show before any question is asked: the advice for one of the stored projects. Pure."""

from msgspec import Struct

from advisor.advice.recommendation import recommend
from advisor.advice.scenarios import answers_of
from advisor.advice.standing import Standing, standing
from advisor.advice.words import deciding_sentence, placing_sentence
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Scenario, Strength

__all__ = ["Example", "example"]

_SHOWN = 4


class Example(Struct, frozen=True):
    scenario: Scenario
    answers: Answers
    standing: Standing
    sentence: str
    because: str


def example(catalogue: Catalogue) -> Example | None:
    """Return the clearest advice for a project whose right first place is well established and met, if any."""
    established = [scenario for scenario in catalogue.scenarios if scenario.strength is Strength.STRONG]
    standings = [(scenario, standing(catalogue, answers_of(scenario), _SHOWN)) for scenario in established]
    right = [(scenario, found) for scenario, found in standings if _is_right(scenario, found)]
    if not right:
        return None
    scenario, found = max(right, key=lambda pair: _lead(pair[1]))
    answers = answers_of(scenario)
    recommendation = recommend(catalogue, answers)
    return Example(
        scenario=scenario,
        answers=answers,
        standing=found,
        sentence=placing_sentence(catalogue, recommendation),
        because=deciding_sentence(catalogue, recommendation),
    )


def _is_right(scenario: Scenario, found: Standing) -> bool:
    return len(found.leaders) > 1 and found.leaders[0].framework.slug in scenario.right


def _lead(found: Standing) -> int:
    return found.leaders[0].points - found.leaders[1].points
