"""Where people agree, and what divides them. Pure.

What divides two people on two frameworks a and b is the difference of their leads. Scores are the same for both, so
only weights can make it, and the sum falls apart by criterion:

    G_p = U_pa - U_pb = sum_j w_pj (v_aj - v_bj)         how far p puts a ahead of b
    G_p - G_q         = sum_j (w_pj - w_qj) (v_aj - v_bj)

The summands w_j (v_aj - v_bj) are the usual reasons for putting a before b (Klein, Decision-Theoretic Intelligent
Systems, 1994); their differences are the reasons why p and q do not see it alike. A criterion counts there only if
the weights differ *and* a and b differ on it: others may be argued about, and change nothing. Of several people the
two are taken whose leads lie furthest apart; all others lie between them.
"""

import math
from collections.abc import Sequence

from msgspec import Struct

from advisor.advice.recommendation import Placed
from advisor.together.group import Group, Member
from comparisons.catalogue.value import Catalogue, Requirement
from comparisons.ranking.additive import TOLERANCE, rounded_parts

__all__ = [
    "Alike",
    "Division",
    "MustHave",
    "Pull",
    "alike",
    "divisions",
    "excluded_by_all",
    "in_all_first",
    "must_haves",
]

# Importance goes in steps that double; weights less than half a step apart are the same to the nearest step.
_HALF_A_STEP = math.sqrt(2)


class Alike(Struct, frozen=True):
    """A criterion that weighs about the same for all; weights of 1."""

    criterion: str
    lowest: float
    highest: float


class Pull(Struct, frozen=True):
    """How far one criterion moves the two apart: exact, of 1, and in whole points of 100 as shown."""

    criterion: str
    exact: float
    points: int


class Division(Struct, frozen=True):
    """What divides the people on two frameworks.

    `leads` says for each member, in points as shown, how far `one` is ahead of `other`. `most` and `least` are the
    members whose leads lie furthest apart, by `points`; the pulls add up to that, the strongest first.
    """

    one: str
    other: str
    leads: tuple[int, ...]
    most: Member
    least: Member
    points: int
    pulls: tuple[Pull, ...]


class MustHave(Struct, frozen=True):
    """A must-have: who set it, or a stricter one, who did not, and the frameworks that it leaves out for all."""

    requirement: Requirement
    people: tuple[str, ...]
    others: tuple[str, ...]
    leaves_out: tuple[str, ...]


def in_all_first(group: Group, places: int = 3) -> tuple[str, ...]:
    """Return the frameworks that everybody has among their first, in the order of the mean."""
    firsts = [{p.framework for p in one.recommendation.ranking if p.rank <= places} for one in group.members]
    return tuple(p.framework for p in group.ranked.ranking if all(p.framework in own for own in firsts))


def excluded_by_all(group: Group) -> tuple[str, ...]:
    """Return the frameworks that miss must-haves of every single one, though maybe not the same."""
    excluded = [{one.framework for one in member.recommendation.excluded} for member in group.members]
    return tuple(one.framework for one in group.ranked.excluded if all(one.framework in own for own in excluded))


def alike(group: Group) -> tuple[Alike, ...]:
    """Return the criteria that count for all and weigh about the same, the weightiest first."""
    found = []
    for criterion in sorted(group.weights, key=lambda slug: -group.weights[slug]):
        own = [member.weights[criterion] for member in group.members]
        if min(own) > 0 and max(own) / min(own) <= _HALF_A_STEP:
            found.append(Alike(criterion=criterion, lowest=min(own), highest=max(own)))
    return tuple(found)


def must_haves(group: Group) -> tuple[MustHave, ...]:
    """Return all must-haves, first those that not everybody has."""
    found = []
    for demand in group.demands:
        people = [member.name for member in group.members if _demands(member, demand.requirement)]
        found.append(
            MustHave(
                requirement=demand.requirement,
                people=tuple(people),
                others=tuple(member.name for member in group.members if member.name not in people),
                leaves_out=_leaves_out(group, demand.requirement),
            )
        )
    return tuple(sorted(found, key=lambda must_have: not must_have.others))


def _demands(member: Member, requirement: Requirement) -> bool:
    return any(_implies(need.requirement, requirement) for need in member.recommendation.needs)


def _implies(own: Requirement, other: Requirement) -> bool:
    """Tell whether whatever meets the one meets the other too."""
    if own.criterion != other.criterion:
        return False
    if other.one_of:
        return bool(own.one_of) and set(own.one_of) <= set(other.one_of)
    if other.at_least is not None:
        return own.at_least is not None and own.at_least >= other.at_least
    return own.at_most is not None and other.at_most is not None and own.at_most <= other.at_most


def _leaves_out(group: Group, requirement: Requirement) -> tuple[str, ...]:
    aside = (*group.ranked.excluded, *group.ranked.unconfirmed)
    return tuple(one.framework for one in aside if requirement in [need.requirement for need in one.needs])


def divisions(catalogue: Catalogue, group: Group) -> tuple[Division, ...]:
    """Return what divides the people on the first place under the mean and its rivals, the nearest rival first.

    Rivals are what others would take of all that meets everybody's must-haves; if all would take the same, the
    second under the mean.
    """
    order = [placed.framework for placed in group.ranked.ranking]
    if len(order) < 2:
        return ()
    favourites = {_favourite(member, order) for member in group.members}
    rivals = [slug for slug in order[1:] if slug in favourites] or [order[1]]
    return tuple(_division(catalogue, group, order[0], rival) for rival in rivals)


def _favourite(member: Member, among: Sequence[str]) -> str:
    """What a member would take of some; of several that tie, the one that stands first there."""
    left = [placed for placed in member.recommendation.ranking if placed.framework in among]
    best = [placed.framework for placed in left if placed.rank == left[0].rank]
    return next(slug for slug in among if slug in best)


def _division(catalogue: Catalogue, group: Group, one: str, other: str) -> Division:
    pairs = [(member.placed[one], member.placed[other]) for member in group.members]
    exact = [ahead.total - behind.total for ahead, behind in pairs]
    leads = [ahead.points - behind.points for ahead, behind in pairs]
    most, least = exact.index(max(exact)), exact.index(min(exact))
    points = leads[most] - leads[least]
    criteria = [criterion.slug for criterion in catalogue.rated_criteria]
    return Division(
        one=one,
        other=other,
        leads=tuple(leads),
        most=group.members[most],
        least=group.members[least],
        points=points,
        pulls=_pulls(criteria, _gaps(*pairs[most]), _gaps(*pairs[least]), points),
    )


def _gaps(ahead: Placed, behind: Placed) -> dict[str, float]:
    parts = zip(ahead.parts, behind.parts, strict=True)
    return {mine.criterion: mine.contribution - theirs.contribution for mine, theirs in parts}


def _pulls(criteria: Sequence[str], most: dict[str, float], least: dict[str, float], points: int) -> tuple[Pull, ...]:
    exact = {slug: most.get(slug, 0.0) - least.get(slug, 0.0) for slug in criteria}
    moving = {slug: pull for slug, pull in exact.items() if abs(pull) > TOLERANCE}
    _, shown = rounded_parts([100 * pull for pull in moving.values()], total=points)
    pulls = [Pull(criterion=slug, exact=moving[slug], points=p) for slug, p in zip(moving, shown, strict=True)]
    return tuple(sorted(pulls, key=lambda pull: -abs(pull.exact)))
