"""Catalogue + Answers -> Recommendation. Pure.

Frameworks are screened by the conjunctive rule: whoever fails one requirement is excluded, whatever else it scores. The
others are ranked by a weighted additive value model with swing weights (Edwards and Barron 1994).
"""

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from advisor.answers.priorities import Level, StatedRequirement, levels_and_requirements
from comparisons.catalogue.value import Catalogue, Framework
from comparisons.performance import meets, table_of
from comparisons.ranking import additive
from comparisons.ranking.additive import TOLERANCE, Valuation, ranks, rounded, value
from comparisons.ranking.performance_table import Matrix, PerformanceTable
from comparisons.ranking.screening import Outcome, screen

if TYPE_CHECKING:
    from advisor.answers.query import Answers


class Part(Struct, frozen=True):
    """What a criterion adds to a total: the exact `contribution` (0..1), and whole `points` of 100 as shown."""

    criterion: str
    points: int
    contribution: float
    known: bool


class Placed(Struct, frozen=True):
    """A framework with its value. `total`, and the ends of its interval `lowest` and `highest`, are 0..1.

    `points` is the total as shown, of 100, and the sum of the points of the parts. `known_share` is the weight (0..1)
    of the criteria on which the framework is scored. `rank` is 0 if it is not ranked.
    """

    framework: str
    rank: int
    total: float
    lowest: float
    highest: float
    known_share: float
    points: int
    parts: tuple[Part, ...]

    @property
    def is_incomplete(self) -> bool:
        """Whether criteria with more than 20 % of the weight are unknown. The limit is ours."""
        return self.known_share < 0.8 - TOLERANCE


class Unranked(Struct, frozen=True):
    """A framework that is excluded or unconfirmed, with the requirements that it fails or may fail."""

    framework: str
    requirements: tuple[StatedRequirement, ...]
    placed: Placed


class Ranked(Struct, frozen=True):
    """All frameworks considered: ranked, unconfirmed (no requirement fails, but some are unknown), or excluded."""

    ranking: tuple[Placed, ...]
    unconfirmed: tuple[Unranked, ...]
    excluded: tuple[Unranked, ...]

    @property
    def first(self) -> tuple[Placed, ...]:
        """The framework in first place, several if they tie, none if the ranking is empty."""
        return tuple(placed for placed in self.ranking if placed.rank == 1)


class Recommendation(Ranked, frozen=True):
    levels: tuple[Level, ...]
    requirements: tuple[StatedRequirement, ...]

    @property
    def priorities(self) -> tuple[Level, ...]:
        """The levels with a weight above 0, the heaviest first."""
        counting = [level for level in self.levels if level.weight > 0]
        return tuple(sorted(counting, key=lambda level: -level.weight))

    @property
    def not_considered(self) -> tuple[Level, ...]:
        return tuple(level for level in self.levels if level.weight == 0)

    @property
    def no_priorities(self) -> bool:
        """Whether no answer gives any criterion points, so that all weigh the same."""
        return not any(level.points for level in self.levels)


def recommend(catalogue: Catalogue, answers: "Answers") -> Recommendation:
    """Return the recommendation under the weights and requirements that the answers give.

    Raises KeyError if a requirement set by hand is on a criterion that the catalogue does not have.
    """
    levels, requirements = levels_and_requirements(catalogue, answers)
    weights = {level.criterion: level.weight for level in levels}
    found = rank(catalogue, weights, requirements, considered(catalogue, answers))
    return Recommendation(
        levels=levels,
        requirements=requirements,
        ranking=found.ranking,
        unconfirmed=found.unconfirmed,
        excluded=found.excluded,
    )


def rank(
    catalogue: Catalogue,
    weights: Mapping[str, float],
    requirements: tuple[StatedRequirement, ...],
    frameworks: Iterable[Framework],
) -> Ranked:
    """Screen frameworks by the requirements, then rank those that pass by additive value.

    `weights` sum to 1, with one for each rated criterion. `frameworks` must be published. Raises KeyError otherwise.
    """
    outcomes = {f.slug: tuple((stated, meets(stated.requirement, f)) for stated in requirements) for f in frameworks}
    screened = {slug: screen([outcome for _, outcome in own]) for slug, own in outcomes.items()}
    table = table_of(catalogue)
    if len(outcomes) < len(table.alternatives):
        table = table.among(outcomes.keys())
    placed = _value_all(table, value(table, weights), weights)
    return Ranked(
        ranking=_rank([placed[slug] for slug, found in screened.items() if found is Outcome.PASS]),
        unconfirmed=_unranked(placed, outcomes, screened, Outcome.UNKNOWN),
        excluded=_unranked(placed, outcomes, screened, Outcome.FAIL),
    )


def totals(catalogue: Catalogue, answers: "Answers") -> dict[str, float]:
    """Return the totals (0..1) of the frameworks that `recommend` ranks. Faster: no parts, no intervals."""
    levels, requirements = levels_and_requirements(catalogue, answers)
    weights = {level.criterion: level.weight for level in levels}
    table = table_of(catalogue)
    valued = dict(zip(table.alternatives, additive.totals(table, weights).tolist(), strict=True))
    return {
        framework.slug: valued[framework.slug]
        for framework in considered(catalogue, answers)
        if all(meets(stated.requirement, framework) is Outcome.PASS for stated in requirements)
    }


def considered(catalogue: Catalogue, answers: "Answers") -> tuple[Framework, ...]:
    """Return the published frameworks, or those in `among`."""
    return tuple(f for f in catalogue.published_frameworks if not answers.among or f.slug in answers.among)


Outcomes = tuple[tuple[StatedRequirement, Outcome], ...]


def _unranked(
    placed: dict[str, Placed], outcomes: dict[str, Outcomes], screened: dict[str, Outcome], wanted: Outcome
) -> tuple[Unranked, ...]:
    return tuple(
        Unranked(
            framework=slug,
            requirements=tuple(stated for stated, outcome in outcomes[slug] if outcome is wanted),
            placed=placed[slug],
        )
        for slug, found in screened.items()
        if found is wanted
    )


def _value_all(table: PerformanceTable, valuation: Valuation, weights: Mapping[str, float]) -> dict[str, Placed]:
    counting = [column for column, criterion in enumerate(table.criteria) if weights[criterion] > 0]
    criteria = [table.criteria[column] for column in counting]
    points, shown = _rounded_rows(100 * valuation.contributions[:, counting])
    rows = zip(
        table.alternatives,
        valuation.total.tolist(),
        valuation.lowest.tolist(),
        valuation.highest.tolist(),
        valuation.known_share.tolist(),
        points,
        shown,
        valuation.contributions[:, counting].tolist(),
        table.known[:, counting].tolist(),
        strict=True,
    )
    placed = {}
    for slug, total, lowest, highest, known_share, own, parts, contributions, known in rows:
        made = tuple(map(Part, criteria, parts, contributions, known))
        placed[slug] = Placed(slug, 0, total, lowest, highest, known_share, own, made)
    return placed


def _rounded_rows(points: Matrix) -> tuple[list[int], list[list[int]]]:
    """Return `rounded_parts` of each row of an n x m table: n whole totals, and their whole parts."""
    floors = np.floor(points)
    order = np.argsort(floors - points, axis=1, kind="stable").tolist()
    totals = [rounded(math.fsum(row)) for row in points.tolist()]
    shown = floors.astype(np.int64).tolist()
    for total, parts, by_remainder in zip(totals, shown, order, strict=True):
        for column in by_remainder[: total - sum(parts)]:
            parts[column] += 1
    return totals, shown


def _rank(placed: list[Placed]) -> tuple[Placed, ...]:
    from_first = sorted(
        (_with_rank(p, rank) for p, rank in zip(placed, ranks([p.total for p in placed]), strict=True)),
        key=lambda p: (p.rank, p.framework),
    )
    return tuple(from_first)


def _with_rank(placed: Placed, rank: int) -> Placed:
    return replace(placed, rank=rank)
