"""The recommendations of a group's members, and the group's own under the mean of their weights. Pure.

Members share the scores and differ in weights and requirements. With additive values and shared value functions the
group's value is also additive, and its weights are a weighted sum of the members' (Baucells and Sarin, Group Decisions
with Multiple Criteria, Management Science 49(8), 2003). All members count the same:

    w_j = (1/n) sum_p w_pj      and therefore, by linearity,      U_a = (1/n) sum_p U_pa

So the group prefers what all members prefer. Requirements are not averaged: the group will use one framework, and
points for others cannot compensate for what a member cannot do without. A requirement of any member screens for all,
and the pages name the members who set it. If a member considers only some frameworks, the group considers no others.
"""

import math
from collections.abc import Sequence

from msgspec import Struct

from advisor.advice.recommendation import Placed, Ranked, Recommendation, rank, recommend
from advisor.answers.priorities import StatedRequirement
from advisor.together.query import Person
from comparisons.catalogue.value import Catalogue, Requirement


class Member(Struct, frozen=True):
    """A person with their recommendation. `among` are the only frameworks they consider; empty means all."""

    name: str
    recommendation: Recommendation
    among: tuple[str, ...] = ()

    def considers(self, framework: str) -> bool:
        return not self.among or framework in self.among

    @property
    def first(self) -> tuple[str, ...]:
        """The frameworks in first place: several if they tie, none if nothing meets the requirements."""
        return tuple(placed.framework for placed in self.recommendation.first)

    @property
    def weights(self) -> dict[str, float]:
        return {level.criterion: level.weight for level in self.recommendation.levels}

    @property
    def placed(self) -> dict[str, Placed]:
        """The member's valuation of every framework considered, including those that fail a requirement."""
        found = self.recommendation
        failing = (*found.unconfirmed, *found.excluded)
        return {p.framework: p for p in (*found.ranking, *(one.placed for one in failing))}


class GroupRequirement(Struct, frozen=True):
    """A requirement and the names of the members who set it."""

    requirement: Requirement
    people: tuple[str, ...]


class Group(Struct, frozen=True):
    """`weights` are the means of the members' weights and sum to 1; `ranked` results from them and all requirements."""

    members: tuple[Member, ...]
    weights: dict[str, float]
    requirements: tuple[GroupRequirement, ...]
    ranked: Ranked


def group_of(catalogue: Catalogue, people: Sequence[Person]) -> Group:
    """Return the recommendations of one or more people, and the one under the mean of their weights.

    Raises IndexError if there are no people.
    """
    members = [
        Member(name=one.name, recommendation=recommend(catalogue, one.answers), among=one.answers.among)
        for one in people
    ]
    return group_of_members(catalogue, members)


def group_of_members(catalogue: Catalogue, members: Sequence[Member]) -> Group:
    """Return the recommendation under the mean of the weights of one or more members."""
    weights = _mean([member.weights for member in members])
    requirements = _requirements(members)
    ranked = _ranked(catalogue, members, weights, [shared.requirement for shared in requirements])
    return Group(members=tuple(members), weights=weights, requirements=requirements, ranked=ranked)


def ranked_without(catalogue: Catalogue, group: Group, dropped: Sequence[Requirement]) -> Ranked:
    """Return the group's ranking if nobody had the dropped requirements."""
    kept = [shared.requirement for shared in group.requirements if shared.requirement not in dropped]
    return _ranked(catalogue, group.members, group.weights, kept)


def _ranked(
    catalogue: Catalogue, members: Sequence[Member], weights: dict[str, float], requirements: Sequence[Requirement]
) -> Ranked:
    stated = tuple(StatedRequirement(requirement=requirement, set_by=None) for requirement in requirements)
    frameworks = [f for f in catalogue.published_frameworks if all(member.considers(f.slug) for member in members)]
    return rank(catalogue, weights, stated, frameworks)


def _mean(weights: Sequence[dict[str, float]]) -> dict[str, float]:
    return {criterion: math.fsum(own[criterion] for own in weights) / len(weights) for criterion in weights[0]}


def _requirements(members: Sequence[Member]) -> tuple[GroupRequirement, ...]:
    people: dict[Requirement, list[str]] = {}
    for member in members:
        for stated in member.recommendation.requirements:
            people.setdefault(stated.requirement, []).append(member.name)
    return tuple(
        GroupRequirement(requirement=requirement, people=tuple(names)) for requirement, names in people.items()
    )
