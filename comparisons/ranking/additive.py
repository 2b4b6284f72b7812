"""The additive model: totals, contributions, ranges and ranks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from comparisons.ranking.intervals import UNKNOWN, Interval

__all__ = ["Table", "Valuation", "ranks", "value"]

Matrix = NDArray[np.float64]

# Totals closer than this are the same total.
_TIE = 1e-9


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
    w = np.array([weights[criterion] for criterion in table.criteria], dtype=np.float64)
    low, point, high = table.arrays
    contributions = point * w
    return Valuation(
        total=contributions.sum(axis=1),
        lowest=low @ w,
        highest=high @ w,
        contributions=contributions,
        known_share=table.known @ w,
    )


def ranks(totals: Sequence[float]) -> list[int]:
    """Return competition ranks (1, 1, 3): an alternative's rank is one more than the number above it.

    >>> ranks([0.5, 0.7, 0.5])
    [2, 1, 2]
    """
    quantised = [round(total / _TIE) for total in totals]
    return [1 + sum(other > own for other in quantised) for own in quantised]
