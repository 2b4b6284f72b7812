"""Frameworks that a single requirement keeps out, and the requirement to relax. Pure."""

from msgspec import Struct
from msgspec.structs import replace

from advisor.advice.recommendation import Recommendation, Unranked
from advisor.answers.priorities import StatedRequirement
from advisor.answers.query import Answers
from comparisons.ranking.additive import TOLERANCE


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


def requirement_to_relax(recommendation: Recommendation) -> tuple[StatedRequirement, int] | None:
    """Return the requirement that alone keeps out most frameworks, and their number; None if none does alone."""
    unranked = (*recommendation.excluded, *recommendation.unconfirmed)
    counts = [
        (stated, sum(framework.requirements == (stated,) for framework in unranked))
        for stated in recommendation.requirements
    ]
    freeing = [(stated, freed) for stated, freed in counts if freed]
    return max(freeing, key=lambda pair: pair[1]) if freeing else None


def without_requirement(answers: Answers, stated: StatedRequirement) -> Answers:
    """Return the answers without a requirement: without the one set by hand, or without the choice that set it."""
    origin = stated.set_by
    if origin is None:
        requirements = {
            slug: bound for slug, bound in answers.requirements.items() if slug != stated.requirement.criterion
        }
        return replace(answers, requirements=requirements)
    choices = tuple(slug for slug in answers.choices.get(origin.question, ()) if slug != origin.choice)
    return answers.with_choices(origin.question, choices)
