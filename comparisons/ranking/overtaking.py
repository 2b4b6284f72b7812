"""The least that lets another alternative come first: weight moved between criteria, or one score changed.

At the least itself the two are level; anything more and the leader is no longer first.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from comparisons.ranking.additive import TIE, Matrix, Table
from comparisons.ranking.lead import Lead, lead

__all__ = ["ScoreChange", "Shift", "least_score_change", "least_shift", "score_changes", "shift"]


@dataclass(frozen=True)
class Shift:
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


def shift(table: Table, weights: Mapping[str, float], leader: str, rival: str) -> Shift | None:
    """Return the least weight to move so that the rival draws level; None if no weights put it ahead.

    Raises NotInFirstPlace if another alternative beats the leader, KeyError for an unknown name.
    """
    return _least_shift(lead(table.among({leader, rival}), weights, leader))


def least_shift(table: Table, weights: Mapping[str, float], leader: str) -> Shift | None:
    """Return the least weight to move so that any rival draws level; None if no weights put one ahead.

    A greedy solution of the linear program, exact since each bit of weight moved counts by itself: move to the
    criterion with the least d, from the one with the largest until it is empty, then from the next. While one
    source is enough, mass = gap / (d_max - d_min). Raises as `shift`.
    """
    return _least_shift(lead(table, weights, leader))


def score_changes(table: Table, weights: Mapping[str, float], leader: str) -> Matrix:
    """Return, n x m, the value (0 to 1) of each cell at which first place is shared, all else as it is.

    The leader's cells fall by gap / w_j, with the gap to its nearest rival; a rival's cells rise by its own
    gap / w_j. NaN where no value between 0 and 1 changes first place. Raises as `shift`.
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


def least_score_change(table: Table, weights: Mapping[str, float], leader: str) -> ScoreChange | None:
    """Return the smallest change of one score at which first place is shared, or None. Raises as `shift`."""
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


def _least_shift(lead: Lead) -> Shift | None:
    # From the largest difference to the smallest, rivals x criteria.
    order = np.argsort(-lead.differences, axis=1, kind="stable")
    falling = np.take_along_axis(lead.differences, order, axis=1)
    beatable = np.flatnonzero((falling < -TIE).any(axis=1))
    if not len(beatable):
        return None
    masses = _masses(lead.gaps[beatable], falling[beatable], lead.weights[order[beatable]])
    least = int(masses.sum(axis=1).argmin())
    rival = beatable[least]
    return Shift(
        rival=lead.rivals[rival],
        mass=float(masses[least].sum()),
        sources=tuple(
            (lead.criteria[column], mass)
            for column, mass in zip(order[rival].tolist(), masses[least].tolist(), strict=True)
            if mass > 0
        ),
        target=lead.criteria[order[rival, -1]],
    )


def _masses(gaps: Matrix, falling: Matrix, w: Matrix) -> Matrix:
    """Return, rivals x criteria, how much weight to take from each, in falling order of d, to close the gap."""
    gains = falling - falling[:, -1:]
    before = np.zeros_like(gains)
    before[:, 1:] = np.cumsum(w * gains, axis=1)[:, :-1]
    left = np.maximum(gaps[:, None] - before, 0.0)
    taken = np.divide(left, gains, out=np.zeros_like(left), where=gains > 0)
    masses: Matrix = np.minimum(taken, w)
    return masses
