"""Recommendation -> typed data, for the API and the JSON export of a result. Pure."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec.structs import replace

from advisor.advice.counterfactuals import counterfactuals
from advisor.advice.notices import notices
from advisor.advice.recommendation import Placed, Recommendation, Unranked, recommend
from advisor.advice.robustness import RERUNS, deciding_unknowns, robustness, weaknesses
from advisor.advice.sensitivity import deciding_score, sensitivity
from advisor.advice.wording import VERDICTS, answer_sentence, requirement_words
from advisor.answers.among import retired_of_named
from advisor.answers.flow import applicable_answers
from advisor.answers.priorities import StatedRequirement
from advisor.answers.query import Answers
from advisor.api.figures import figure, figures_of_parts
from advisor.api.recommendation_types import (
    Contribution,
    Excluded,
    LeastScoreChange,
    LeastShift,
    LevelSaid,
    MadeChoice,
    Missed,
    MustHave,
    NoticeSaid,
    OnCriterion,
    OtherFirst,
    Ranked,
    RecommendationAnswer,
    RobustnessSaid,
    SensitivitySaid,
    Unconfirmed,
    WeightInterval,
)
from advisor.api.types import EditionName, Typed
from comparisons.catalogue.house_rules import score_on
from comparisons.catalogue.value import Catalogue
from comparisons.ranking.sensitivity import ScoreChange, StabilityInterval, WeightShift

if TYPE_CHECKING:
    from comparisons.editions.store import Edition

T = TypeVar("T", bound=Typed)


def recommendation_answer(edition: "Edition", answers: Answers, dropped: Iterable[str] = ()) -> RecommendationAnswer:
    """Return the recommendation with its robustness and sensitivity. Values and weights are 0..1, points of 100.

    `dropped` are the names of what the address held and this edition does not know.
    """
    catalogue, dropped = edition.catalogue, tuple(dropped)
    found = recommend(catalogue, answers)
    return RecommendationAnswer(
        edition=EditionName(number=edition.number, published_at=edition.published_at, digest=edition.digest),
        answers=applicable_answers(catalogue, answers),
        among=answers.among or None,
        retired=tuple(framework.slug for framework in retired_of_named(catalogue, answers)),
        dropped=dropped,
        summary=answer_sentence(catalogue, found),
        notices=tuple(NoticeSaid(state=one.state.value, words=one.words) for one in notices(catalogue, answers, found)),
        equal_weights=found.no_priorities,
        levels=_levels(found),
        not_considered=tuple(level.criterion for level in found.not_considered),
        requirements=tuple(MustHave(**_requirement_fields(catalogue, stated)) for stated in found.requirements),
        ranking=tuple(Ranked(rank=placed.rank, **_placed_fields(catalogue, placed)) for placed in found.ranking),
        unconfirmed=tuple(
            Unconfirmed(open=_requirements_of(catalogue, unranked), **_placed_fields(catalogue, unranked.placed))
            for unranked in found.unconfirmed
        ),
        robustness=_robustness(catalogue, found),
        sensitivity=_sensitivity(catalogue, answers, found),
        excluded=tuple(
            Excluded(failed=_requirements_of(catalogue, unranked), **_placed_fields(catalogue, unranked.placed))
            for unranked in found.excluded
        ),
    )


def _levels(recommendation: Recommendation) -> tuple[LevelSaid, ...]:
    weights = _weights(recommendation)
    return tuple(
        _same_fields(replace(level, weight=weights[level.criterion]), LevelSaid) for level in recommendation.priorities
    )


def _weights(recommendation: Recommendation) -> dict[str, float]:
    """Return the weights above 0, by criterion, as they are made public."""
    levels = recommendation.priorities
    _, weights = figures_of_parts([level.weight for level in levels])
    return {level.criterion: weight for level, weight in zip(levels, weights, strict=True)}


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


def _placed_fields(catalogue: Catalogue, placed: Placed) -> dict[str, Any]:
    total, contributions = figures_of_parts([part.contribution for part in placed.parts])
    return {
        "framework": placed.framework,
        "total": total,
        "lowest": figure(placed.lowest),
        "highest": figure(placed.highest),
        "known_share": figure(placed.known_share),
        "points": placed.points,
        "contributions": tuple(
            Contribution(criterion=part.criterion, contribution=contribution, points=part.points, known=part.known)
            for part, contribution in zip(placed.parts, contributions, strict=True)
        ),
        "house_rule": catalogue.framework_by_slug[placed.framework].house_rule,
    }


def _requirements_of(catalogue: Catalogue, unranked: Unranked) -> tuple[Missed, ...]:
    framework = catalogue.framework_by_slug[unranked.framework]
    found = [(stated, score_on(framework, stated.requirement.criterion)) for stated in unranked.requirements]
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
    change, weights = deciding_score(catalogue, recommendation), _weights(recommendation)
    return SensitivitySaid(
        weights=tuple(_interval(interval, weights[interval.criterion]) for interval in found.intervals),
        least_shift=_least_shift(found.shift) if found.shift else None,
        least_score_change=_least_score_change(change) if change else None,
        answers=tuple(
            _same_fields(replace(other, lead=figure(other.lead)), OtherFirst)
            for other in counterfactuals(catalogue, answers)
        ),
    )


def _interval(interval: StabilityInterval, weight: float) -> WeightInterval:
    return WeightInterval(
        criterion=interval.criterion,
        weight=weight,
        stays_first_from=figure(interval.low),
        stays_first_to=figure(interval.high),
        first_below=interval.below,
        first_above=interval.above,
    )


def _least_shift(shift: WeightShift) -> LeastShift:
    mass, parts = figures_of_parts([part for _, part in shift.sources])
    sources = tuple((criterion, part) for (criterion, _), part in zip(shift.sources, parts, strict=True))
    return LeastShift(rival=shift.rival, mass=mass, sources=sources, target=shift.target)


def _least_score_change(change: ScoreChange) -> LeastScoreChange:
    return LeastScoreChange(
        alternative=change.alternative,
        criterion=change.criterion,
        before=figure(change.before),
        after=figure(change.after),
    )
