"""Reading the worked cases of method-oracles.json, and who gives which of their outputs."""

import json
from pathlib import Path

import numpy as np

from comparisons.ranking.additive import ranks, value
from comparisons.ranking.performance_table import Interval, PerformanceTable
from comparisons.ranking.value_functions import Linear

CASES = json.loads((Path(__file__).parent / "method-oracles.json").read_text(encoding="utf-8"))["cases"]
OUTPUTS = {}


def output(name):
    """Register the function that gives, for a case, what the case calls `name`."""

    def register(function):
        OUTPUTS[name] = function
        return function

    return register


def table_of(case, rows=None):
    """Return the case's matrix through its fixed levels; percentages where it names none."""
    levels = case.get("reference_levels") or case.get("scale") or {"worst": 0, "best": 100}
    worst, best = (np.broadcast_to(levels[end], len(case["criteria"])) for end in ("worst", "best"))
    functions = [Linear(*ends) for ends in zip(worst.tolist(), best.tolist(), strict=True)]
    return PerformanceTable(
        tuple(case["alternatives"] if rows is None else rows),
        tuple(case["criteria"]),
        tuple(tuple(map(cell, functions, row)) for row in (case["matrix"] if rows is None else rows.values())),
    )


def cell(function, x):
    return None if x is None else Interval(*[function(x)] * 3)


def interval_table(case):
    """Return a matrix given as lowest and highest values; all of the scale is as good as unknown."""
    ends = np.stack([case["matrix"]["lower"], case["matrix"]["upper"]], axis=2).tolist()
    cells = [
        [None if (low, high) == (0, 1) else Interval(low, (low + high) / 2, high) for low, high in r] for r in ends
    ]
    return PerformanceTable(tuple(case["alternatives"]), tuple(case["criteria"]), tuple(map(tuple, cells)))


def weights_of(case, key="weights"):
    return dict(zip(case["criteria"], case[key] if key in case else case["inputs"][key], strict=True))


def valued(case, rows=None):
    """Return the total of each alternative."""
    table = table_of(case, rows)
    return dict(zip(table.alternatives, value(table, weights_of(case)).total.tolist(), strict=True))


def in_order(totals):
    """Return names by total, tied ones together."""
    order = sorted(zip(ranks(list(totals.values())), totals, strict=True))
    places = {}
    for rank, name in order:
        places.setdefault(rank, []).append(name)
    return [" = ".join(names) for names in places.values()]
