"""Exact sensitivity of the first place: one weight, weight moved between criteria, one score.

One weight at a time: Goodwin and Wright, Decision Analysis for Management Judgment, chapter 3. The weight of a
criterion becomes t; the others share 1 - t in their proportions. The leader's gap to a rival is then
t d + (1 - t) rho, a straight line, where d is the gap if only that criterion counted and rho the gap if only the
others did. It vanishes at t* = rho / (rho - d).

The least weight to move is a linear program with a greedy solution, and the least change of a score follows from the
gap: both are ours. At the least change itself the two are level; anything more and the leader is no longer first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np

from comparisons.ranking.additive import TOLERANCE, vector
from comparisons.ranking.performance_table import Matrix, PerformanceTable
from comparisons.ranking.reproducible import row_sums


class NotInFirstPlace(ValueError):
    """The sensitivity of a first place was asked for an alternative that another one beats."""


@dataclass(frozen=True)
class Lead:
    """The leader against its r rivals on m criteria, at the likeliest values.

    `differences` (r x m) holds d_j = v_leader,j - v_rival,j, between -1 and 1; `gaps` (r) holds
    U_leader - U_rival = sum_j w_j d_j, 0 or more; `weights` (m) sum to 1.
    """

    leader: str
    rivals: tuple[str, ...]
    criteria: tuple[str, ...]
    weights: Matrix
    differences: Matrix
    gaps: Matrix


@dataclass(frozen=True)
class StabilityInterval:
    """The leader stays first while the weight of `criterion` lies between `low` and `high`, of 1.

    `below` comes first when the weight falls under `low`, `above` when it exceeds `high`; None: nobody does, down to 0
    or up to 1.
    """

    criterion: str
    weight: float
    low: float
    high: float
    below: str | None
    above: str | None


@dataclass(frozen=True)
class WeightShift:
    """Weight to move for `rival` to draw level: `mass` of 1 in all, from `sources` (criterion, mass) to `target`."""

    rival: str
    mass: float
    sources: tuple[tuple[str, float], ...]
    target: str


@dataclass(frozen=True)
class ScoreChange:
    """One cell, and the value from `before` to `after` (0 to 1) at which first place is shared."""

    alternative: str
    criterion: str
    before: float
    after: float


def lead(table: PerformanceTable, weights: Mapping[str, float], leader: str) -> Lead:
    """Return the lead of an alternative in first place, alone or not.

    Raises NotInFirstPlace if another alternative beats the leader, KeyError for an unknown name.
    """
    row = table.row(leader)
    _, point, _ = table.arrays
    w = vector(table, weights)
    differences = np.delete(point[row] - point, row, axis=0)
    gaps = row_sums(differences * w)
    if np.any(gaps < -TOLERANCE):
        raise NotInFirstPlace(f"{leader} is not in first place")
    rivals = tuple(name for name in table.alternatives if name != leader)
    return Lead(leader, rivals, table.criteria, w, differences, np.maximum(gaps, 0.0))


def stability_intervals(ahead: Lead) -> tuple[StabilityInterval, ...]:
    """Return for each criterion, in the table's order, between which weights the leader stays first."""
    # Gaps at weight 1 and at weight 0, rivals x criteria.
    at_one, at_zero = ahead.differences, _gaps_of_others(ahead.differences, ahead.weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = at_zero / (at_zero - at_one)
    # A last row for nobody, since there may be no rival.
    nobody = np.full(len(ahead.criteria), np.inf)
    low = np.vstack([np.where(at_zero < -TOLERANCE, crossing, -np.inf), -nobody])
    high = np.vstack([np.where(at_one < -TOLERANCE, crossing, np.inf), nobody])
    # Of the crossings with all rivals the nearest on either side.
    below, above = low.argmax(axis=0), high.argmin(axis=0)
    ends = zip(
        ahead.criteria,
        ahead.weights.tolist(),
        low.max(axis=0).tolist(),
        high.min(axis=0).tolist(),
        below.tolist(),
        above.tolist(),
        strict=True,
    )
    return tuple(
        StabilityInterval(
            criterion=criterion,
            weight=weight,
            low=min(low, weight) if isfinite(low) else 0.0,
            high=max(high, weight) if isfinite(high) else 1.0,
            below=ahead.rivals[below] if isfinite(low) else None,
            above=ahead.rivals[above] if isfinite(high) else None,
        )
        for criterion, weight, low, high, below, above in ends
    )


def least_weight_shift(ahead: Lead) -> WeightShift | None:
    """Return the least weight to move so that any rival draws level; None if no weights put one ahead.

    A greedy solution of the linear program, exact since each bit of weight moved counts by itself: move to the
    criterion with the least d, from the one with the largest until it is empty, then from the next. While one
    source is enough, mass = gap / (d_max - d_min).
    """
    # From the largest difference to the smallest, rivals x criteria.
    order = np.argsort(-ahead.differences, axis=1, kind="stable")
    falling = np.take_along_axis(ahead.differences, order, axis=1)
    beatable = np.flatnonzero((falling < -TOLERANCE).any(axis=1))
    if not len(beatable):
        return None
    masses = _masses(ahead.gaps[beatable], falling[beatable], ahead.weights[order[beatable]])
    sums = row_sums(masses)
    least = int(sums.argmin())
    rival = beatable[least]
    return WeightShift(
        rival=ahead.rivals[rival],
        mass=float(sums[least]),
        sources=tuple(
            (ahead.criteria[column], mass)
            for column, mass in zip(order[rival].tolist(), masses[least].tolist(), strict=True)
            if mass > 0
        ),
        target=ahead.criteria[order[rival, -1]],
    )


def score_changes(table: PerformanceTable, weights: Mapping[str, float], leader: str) -> Matrix:
    """Return, n x m, the value (0 to 1) of each cell at which first place is shared, all else as it is.

    The leader's cells fall by gap / w_j, with the gap to its nearest rival; a rival's cells rise by its own
    gap / w_j. NaN where no value between 0 and 1 changes first place. Raises as `lead`.
    """
    ahead = lead(table, weights, leader)
    row = table.row(leader)
    nearest = -ahead.gaps.min() if ahead.rivals else -np.inf
    needed = np.insert(ahead.gaps, row, nearest)
    _, point, _ = table.arrays
    with np.errstate(divide="ignore", invalid="ignore"):
        after = point + needed[:, None] / ahead.weights
    is_leader = np.arange(len(after))[:, None] == row
    changed: Matrix = np.where(np.where(is_leader, after > 0, after < 1), after, np.nan)
    return changed


def least_score_change(table: PerformanceTable, weights: Mapping[str, float], leader: str) -> ScoreChange | None:
    """Return the smallest change of one score at which first place is shared, or None.

    Raises as `lead`.
    """
    after = score_changes(table, weights, leader)
    if np.all(np.isnan(after)):
        return None
    _, point, _ = table.arrays
    row, column = np.unravel_index(np.nanargmin(np.abs(after - point)), after.shape)
    return ScoreChange(
        alternative=table.alternatives[row],
        criterion=table.criteria[column],
        before=float(point[row, column]),
        after=float(after[row, column]),
    )


def _gaps_of_others(differences: Matrix, w: Matrix) -> Matrix:
    """Return, r x m, the gap to each rival when a criterion weighs nothing and the others share 1 as they do now."""
    others = _sums_of_others(w[None, :])
    # Criteria that all weigh nothing share equally; where there are no others nothing is left.
    equal = _sums_of_others(differences) / max(1, len(w) - 1)
    weighted = _sums_of_others(differences * w)
    gaps: Matrix = np.divide(weighted, others, out=equal, where=others > 0)
    return gaps


def _sums_of_others(matrix: Matrix) -> Matrix:
    """Return, n x m, for each cell the sum of the other cells in its row."""
    nothing = np.zeros((len(matrix), 1))
    before = np.cumsum(np.hstack([nothing, matrix[:, :-1]]), axis=1)
    behind = np.cumsum(np.hstack([nothing, matrix[:, :0:-1]]), axis=1)[:, ::-1]
    sums: Matrix = before + behind
    return sums


def _masses(gaps: Matrix, falling: Matrix, w: Matrix) -> Matrix:
    """Return, rivals x criteria, how much weight to take from each, in falling order of d, to close the gap."""
    gains = falling - falling[:, -1:]
    before = np.zeros_like(gains)
    before[:, 1:] = np.cumsum(w * gains, axis=1)[:, :-1]
    left = np.maximum(gaps[:, None] - before, 0.0)
    taken = np.divide(left, gains, out=np.zeros_like(left), where=gains > 0)
    masses: Matrix = np.minimum(taken, w)
    return masses
