"""Random problems: tables with weights or points, from a seed."""

import numpy as np

from comparisons.ranking.additive import vector
from comparisons.ranking.performance_table import Interval, PerformanceTable
from comparisons.ranking.weights import LEVELS, weights
from tests.comparisons.ranking.reference import firsts


def problem(seed, n=6, m=5, spread=0.0):
    """Return a table of n alternatives on m criteria, and points of 1 or more for each criterion."""
    rng = np.random.default_rng(seed)
    middle = rng.uniform(spread, 1 - spread, size=(n, m))
    cells = np.stack([middle - spread, middle, middle + spread], axis=2).tolist()
    table = table_of([[Interval(*cell) for cell in row] for row in cells])
    return table, dict(zip(table.criteria, rng.choice(LEVELS[1:], size=m).tolist(), strict=True))


def table_of(rows):
    """Return a table of intervals, plain numbers or None."""
    cells = tuple(tuple(Interval(*[c] * 3) if isinstance(c, int | float) else c for c in row) for row in rows)
    alternatives = tuple(f"a{i}" for i in range(len(cells)))
    return PerformanceTable(alternatives, tuple(f"c{j}" for j in range(len(cells[0]))), cells)


def led(seed, n=6, m=5):
    """Return a problem with its weights and its leader."""
    table, points = problem(seed, n, m)
    return table, weights(points), firsts(table, points)[0]


def gaps(table, own_weights, leader):
    """Return how far the leader is ahead of each alternative by name, below zero where it is behind."""
    totals = table.arrays[1] @ vector(table, own_weights)
    ahead = totals[table.alternatives.index(leader)] - totals
    return dict(zip(table.alternatives, ahead.tolist(), strict=True))
