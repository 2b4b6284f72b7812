"""Several people's recommendations, and the one under the mean of their weights. Pure.

Everybody shares the scores and differs in weights and must-haves. With additive values and shared value functions
the group's value is again additive, and its weights are a weighted sum of the members' (Baucells and Sarin, Group
Decisions with Multiple Criteria, Management Science 49(8), 2003). Nobody is said to count more, so all count the
same:

    w_j = (1/n) sum_p w_pj      and, the sum being linear,      U_a = (1/n) sum_p U_pa

So what all prefer, the group prefers. Must-haves are not averaged: a must-have is a bound and no weight, all will
work with the one framework that is chosen, and what one of them cannot use the others' points cannot make up for.
A must-have of anyone therefore screens for all, and it is said whose it is. In the same way, whoever considers a
few frameworks only leaves out all others.
"""

import math
from collections.abc import Sequence

from msgspec import Struct

from advisor.advice.recommendation import Placed, Ranked, Recommendation, rank, recommend
from advisor.answers.priorities import Need
from advisor.together.people import Person
from comparisons.catalogue.value import Catalogue, Requirement

__all__ = ["Absence", "Demand", "Group", "Member", "absences", "group_of"]


class Member(Struct, frozen=True):
    """`among` are the only frameworks that the member considers; none means all."""

    name: str
    recommendation: Recommendation
    among: tuple[str, ...] = ()

    def considers(self, framework: str) -> bool:
        return not self.among or framework in self.among

    @property
    def first(self) -> tuple[str, ...]:
        """What the member would take; several that tie, or nothing when nothing meets the must-haves."""
        return tuple(placed.framework for placed in self.recommendation.first)

    @property
    def weights(self) -> dict[str, float]:
        return {level.criterion: level.weight for level in self.recommendation.levels}

    @property
    def placed(self) -> dict[str, Placed]:
        """Every framework considered, as the member values it, whether it meets the must-haves or not."""
        found = self.recommendation
        aside = (*found.unconfirmed, *found.excluded)
        return {p.framework: p for p in (*found.ranking, *(one.placed for one in aside))}


class Demand(Struct, frozen=True):
    """A must-have, and the names of those who set it."""

    requirement: Requirement
    people: tuple[str, ...]


class Group(Struct, frozen=True):
    """`weights` are the mean ones; `ranked` is what they and everybody's must-haves lead to."""

    members: tuple[Member, ...]
    weights: dict[str, float]
    demands: tuple[Demand, ...]
    ranked: Ranked


class Absence(Struct, frozen=True):
    """Without this person, others come first; nobody, when nothing meets the must-haves of the rest."""

    name: str
    first: tuple[str, ...]


def group_of(catalogue: Catalogue, people: Sequence[Person]) -> Group:
    """Return one or more people's recommendations and the one under the mean of their weights."""
    members = [
        Member(name=one.name, recommendation=recommend(catalogue, one.answers), among=one.answers.among)
        for one in people
    ]
    return _group(catalogue, members)


def _group(catalogue: Catalogue, members: Sequence[Member]) -> Group:
    weights = _mean([member.weights for member in members])
    demands = _demands(members)
    needs = tuple(Need(requirement=demand.requirement, set_by=None) for demand in demands)
    frameworks = [f for f in catalogue.published_frameworks if all(member.considers(f.slug) for member in members)]
    ranked = rank(catalogue, weights, needs, frameworks)
    return Group(members=tuple(members), weights=weights, demands=demands, ranked=ranked)


def _mean(weights: Sequence[dict[str, float]]) -> dict[str, float]:
    return {criterion: math.fsum(own[criterion] for own in weights) / len(weights) for criterion in weights[0]}


def _demands(members: Sequence[Member]) -> tuple[Demand, ...]:
    people: dict[Requirement, list[str]] = {}
    for member in members:
        for need in member.recommendation.needs:
            people.setdefault(need.requirement, []).append(member.name)
    return tuple(Demand(requirement=requirement, people=tuple(names)) for requirement, names in people.items())


def absences(catalogue: Catalogue, group: Group) -> tuple[Absence, ...]:
    """Return the people without whom the first place would be another."""
    before = _firsts(group)
    without = {
        one.name: _firsts(_group(catalogue, [other for other in group.members if other is not one]))
        for one in group.members
    }
    return tuple(Absence(name=name, first=first) for name, first in without.items() if first != before)


def _firsts(group: Group) -> tuple[str, ...]:
    return tuple(placed.framework for placed in group.ranked.first)
