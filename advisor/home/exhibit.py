"""The result that the home page shows: the advice for a real project of the catalogue. Pure."""

from msgspec import Struct

from advisor.advice.doubts import VERDICTS
from advisor.advice.example import example
from advisor.advice.recommendation import Placed, recommend
from advisor.advice.robustness import robustness
from advisor.advice.scenarios import answers_of
from advisor.advice.words import deciding_sentence, joined
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Framework, Scenario

__all__ = ["Exhibit", "exhibit"]

# A close call between the two that most people ask about. Where it is gone, the clearest of all will do.
_PREFERRED = "case-33"
_SHOWN = 5


class Exhibit(Struct, frozen=True):
    """`bars` are the first places, `left_out` how many miss must-haves, `chosen` what the project itself took."""

    scenario: Scenario
    answers: Answers
    bars: tuple[tuple[Framework, Placed], ...]
    because: str
    verdict: str
    left_out: int
    chosen: str

    @property
    def story(self) -> str:
        """The first sentence of the story: enough to see what kind of project it is."""
        return self.scenario.story.partition(". ")[0].rstrip(".") + "."


def exhibit(catalogue: Catalogue) -> Exhibit | None:
    """Return advice that is known to be right, the preferred one if it still is; None where there is none.

    It depends on the catalogue alone, which carries it.
    """
    if "exhibit" not in catalogue.__dict__:
        catalogue.__dict__["exhibit"] = _chosen(catalogue)
    found: Exhibit | None = catalogue.__dict__["exhibit"]
    return found


def _chosen(catalogue: Catalogue) -> Exhibit | None:
    preferred = (one for one in catalogue.scenarios if one.slug == _PREFERRED and _is_right(catalogue, one))
    if found := next((_exhibit(catalogue, scenario) for scenario in preferred), None):
        return found
    clearest = example(catalogue)
    return _exhibit(catalogue, clearest.scenario) if clearest else None


def _is_right(catalogue: Catalogue, scenario: Scenario) -> bool:
    first = recommend(catalogue, answers_of(scenario)).ranking[:1]
    return any(placed.framework in scenario.right for placed in first)


def _exhibit(catalogue: Catalogue, scenario: Scenario) -> Exhibit | None:
    answers = answers_of(scenario)
    recommendation = recommend(catalogue, answers)
    sure = robustness(catalogue, recommendation)
    if sure is None:
        return None
    frameworks = catalogue.framework_by_slug
    return Exhibit(
        scenario=scenario,
        answers=answers,
        bars=tuple((frameworks[placed.framework], placed) for placed in recommendation.ranking[:_SHOWN]),
        because=deciding_sentence(catalogue, recommendation),
        verdict=VERDICTS[sure.band],
        left_out=len(recommendation.excluded) + len(recommendation.unconfirmed),
        chosen=joined([frameworks[slug].name for slug in scenario.chosen]),
    )
