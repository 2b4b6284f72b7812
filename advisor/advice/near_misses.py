"""Frameworks that a single requirement keeps out, and the requirements to relax where none is left. Pure."""

from msgspec import Struct
from msgspec.structs import replace

from advisor.advice.recommendation import Recommendation, Unranked, totals
from advisor.answers.priorities import StatedRequirement
from advisor.answers.query import Answers
from comparisons.catalogue.house_rules import HOUSE_RULE
from comparisons.catalogue.value import Catalogue
from comparisons.ranking.additive import TOLERANCE

_PAIR = 2


class NearMiss(Struct, frozen=True):
    """A framework that a single requirement keeps out, and the rank that it would have, or share, without that."""

    unranked: Unranked
    stated: StatedRequirement
    rank: int
    is_shared: bool


def near_misses(recommendation: Recommendation) -> tuple[NearMiss, ...]:
    """Return the frameworks that a single requirement keeps out of the ranking, the best first.

    Weights stay as they are, even if the choice that set the requirement also gives importance.
    """
    totals = [placed.total for placed in recommendation.ranking]
    found = [
        NearMiss(
            unranked=unranked,
            stated=unranked.requirements[0],
            rank=1 + sum(t > unranked.placed.total + TOLERANCE for t in totals),
            is_shared=any(abs(t - unranked.placed.total) <= TOLERANCE for t in totals),
        )
        for unranked in (*recommendation.excluded, *recommendation.unconfirmed)
        if len(unranked.requirements) == 1
    ]
    return tuple(sorted(found, key=lambda miss: (miss.rank, -miss.unranked.placed.total)))


class Relaxation(Struct, frozen=True):
    """Requirements to drop, or one to relax to `bound`; the answers then, and the frameworks that are then ranked."""

    requirements: tuple[StatedRequirement, ...]
    bound: float | None
    answers: Answers
    frameworks: tuple[str, ...]


def relaxations(catalogue: Catalogue, answers: Answers, recommendation: Recommendation) -> tuple[Relaxation, ...]:
    """Return what brings frameworks back where requirements leave none, the most frameworks first.

    Each requirement is dropped, and relaxed as little as brings any back; pairs are dropped if no single one helps. A
    requirement that a choice set is dropped with the choice, so what then passes is worked out anew.
    """
    stated = recommendation.requirements
    tried = [_relaxed(catalogue, answers, recommendation, one) for one in stated]
    tried += [_dropped(catalogue, answers, (one,)) for one in stated]
    if not any(tried):
        unranked = (*recommendation.excluded, *recommendation.unconfirmed)
        pairs = dict.fromkeys(one.requirements for one in unranked if len(one.requirements) == _PAIR)
        tried = [_dropped(catalogue, answers, pair) for pair in pairs]
    by_frameworks: dict[tuple[object, ...], Relaxation] = {}
    for found in tried:
        if found is not None:
            by_frameworks.setdefault((found.requirements, found.frameworks), found)
    return tuple(sorted(by_frameworks.values(), key=lambda found: -len(found.frameworks)))


def _dropped(catalogue: Catalogue, answers: Answers, requirements: tuple[StatedRequirement, ...]) -> Relaxation | None:
    for stated in requirements:
        answers = without_requirement(answers, stated)
    return _relaxation(catalogue, requirements, None, answers)


def _relaxed(
    catalogue: Catalogue, answers: Answers, recommendation: Recommendation, stated: StatedRequirement
) -> Relaxation | None:
    """Return the least relaxation of a bound that brings a framework back, if it fails nothing else."""
    criterion = stated.requirement.criterion
    scores = [
        catalogue.framework_by_slug[unranked.framework].score_by_criterion[criterion].value
        for unranked in recommendation.excluded
        if unranked.requirements == (stated,) and not stated.requirement.one_of
    ]
    values = [value for value in scores if not isinstance(value, str)]
    if not values:
        return None
    bound = min(values) if stated.requirement.at_most is not None else max(values)
    relaxed = replace(answers, requirements=answers.requirements | {criterion: bound})
    return _relaxation(catalogue, (stated,), bound, relaxed) if bound else None


def _relaxation(
    catalogue: Catalogue, requirements: tuple[StatedRequirement, ...], bound: float | None, answers: Answers
) -> Relaxation | None:
    left = totals(catalogue, answers)
    frameworks = tuple(sorted(left, key=lambda slug: (-left[slug], slug)))
    return Relaxation(requirements, bound, answers, frameworks) if frameworks else None


def without_requirement(answers: Answers, stated: StatedRequirement) -> Answers:
    """Return the answers without a requirement: without the one set by hand, or without the choice that set it."""
    origin = stated.set_by
    if stated.requirement.criterion == HOUSE_RULE:
        return replace(answers, house="")
    if origin is None:
        requirements = {
            slug: bound for slug, bound in answers.requirements.items() if slug != stated.requirement.criterion
        }
        return replace(answers, requirements=requirements)
    choices = tuple(slug for slug in answers.choices.get(origin.question, ()) if slug != origin.choice)
    return answers.with_choices(origin.question, choices)
