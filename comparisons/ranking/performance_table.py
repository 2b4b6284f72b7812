"""The performance table: what is known of each alternative on each criterion, as intervals of values between 0 and 1.

The interval of an unknown score is ours.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from comparisons.ranking.value_functions import EDITORIAL, ValueFunction

Matrix = NDArray[np.float64]


class Interval(NamedTuple):
    """0 <= low <= point <= high <= 1."""

    low: float
    point: float
    high: float

    @property
    def spread(self) -> float:
        """How far the value may lie from low to high; templates read it."""
        return self.high - self.low


# All values are possible. Zero would punish new alternatives; an average would depend on the others compared.
UNKNOWN = Interval(0.0, 0.5, 1.0)


# A large catalogue has tens of thousands of scores, but few different ones.
@lru_cache(maxsize=1000)
def editorial(score: float, half_width: float) -> Interval:
    """Return the value of a score of 0 to 10 that may be off by `half_width` points either way."""
    return Interval(EDITORIAL(score - half_width), EDITORIAL(score), EDITORIAL(score + half_width))


def measured(figure: float, relative_error: float, value: ValueFunction) -> Interval:
    """Return the value of a measured figure whose true size is within figure * (1 +- relative_error)."""
    ends = sorted((value(figure * (1 - relative_error)), value(figure * (1 + relative_error))))
    return Interval(ends[0], value(figure), ends[1])


@dataclass(frozen=True)
class PerformanceTable:
    """n alternatives on m criteria: cells[i][j] is alternative i on criterion j, None if unknown."""

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    cells: tuple[tuple[Interval | None, ...], ...]
    # The arrays of a part of another table: slicing them is quicker than reading the cells again.
    sliced: tuple[Matrix, Matrix, Matrix] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def arrays(self) -> tuple[Matrix, Matrix, Matrix]:
        """Lowest, likeliest and highest values, each n x m, between 0 and 1."""
        if self.sliced is not None:
            return self.sliced
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

    def among(self, alternatives: Collection[str]) -> "PerformanceTable":
        """Return the rows of some alternatives, in the order of this table. Raises KeyError for an unknown one."""
        _refuse_unknown(alternatives, self.alternatives)
        rows = [i for i, name in enumerate(self.alternatives) if name in alternatives]
        low, point, high = self.arrays
        return PerformanceTable(
            alternatives=tuple(self.alternatives[i] for i in rows),
            criteria=self.criteria,
            cells=tuple(self.cells[i] for i in rows),
            sliced=(low[rows], point[rows], high[rows]),
        )

    def on(self, criteria: Collection[str]) -> "PerformanceTable":
        """Return the columns of some criteria, in the order of this table. Raises KeyError for an unknown one."""
        _refuse_unknown(criteria, self.criteria)
        columns = [j for j, name in enumerate(self.criteria) if name in criteria]
        low, point, high = self.arrays
        return PerformanceTable(
            alternatives=self.alternatives,
            criteria=tuple(self.criteria[j] for j in columns),
            cells=tuple(tuple(row[j] for j in columns) for row in self.cells),
            sliced=(low[:, columns], point[:, columns], high[:, columns]),
        )


def _refuse_unknown(names: Collection[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise KeyError(name)
