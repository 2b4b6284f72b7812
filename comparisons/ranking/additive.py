"""The additive value model: totals, contributions, ranges, ranks, and parts rounded to add up.

Weighted sum of partial values: Keeney and Raiffa 1976; with swing weights SMARTS: Edwards and Barron 1994.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from comparisons.ranking.performance_table import Matrix, PerformanceTable

# Totals and shares (of 1) are compared in steps of this: far above rounding errors, far below what is shown.
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
        total=contributions.sum(axis=1),
        lowest=(low * w).sum(axis=1),
        highest=(high * w).sum(axis=1),
        contributions=contributions,
        known_share=(table.known * w).sum(axis=1),
    )


def vector(table: PerformanceTable, weights: Mapping[str, float]) -> Matrix:
    """Return the weights (or points) in the order of the table's criteria. Raises KeyError if one is missing."""
    return np.array([weights[criterion] for criterion in table.criteria], dtype=np.float64)


def ranks(totals: Sequence[float]) -> list[int]:
    """Return competition ranks (1, 1, 3): an alternative's rank is one more than the number above it.

    >>> ranks([0.5, 0.7, 0.5])
    [2, 1, 2]
    """
    quantised = [round(total / TOLERANCE) for total in totals]
    from_last = sorted(quantised)
    return [1 + len(from_last) - bisect_right(from_last, own) for own in quantised]


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
        total = math.floor(math.fsum(parts) + 0.5)
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
