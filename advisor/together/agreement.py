"""Where the members of a group agree and where they disagree. Pure.

How far member p prefers framework a to b is the lead G_p. Scores are shared, so two members' leads can differ only by
their weights, and the difference is a sum over criteria:

    G_p = U_pa - U_pb = sum_j w_pj (v_aj - v_bj)
    G_p - G_q         = sum_j (w_pj - w_qj) (v_aj - v_bj)

The summands w_j (v_aj - v_bj) explain why a is placed before b (Klein, Decision-Theoretic Intelligent Systems, 1994).
That their differences explain a disagreement of p and q is ours. A criterion contributes only if the weights differ
*and* a and b differ on it. Of several members, the two with the largest and the smallest lead are compared.
"""

import math
from collections.abc import Sequence

from msgspec import Struct

from advisor.advice.recommendation import Placed
from advisor.together.group import Group, Member
from comparisons.catalogue.value import Catalogue, Requirement
from comparisons.ranking.additive import TOLERANCE, rounded_parts

# Each level of importance doubles the weight. Weights at most half a level apart count as the same.
_HALF_A_LEVEL = math.sqrt(2)


class SharedWeight(Struct, frozen=True):
    """A criterion that weighs about the same for all members: the lowest and highest weight, in 0..1."""

    criterion: str
    lowest: float
    highest: float


class Difference(Struct, frozen=True):
    """What a criterion contributes to the difference of two leads: `exact` in -1..1, `points` of 100 as shown."""

    criterion: str
    exact: float
    points: int


class Disagreement(Struct, frozen=True):
    """How members differ on two frameworks.

    `leads` has, for each member, the points of 100 (as shown) by which `one` is ahead of `other`. `most` and `least`
    are the members with the largest and the smallest lead, and `points` is the difference of these leads. The points
    of the differences add up to it; the largest difference comes first.
    """

    one: str
    other: str
    leads: tuple[int, ...]
    most: Member
    least: Member
    points: int
    differences: tuple[Difference, ...]


class RequirementAgreement(Struct, frozen=True):
    """A requirement of the group: the members who set it or a stricter one, the others, and what it excludes."""

    requirement: Requirement
    people: tuple[str, ...]
    others: tuple[str, ...]
    excludes: tuple[str, ...]


def in_all_first(group: Group, places: int = 3) -> tuple[str, ...]:
    """Return the frameworks ranked among the first `places` by every member, in the order of the mean."""
    firsts = [{p.framework for p in one.recommendation.ranking if p.rank <= places} for one in group.members]
    return tuple(p.framework for p in group.ranked.ranking if all(p.framework in own for own in firsts))


def excluded_by_all(group: Group) -> tuple[str, ...]:
    """Return the frameworks that fail requirements of every member, not necessarily the same ones."""
    excluded = [{one.framework for one in member.recommendation.excluded} for member in group.members]
    return tuple(one.framework for one in group.ranked.excluded if all(one.framework in own for own in excluded))


def shared_weights(group: Group) -> tuple[SharedWeight, ...]:
    """Return the criteria with a weight for every member and about the same weight for all, heaviest first."""
    found = []
    for criterion in sorted(group.weights, key=lambda slug: -group.weights[slug]):
        own = [member.weights[criterion] for member in group.members]
        if min(own) > 0 and max(own) / min(own) <= _HALF_A_LEVEL:
            found.append(SharedWeight(criterion=criterion, lowest=min(own), highest=max(own)))
    return tuple(found)


def requirement_agreements(group: Group) -> tuple[RequirementAgreement, ...]:
    """Return all requirements; those that not every member has come first."""
    found = []
    for shared in group.requirements:
        people = [member.name for member in group.members if _has_requirement(member, shared.requirement)]
        found.append(
            RequirementAgreement(
                requirement=shared.requirement,
                people=tuple(people),
                others=tuple(member.name for member in group.members if member.name not in people),
                excludes=_excludes(group, shared.requirement),
            )
        )
    return tuple(sorted(found, key=lambda agreement: not agreement.others))


def _has_requirement(member: Member, requirement: Requirement) -> bool:
    return any(_implies(stated.requirement, requirement) for stated in member.recommendation.requirements)


def _implies(own: Requirement, other: Requirement) -> bool:
    """Whether everything that meets `own` also meets `other`."""
    if own.criterion != other.criterion:
        return False
    if other.one_of:
        return bool(own.one_of) and set(own.one_of) <= set(other.one_of)
    if other.at_least is not None:
        return own.at_least is not None and own.at_least >= other.at_least
    return own.at_most is not None and other.at_most is not None and own.at_most <= other.at_most


def _excludes(group: Group, requirement: Requirement) -> tuple[str, ...]:
    failing = (*group.ranked.excluded, *group.ranked.unconfirmed)
    return tuple(one.framework for one in failing if requirement in [stated.requirement for stated in one.requirements])


def disagreements(catalogue: Catalogue, group: Group) -> tuple[Disagreement, ...]:
    """Compare the framework ranked first under the mean with each rival, the highest-ranked rival first.

    Rivals are the members' favourites among the frameworks that meet all requirements. If all members favour the
    first, the second under the mean is the rival. Empty if fewer than two frameworks are ranked.
    """
    order = [placed.framework for placed in group.ranked.ranking]
    if len(order) < 2:
        return ()
    favourites = {_favourite(member, order) for member in group.members}
    rivals = [slug for slug in order[1:] if slug in favourites] or [order[1]]
    return tuple(_disagreement(catalogue, group, order[0], rival) for rival in rivals)


def _favourite(member: Member, among: Sequence[str]) -> str:
    """Return the framework that the member ranks highest among some; ties are broken by the order of `among`."""
    left = [placed for placed in member.recommendation.ranking if placed.framework in among]
    best = [placed.framework for placed in left if placed.rank == left[0].rank]
    return next(slug for slug in among if slug in best)


def _disagreement(catalogue: Catalogue, group: Group, one: str, other: str) -> Disagreement:
    pairs = [(member.placed[one], member.placed[other]) for member in group.members]
    exact = [ahead.total - behind.total for ahead, behind in pairs]
    leads = [ahead.points - behind.points for ahead, behind in pairs]
    most, least = exact.index(max(exact)), exact.index(min(exact))
    points = leads[most] - leads[least]
    criteria = [criterion.slug for criterion in catalogue.rated_criteria]
    return Disagreement(
        one=one,
        other=other,
        leads=tuple(leads),
        most=group.members[most],
        least=group.members[least],
        points=points,
        differences=_differences(criteria, _gaps(*pairs[most]), _gaps(*pairs[least]), points),
    )


def _gaps(ahead: Placed, behind: Placed) -> dict[str, float]:
    parts = zip(ahead.parts, behind.parts, strict=True)
    return {mine.criterion: mine.contribution - theirs.contribution for mine, theirs in parts}


def _differences(
    criteria: Sequence[str], most: dict[str, float], least: dict[str, float], points: int
) -> tuple[Difference, ...]:
    exact = {slug: most.get(slug, 0.0) - least.get(slug, 0.0) for slug in criteria}
    moving = {slug: difference for slug, difference in exact.items() if abs(difference) > TOLERANCE}
    _, shown = rounded_parts([100 * difference for difference in moving.values()], total=points)
    differences = [
        Difference(criterion=slug, exact=moving[slug], points=p) for slug, p in zip(moving, shown, strict=True)
    ]
    return tuple(sorted(differences, key=lambda difference: -abs(difference.exact)))
