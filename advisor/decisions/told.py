"""What the advice says today about a real decision, beside what the project chose. Pure."""

from msgspec import Struct

from advisor.advice.recommendation import Recommendation, recommend
from advisor.advice.robustness import verdict_of
from advisor.advice.scenarios import answers_of
from advisor.advice.wording import deciding_sentence, ordinal, placing_sentence
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Framework, Scenario
from comparisons.catalogue.wording import joined

# How many places of the ranking are shown.
_PLACES = 5


class Told(Struct, frozen=True):
    """The advice for the `answers` of a decision.

    `places` are framework, rank and points out of 100. `comparison` says how it stands to what the project took.
    """

    answers: Answers
    places: tuple[tuple[Framework, int, int], ...]
    sentence: str
    because: str
    verdict: str
    comparison: str


def told(catalogue: Catalogue, decision: Scenario) -> Told:
    """Return what the advice says for the answers of a decision."""
    answers = answers_of(decision)
    found = recommend(catalogue, answers)
    return Told(
        answers=answers,
        places=tuple(
            (catalogue.framework_by_slug[placed.framework], placed.rank, placed.points)
            for placed in found.ranking[:_PLACES]
        ),
        sentence=placing_sentence(catalogue, found),
        because=deciding_sentence(catalogue, found),
        verdict=verdict_of(catalogue, found),
        comparison=_comparison(catalogue, decision, found),
    )


def _comparison(catalogue: Catalogue, decision: Scenario, found: Recommendation) -> str:
    """Return how the advice stands to what the project took. Empty if what it took is not in the catalogue."""
    if not decision.chosen:
        return ""
    if any(placed.framework in decision.chosen for placed in found.first):
        return "Our advice and the project agree."
    return f"Our advice differs: {joined([_standing(catalogue, found, slug) for slug in decision.chosen])}."


def _standing(catalogue: Catalogue, found: Recommendation, slug: str) -> str:
    name = catalogue.framework_by_slug[slug].name_with_status
    rank = next((placed.rank for placed in found.ranking if placed.framework == slug), None)
    if rank is not None:
        return f"it puts {name}, which the project chose, in {ordinal(rank)} place"
    if any(one.framework == slug for one in found.excluded):
        return f"it rules out {name}, which the project chose"
    return f"it does not rank {name}, which the project chose"
