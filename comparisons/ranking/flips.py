"""Which changed answers would change first place: points on the levels 0, 1, 2, 4 and 8, others as they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comparisons.ranking.additive import TIE, Matrix, Table, vector
from comparisons.ranking.weights import LEVELS

__all__ = ["Change", "Flip", "flips", "vanishing_points"]

# How many totals are worked on at a time.
_AT_A_TIME = 2**20


@dataclass(frozen=True)
class Change:
    """Another level for one criterion, in points; `steps` is how many levels lie between, itself included."""

    criterion: str
    before: float
    after: float
    steps: int


@dataclass(frozen=True)
class Flip:
    """Changes that put `first` in first place; `lead` is its lead over whoever was first before, of 1."""

    changes: tuple[Change, ...]
    first: tuple[str, ...]
    lead: float

    @property
    def steps(self) -> int:
        return sum(change.steps for change in self.changes)


def vanishing_points(table: Table, points: Mapping[str, float], leader: str, rival: str) -> dict[str, float | None]:
    """Return for each criterion the points at which leader and rival are level, all other points as they are.

    p_k* = p_k - G / d_k with d_j = v_leader,j - v_rival,j and G = sum_j p_j d_j (the gap in points); None where
    no points of 0 or more do it. Raises KeyError for an unknown alternative or a criterion without points.
    """
    p = vector(table, points)
    _, point, _ = table.arrays
    d = point[table.row(leader)] - point[table.row(rival)]
    gap = float(p @ d)
    level = [own - gap / each if each else -1.0 for own, each in zip(p.tolist(), d.tolist(), strict=True)]
    return {criterion: own if own >= 0 else None for criterion, own in zip(table.criteria, level, strict=True)}


def flips(table: Table, points: Mapping[str, float], *, changes: int = 1) -> tuple[Flip, ...]:
    """Return every change of one level (or of two levels at once) after which nobody who is first now still is.

    Found by trying them all. Fewest steps come first, then the largest lead. Raises ValueError for another number
    of changes, KeyError for a criterion without points.
    """
    p = vector(table, points)
    columns, levels = _tries(p, changes)
    if not len(columns) or not table.alternatives:
        return ()
    first = _is_first(_totals(table, p[None, :]))[0]
    at_a_time = 1 + _AT_A_TIME // (len(table.alternatives) + len(p))
    found = [
        flip
        for start in range(0, len(columns), at_a_time)
        for flip in _overtaken(table, p, first, columns[start : start + at_a_time], levels[start : start + at_a_time])
    ]
    return tuple(sorted(found, key=lambda flip: (flip.steps, -flip.lead)))


def _tries(p: Matrix, changes: int) -> tuple[NDArray[np.intp], Matrix]:
    """Return which criteria change, and to which levels: each tries x changes."""
    column, level = np.repeat(np.arange(len(p)), len(LEVELS)), np.tile(LEVELS, len(p))
    other = level != p[column]
    column, level = column[other], level[other]
    if changes == 1:
        return column[:, None], level[:, None]
    if changes != 2:
        raise ValueError("one change or two at once")
    pairs = np.stack(np.triu_indices(len(column), 1), axis=1)
    pairs = pairs[column[pairs[:, 0]] != column[pairs[:, 1]]]
    return column[pairs], level[pairs]


def _overtaken(
    table: Table, p: Matrix, first: NDArray[np.bool_], columns: NDArray[np.intp], levels: Matrix
) -> Iterator[Flip]:
    """Yield the tries that put others in first place."""
    tried = np.tile(p, (len(columns), 1))
    np.put_along_axis(tried, columns, levels, axis=1)
    totals = _totals(table, tried)
    now_first = _is_first(totals)
    lead = totals.max(axis=1) - totals[:, first].max(axis=1)
    for row in np.flatnonzero(~(now_first & first).any(axis=1)):
        yield Flip(
            changes=tuple(
                _change(table, p, column, level)
                for column, level in zip(columns[row].tolist(), levels[row].tolist(), strict=True)
            ),
            first=tuple(table.alternatives[i] for i in np.flatnonzero(now_first[row])),
            lead=float(lead[row]),
        )


def _change(table: Table, p: Matrix, column: int, level: float) -> Change:
    before = float(p[column])
    steps = sum(before < between <= level or level <= between < before for between in LEVELS)
    return Change(table.criteria[column], before, level, steps)


def _totals(table: Table, points: Matrix) -> Matrix:
    """Return the totals under each row of points, rows x n; a row without any points weighs all the same."""
    _, point, _ = table.arrays
    counted = np.where(points.any(axis=1, keepdims=True), points, 1.0)
    totals: Matrix = counted @ point.T / counted.sum(axis=1, keepdims=True)
    return totals


def _is_first(totals: Matrix) -> NDArray[np.bool_]:
    quantised = np.rint(totals / TIE)
    is_first: NDArray[np.bool_] = quantised == quantised.max(axis=1, keepdims=True)
    return is_first
