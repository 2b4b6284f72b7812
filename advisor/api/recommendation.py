"""The recommendation as typed data, for the API and the JSON export of a result. Pure.

The docstrings of the types are published in the OpenAPI document.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from advisor.advice.counterfactuals import counterfactuals
from advisor.advice.recommendation import Placed, Recommendation, Unranked, recommend
from advisor.advice.robustness import RERUNS, deciding_unknowns, robustness, weaknesses
from advisor.advice.sensitivity import deciding_score, sensitivity
from advisor.advice.wording import VERDICTS, answer_sentence, requirement_words
from advisor.answers.among import retired_of_named
from advisor.answers.flow import applicable_answers
from advisor.answers.priorities import StatedRequirement
from advisor.answers.query import Answers
from advisor.api.types import Answer, Count, EditionName, Share, Typed
from comparisons.catalogue.value import Catalogue, Importance
from comparisons.ranking.sensitivity import StabilityInterval

if TYPE_CHECKING:
    from comparisons.editions.store import Edition

T = TypeVar("T", bound=Typed)


class MadeChoice(Typed, frozen=True, kw_only=True):
    question: str
    choice: str


class LevelSaid(Typed, frozen=True, kw_only=True):
    """A criterion that counts; all weights sum to 1."""

    criterion: str
    importance: Importance
    points: Count
    weight: Share
    set_by: tuple[MadeChoice, ...]
    by_hand: bool


class MustHave(Typed, frozen=True, kw_only=True):
    """`set_by` is null where it was set by hand."""

    criterion: str
    at_least: float | None
    at_most: float | None
    one_of: tuple[str, ...] | None
    words: str
    set_by: MadeChoice | None


class Missed(MustHave, frozen=True, kw_only=True):
    """A must-have, and what was found instead; null where nothing is known."""

    found: float | str | None
    reason: str | None
    sources: tuple[str, ...]


class Contribution(Typed, frozen=True, kw_only=True):
    criterion: str
    contribution: Share
    points: int
    known: bool


class PlacedSaid(Typed, frozen=True, kw_only=True):
    """Contributions sum to the total, their points to its points."""

    framework: str
    total: float
    lowest: float
    highest: float
    known_share: float
    points: int
    contributions: tuple[Contribution, ...]


class Ranked(PlacedSaid, frozen=True, kw_only=True):
    rank: Annotated[int, Meta(ge=1)]


class Unconfirmed(PlacedSaid, frozen=True, kw_only=True):
    """Nobody knows whether it meets the must-haves in `open`."""

    open: tuple[Missed, ...]


class Excluded(PlacedSaid, frozen=True, kw_only=True):
    """It misses the must-haves in `failed`."""

    failed: tuple[Missed, ...]


class OnCriterion(Typed, frozen=True, kw_only=True):
    framework: str
    criterion: str


class RobustnessSaid(Typed, frozen=True, kw_only=True):
    """How sure the first place is: how often it stays first when priorities and scores are drawn anew."""

    verdict: str
    first_in_percent: Annotated[int, Meta(ge=0, le=100)]
    reruns: Count
    shortlist: tuple[str, ...]
    too_close: tuple[str, ...]
    very_weak: tuple[OnCriterion, ...]
    deciding_unknowns: tuple[OnCriterion, ...]


class WeightInterval(Typed, frozen=True, kw_only=True):
    """The first place stays while the weight is within these bounds."""

    criterion: str
    weight: Share
    stays_first_from: float
    stays_first_to: float
    first_below: str | None
    first_above: str | None


class LeastShift(Typed, frozen=True, kw_only=True):
    """The least weight to move for the rival to draw level: from `sources` (criterion, weight) to `target`."""

    rival: str
    mass: float
    sources: tuple[tuple[str, float], ...]
    target: str


class LeastScoreChange(Typed, frozen=True, kw_only=True):
    alternative: str
    criterion: str
    before: float
    after: float


class OtherAnswer(Typed, frozen=True, kw_only=True):
    question: str
    choices: tuple[str, ...]


class OtherFirst(Typed, frozen=True, kw_only=True):
    """Answers after which another framework comes first."""

    first: str
    lead: float
    changes: tuple[OtherAnswer, ...]


class SensitivitySaid(Typed, frozen=True, kw_only=True):
    weights: tuple[WeightInterval, ...]
    least_shift: LeastShift | None
    least_score_change: LeastScoreChange | None
    answers: tuple[OtherFirst, ...]


class RecommendationAnswer(Answer, frozen=True, kw_only=True):
    """The ranking for some answers, with everything that it rests on (docs/data.md says what each part holds).

    `retired` are those of `among` that are retired, and so not ranked.
    """

    answers: dict[str, tuple[str, ...]]
    among: tuple[str, ...] | None
    retired: tuple[str, ...]
    dropped: tuple[str, ...]
    summary: str
    equal_weights: bool
    levels: tuple[LevelSaid, ...]
    not_considered: tuple[str, ...]
    requirements: tuple[MustHave, ...]
    ranking: tuple[Ranked, ...]
    unconfirmed: tuple[Unconfirmed, ...]
    robustness: RobustnessSaid | None
    sensitivity: SensitivitySaid | None
    excluded: tuple[Excluded, ...]


def recommendation_answer(edition: "Edition", answers: Answers, dropped: Iterable[str] = ()) -> RecommendationAnswer:
    """Return the recommendation with its robustness and sensitivity. Values and weights are 0..1, points of 100.

    `dropped` are the names of what the address held and this edition does not know.
    """
    catalogue = edition.catalogue
    found = recommend(catalogue, answers)
    return RecommendationAnswer(
        edition=EditionName(number=edition.number, published_at=edition.published_at, digest=edition.digest),
        answers=applicable_answers(catalogue, answers),
        among=answers.among or None,
        retired=tuple(framework.slug for framework in retired_of_named(catalogue, answers)),
        dropped=tuple(dropped),
        summary=answer_sentence(catalogue, found),
        equal_weights=found.no_priorities,
        levels=tuple(_same_fields(level, LevelSaid) for level in found.priorities),
        not_considered=tuple(level.criterion for level in found.not_considered),
        requirements=tuple(MustHave(**_requirement_fields(catalogue, stated)) for stated in found.requirements),
        ranking=tuple(Ranked(rank=placed.rank, **_placed_fields(placed)) for placed in found.ranking),
        unconfirmed=tuple(
            Unconfirmed(open=_requirements_of(catalogue, unranked), **_placed_fields(unranked.placed))
            for unranked in found.unconfirmed
        ),
        robustness=_robustness(catalogue, found),
        sensitivity=_sensitivity(catalogue, answers, found),
        excluded=tuple(
            Excluded(failed=_requirements_of(catalogue, unranked), **_placed_fields(unranked.placed))
            for unranked in found.excluded
        ),
    )


def _same_fields(value: object, target: type[T]) -> T:
    """Convert a value to a type of the API that has the same field names."""
    return msgspec.convert(value, target, from_attributes=True)


def _requirement_fields(catalogue: Catalogue, stated: StatedRequirement) -> dict[str, Any]:
    requirement = stated.requirement
    return {
        "criterion": requirement.criterion,
        "at_least": requirement.at_least,
        "at_most": requirement.at_most,
        "one_of": requirement.one_of or None,
        "words": requirement_words(catalogue, requirement),
        "set_by": _same_fields(stated.set_by, MadeChoice) if stated.set_by else None,
    }


def _placed_fields(placed: Placed) -> dict[str, Any]:
    return {
        "framework": placed.framework,
        "total": placed.total,
        "lowest": placed.lowest,
        "highest": placed.highest,
        "known_share": placed.known_share,
        "points": placed.points,
        "contributions": tuple(_same_fields(part, Contribution) for part in placed.parts),
    }


def _requirements_of(catalogue: Catalogue, unranked: Unranked) -> tuple[Missed, ...]:
    scores = catalogue.framework_by_slug[unranked.framework].score_by_criterion
    found = [(stated, scores.get(stated.requirement.criterion)) for stated in unranked.requirements]
    return tuple(
        Missed(
            found=score.value if score else None,
            reason=score.reason if score else None,
            sources=score.sources if score else (),
            **_requirement_fields(catalogue, stated),
        )
        for stated, score in found
    )


def _robustness(catalogue: Catalogue, recommendation: Recommendation) -> RobustnessSaid | None:
    found = robustness(catalogue, recommendation)
    if found is None:
        return None
    return RobustnessSaid(
        verdict=VERDICTS[found.band],
        first_in_percent=found.percent,
        reruns=RERUNS,
        shortlist=found.shortlist,
        too_close=found.too_close,
        very_weak=tuple(_same_fields(weakness, OnCriterion) for weakness in weaknesses(recommendation)),
        deciding_unknowns=tuple(_same_fields(score, OnCriterion) for score in deciding_unknowns(recommendation)),
    )


def _sensitivity(catalogue: Catalogue, answers: Answers, recommendation: Recommendation) -> SensitivitySaid | None:
    found = sensitivity(catalogue, recommendation)
    if found is None:
        return None
    change = deciding_score(catalogue, recommendation)
    return SensitivitySaid(
        weights=tuple(map(_interval, found.intervals)),
        least_shift=_same_fields(found.shift, LeastShift) if found.shift else None,
        least_score_change=_same_fields(change, LeastScoreChange) if change else None,
        answers=tuple(_same_fields(found, OtherFirst) for found in counterfactuals(catalogue, answers)),
    )


def _interval(interval: StabilityInterval) -> WeightInterval:
    return WeightInterval(
        criterion=interval.criterion,
        weight=interval.weight,
        stays_first_from=interval.low,
        stays_first_to=interval.high,
        first_below=interval.below,
        first_above=interval.above,
    )
