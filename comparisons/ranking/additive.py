"""The additive value model: totals, contributions, ranges, ranks, and parts rounded to add up.

Weighted sum of partial values: Keeney and Raiffa 1976; with swing weights SMARTS: Edwards and Barron 1994.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from comparisons.ranking.performance_table import Matrix, PerformanceTable
from comparisons.ranking.reproducible import row_sums

# Totals and shares (of 1) that differ by less are equal: far above rounding errors, far below what is shown.
TOLERANCE = 1e-9


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


def value(table: PerformanceTable, weights: Mapping[str, float]) -> Valuation:
    """Return U_a = sum_j w_j v_aj with its parts and its range. Raises KeyError for a criterion without weight."""
    w = vector(table, weights)
    low, point, high = table.arrays
    # Sums by row and no matrix products: those may round a row otherwise when the others change.
    contributions = point * w
    return Valuation(
        total=row_sums(contributions),
        lowest=row_sums(low * w),
        highest=row_sums(high * w),
        contributions=contributions,
        known_share=row_sums(table.known * w),
    )


def totals(table: PerformanceTable, weights: Mapping[str, float]) -> Matrix:
    """Return the totals of `value` alone. Raises KeyError for a criterion without weight."""
    _, point, _ = table.arrays
    return row_sums(point * vector(table, weights))


def vector(table: PerformanceTable, weights: Mapping[str, float]) -> Matrix:
    """Return the weights (or points) in the order of the table's criteria. Raises KeyError if one is missing."""
    return np.array([weights[criterion] for criterion in table.criteria], dtype=np.float64)


def ranks(totals: Sequence[float]) -> list[int]:
    """Return competition ranks (1, 1, 3): an alternative's rank is one more than the number above it.

    Totals share a rank with the next higher one unless they are clearly below it. (Steps of a grid would part equal
    totals where these lie at the edge of a step and their rounding errors differ.)

    >>> ranks([0.5, 0.7, 0.5 + 1e-16])
    [2, 1, 2]
    """
    from_first = sorted(range(len(totals)), key=totals.__getitem__, reverse=True)
    found = [1] * len(totals)
    for place, (before, own) in enumerate(pairwise(from_first), start=2):
        found[own] = place if totals[before] - totals[own] > TOLERANCE else found[before]
    return found


def rounded(points: float) -> int:
    """Return points of 100 as a whole number; halves go up, even if a rounding error leaves them below."""
    return math.floor(points + 0.5 + 100 * TOLERANCE)


def rounded_parts(parts: Sequence[float], total: int | None = None) -> tuple[int, list[int]]:
    """Return a whole total and whole parts that add up to it, by the largest remainder method.

    The total is the rounded sum, or one that is given because it is shown elsewhere: the difference of two
    rounded totals may be 1 off the rounded difference. All parts are rounded down, then those with the largest
    remainders up. Parts of the rounded sum are within 1 of their own values.

    >>> rounded_parts([33.4, 33.4, 33.4])
    (100, [34, 33, 33])
    >>> rounded_parts([2.2, -1.4], total=2)
    (2, [3, -1])
    """
    whole = [math.floor(part) for part in parts]
    if total is None:
        total = rounded(math.fsum(parts))
    missing = total - sum(whole)
    if not missing:
        return total, whole
    # Of equal remainders the first one, since sorting keeps the order of equals.
    by_remainder = sorted(
        range(len(parts)), key=[low - part for low, part in zip(whole, parts, strict=True)].__getitem__
    )
    step = 1 if missing > 0 else -1
    order = by_remainder if missing > 0 else by_remainder[::-1]
    for i in range(abs(missing) if parts else 0):
        whole[order[i % len(order)]] += step
    return total, whole
