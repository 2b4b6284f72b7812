"""The additive model: totals, contributions, ranges, certain leads and ranks."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from comparisons.ranking.intervals import UNKNOWN, Interval

__all__ = [
    "TIE",
    "Matrix",
    "Table",
    "Valuation",
    "certainly_better",
    "firsts",
    "is_certainly_better",
    "leeways",
    "moves_most",
    "ranks",
    "value",
    "vector",
]

Matrix = NDArray[np.float64]

# Totals closer than this are the same total.
TIE = 1e-9


@dataclass(frozen=True)
class Table:
    """What is known of n alternatives on m criteria: cells[i][j] is alternative i on criterion j, None if unknown."""

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    cells: tuple[tuple[Interval | None, ...], ...]

    @cached_property
    def arrays(self) -> tuple[Matrix, Matrix, Matrix]:
        """Lowest, likeliest and highest values, each n x m, between 0 and 1."""
        filled = [[UNKNOWN if cell is None else cell for cell in row] for row in self.cells]
        stacked = np.array(filled, dtype=np.float64).reshape(len(self.alternatives), len(self.criteria), 3)
        return stacked[:, :, 0], stacked[:, :, 1], stacked[:, :, 2]

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Which cells are known, n x m."""
        flags = [[cell is not None for cell in row] for row in self.cells]
        return np.array(flags, dtype=np.bool_).reshape(len(self.alternatives), len(self.criteria))

    def row(self, alternative: str) -> int:
        """Return the number of an alternative's row. Raises KeyError for an unknown one."""
        _refuse_unknown({alternative}, self.alternatives)
        return self.alternatives.index(alternative)

    def among(self, alternatives: Collection[str]) -> "Table":
        """Return the rows of some alternatives, in the order of this table. Raises KeyError for an unknown one."""
        _refuse_unknown(alternatives, self.alternatives)
        rows = [i for i, name in enumerate(self.alternatives) if name in alternatives]
        part = Table(tuple(self.alternatives[i] for i in rows), self.criteria, tuple(self.cells[i] for i in rows))
        low, point, high = self.arrays
        part.__dict__["arrays"] = (low[rows], point[rows], high[rows])
        return part

    def on(self, criteria: Collection[str]) -> "Table":
        """Return the columns of some criteria, in the order of this table. Raises KeyError for an unknown one."""
        _refuse_unknown(criteria, self.criteria)
        columns = [j for j, name in enumerate(self.criteria) if name in criteria]
        cells = tuple(tuple(row[j] for j in columns) for row in self.cells)
        part = Table(self.alternatives, tuple(self.criteria[j] for j in columns), cells)
        low, point, high = self.arrays
        part.__dict__["arrays"] = (low[:, columns], point[:, columns], high[:, columns])
        return part


@dataclass(frozen=True)
class Valuation:
    """The value of each alternative of a table under some weights, between 0 and 1.

    `total` is the sum of its row of `contributions` (n x m); the true total lies between `lowest` and
    `highest`; `known_share` is the weight of the criteria on which the alternative is known.
    """

    total: Matrix
    lowest: Matrix
    highest: Matrix
    contributions: Matrix
    known_share: Matrix


def value(table: Table, weights: Mapping[str, float]) -> Valuation:
    """Return U_a = sum_j w_j v_aj with its parts and its range. Raises KeyError for a criterion without weight."""
    w = vector(table, weights)
    low, point, high = table.arrays
    # Sums by row and no matrix products: those may round a row otherwise when the others change.
    contributions = point * w
    return Valuation(
        total=contributions.sum(axis=1),
        lowest=(low * w).sum(axis=1),
        highest=(high * w).sum(axis=1),
        contributions=contributions,
        known_share=(table.known * w).sum(axis=1),
    )


def vector(table: Table, weights: Mapping[str, float]) -> Matrix:
    """Return the weights (or points) in the order of the table's criteria. Raises KeyError if one is missing."""
    return np.array([weights[criterion] for criterion in table.criteria], dtype=np.float64)


def firsts(table: Table, weights: Mapping[str, float]) -> tuple[str, ...]:
    """Return the alternatives in first place, in the order of the table; several if they tie."""
    placed = zip(table.alternatives, ranks(value(table, weights).total.tolist()), strict=True)
    return tuple(alternative for alternative, rank in placed if rank == 1)


def certainly_better(valuation: Valuation) -> NDArray[np.bool_]:
    """Return, n x n, whether alternative a is above b wherever in their cells the true values lie.

    sum_j w_j (l_aj - u_bj) > 0: a's lowest total exceeds b's highest one.
    """
    certain: NDArray[np.bool_] = valuation.lowest[:, None] - valuation.highest[None, :] > TIE
    return certain


def is_certainly_better(table: Table, weights: Mapping[str, float], one: str, other: str) -> bool:
    """Tell whether `one` is above `other` wherever in their cells the true values lie. Raises KeyError."""
    pair = table.among({one, other})
    return bool(certainly_better(value(pair, weights))[pair.row(one), pair.row(other)])


def leeways(table: Table, weights: Mapping[str, float]) -> Matrix:
    """Return, n x m, how far each cell can move its row's total: w_j (u_aj - l_aj), between 0 and 1."""
    low, _, high = table.arrays
    spread: Matrix = (high - low) * vector(table, weights)
    return spread


def moves_most(table: Table, weights: Mapping[str, float], alternative: str) -> tuple[tuple[str, float], ...]:
    """Return the criteria that leave an alternative's total open, with their leeways, the widest first.

    Criteria that leave nothing open are left out. Raises KeyError for an unknown alternative.
    """
    own = leeways(table.among({alternative}), weights)[0].tolist()
    wide = [(criterion, leeway) for criterion, leeway in zip(table.criteria, own, strict=True) if leeway > 0]
    return tuple(sorted(wide, key=lambda pair: -pair[1]))


def ranks(totals: Sequence[float]) -> list[int]:
    """Return competition ranks (1, 1, 3): an alternative's rank is one more than the number above it.

    >>> ranks([0.5, 0.7, 0.5])
    [2, 1, 2]
    """
    quantised = [round(total / TIE) for total in totals]
    from_last = sorted(quantised)
    return [1 + len(from_last) - bisect_right(from_last, own) for own in quantised]


def _refuse_unknown(names: Collection[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise KeyError(name)
