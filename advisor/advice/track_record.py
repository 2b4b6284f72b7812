"""How the advice did on the decisions in the catalogue: how often each verdict was right, and how soon. Pure."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from advisor.advice.elicitation.next_question import next_question
from advisor.advice.recommendation import recommend
from advisor.advice.robustness import robustness
from advisor.advice.scenarios import Outcome, answers_of, scenario_result, scenario_results
from advisor.answers.flow import topic_questions, topics_are_due
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Scenario
from comparisons.ranking.bands import Band

# The two-sided 95 % quantile of the normal distribution.
_Z = 1.959964


class Share(Struct, frozen=True):
    """`count` of `total`, and the ends of the 95 % interval of the share (0..1)."""

    count: int
    total: int
    lowest: float
    highest: float

    @property
    def words(self) -> str:
        """'34 of 35 (95% interval 86% to 100%)', or 'none' of nothing."""
        if not self.total:
            return "none"
        return f"{self.count} of {self.total} (95% interval {self.lowest:.0%} to {self.highest:.0%})"


def share(count: int, total: int) -> Share:
    """Return a share with its score interval (Wilson 1927). Of nothing, the interval is 0 to 1.

    >>> share(19, 20).words
    '19 of 20 (95% interval 76% to 99%)'
    """
    if not total:
        return Share(count, total, 0.0, 1.0)
    middle = (count + _Z**2 / 2) / (total + _Z**2)
    half = _Z / (total + _Z**2) * math.sqrt(count * (total - count) / total + _Z**2 / 4)
    return Share(count, total, max(0.0, middle - half), min(1.0, middle + half))


class Record(Struct, frozen=True):
    """How often the first place was a right one, the very one taken, and an unacceptable one."""

    right: Share
    chosen: Share
    grave: Share


def record(catalogue: Catalogue, *, aside: bool) -> Record:
    """Return the record on the decisions that are set aside, or on the others. Each counts once."""
    results = scenario_results(catalogue, aside=aside)
    outcomes = Counter(result.outcome for result in results)
    return Record(
        right=share(outcomes[Outcome.RIGHT], len(results)),
        chosen=share(sum(result.first_is_chosen for result in results), len(results)),
        grave=share(outcomes[Outcome.GRAVE], len(results)),
    )


def right_by_band(catalogue: Catalogue, scenarios: Iterable[Scenario]) -> dict[Band, Share]:
    """Return how often each verdict's first place was a right one. Decisions with fewer than two ranked have none."""
    given, right = Counter[Band](), Counter[Band]()
    for scenario in scenarios:
        recommendation = recommend(catalogue, answers_of(scenario))
        found = robustness(catalogue, recommendation)
        if found is not None:
            ranked = {placed.framework: placed.total for placed in recommendation.ranking}
            given[found.band] += 1
            right[found.band] += scenario_result(scenario, ranked).outcome is Outcome.RIGHT
    return {band: share(right[band], given[band]) for band in Band}


class Walk(Struct, frozen=True):
    """A decision told to the wizard: the questions it asked, and whether the first place is that of all answers.

    `told` (0..1) is the share of decisions like it in which the wizard said, when it stopped, that this is so.
    """

    questions: int
    told: float
    is_same: bool


def walks(catalogue: Catalogue) -> tuple[Walk, ...]:
    """Return what the wizard asks of each decision, knowing only the others.

    The topics picked are those on which a decision says something. What else it left open is passed.
    """
    return tuple(
        _walk(
            replace(catalogue, scenarios=tuple(other for other in catalogue.scenarios if other is not scenario)),
            answers_of(scenario),
        )
        for scenario in catalogue.scenarios
    )


def _walk(catalogue: Catalogue, own: Answers) -> Walk:
    answers, asked = Answers(), 0
    while (step := next_question(catalogue, answers)).question is not None and not step.is_enough:
        asked += 1
        answers = answers.with_choices(step.question.slug, own.choices.get(step.question.slug, ()))
        if topics_are_due(catalogue, answers):
            told = (q.slug for q in topic_questions(catalogue, answers) if q.slug in own.choices)
            answers, asked = replace(answers, topics=tuple(told)), asked + 1
    return Walk(questions=asked, told=step.stays, is_same=_first(catalogue, answers) == _first(catalogue, own))


def _first(catalogue: Catalogue, answers: Answers) -> tuple[str, ...]:
    return tuple(placed.framework for placed in recommend(catalogue, answers).first)


def percentile(numbers: Sequence[int], percent: int) -> int:
    """Return the smallest of the numbers that at least so many percent of them do not exceed.

    >>> percentile([1, 2, 3, 10], 50)
    2
    """
    return sorted(numbers)[max(0, math.ceil(len(numbers) * percent / 100) - 1)]
