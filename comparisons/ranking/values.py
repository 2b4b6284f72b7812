"""Partial value functions: from a score or a measured figure to a value between 0 and 1.

Reference levels are fixed with the criterion, never computed from the alternatives at hand, so that
adding or removing an alternative moves no other one (Dezert et al. 2020 call this SPOTIS).
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

__all__ = ["EDITORIAL", "BadReferenceLevels", "Linear", "Logarithmic", "Piecewise", "ValueFunction"]


class BadReferenceLevels(ValueError):
    """Levels that define no value function: equal, not finite, not in order, or not positive on a logarithmic scale."""


class ValueFunction(Protocol):
    def __call__(self, x: float) -> float:
        """Return the value of `x`, between 0 and 1; outside the reference levels it is clipped."""
        ...

    def is_clipped(self, x: float) -> bool:
        """Tell whether `x` lies outside the reference levels, so that its value is that of the nearest level."""
        ...


@dataclass(frozen=True)
class Linear:
    """v = clip((x - worst) / (best - worst), 0, 1), in the unit of x.

    >>> Linear(worst=0, best=10)(7)
    0.7
    >>> Linear(worst=50, best=10)(60)
    0.0
    """

    worst: float
    best: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.worst) and math.isfinite(self.best)) or self.worst == self.best:
            raise BadReferenceLevels(f"worst {self.worst:g} and best {self.best:g} have to be finite and different")

    def __call__(self, x: float) -> float:
        return _clip((x - self.worst) / (self.best - self.worst))

    def is_clipped(self, x: float) -> bool:
        return not _is_within(x, self.worst, self.best)


@dataclass(frozen=True)
class Logarithmic:
    """v = clip(ln(x / worst) / ln(best / worst), 0, 1), for quantities where ratios matter.

    >>> Logarithmic(worst=1, best=100)(10)
    0.5
    """

    worst: float
    best: float

    def __post_init__(self) -> None:
        Linear(self.worst, self.best)
        if self.worst <= 0 or self.best <= 0:
            raise BadReferenceLevels(f"worst {self.worst:g} and best {self.best:g} have to be above zero")
        if math.log(self.worst) == math.log(self.best):
            raise BadReferenceLevels(f"worst {self.worst:g} and best {self.best:g} lie too close together")

    def __call__(self, x: float) -> float:
        if x <= 0:
            return 0.0 if self.worst < self.best else 1.0
        # ln(x / worst), in a form that holds when the ratio is too small or too large for a float.
        worst = math.log(self.worst)
        return _clip((math.log(x) - worst) / (math.log(self.best) - worst))

    def is_clipped(self, x: float) -> bool:
        return not _is_within(x, self.worst, self.best)


@dataclass(frozen=True)
class Piecewise:
    """Straight lines between points (breakpoint, value), clipped outside; for scales whose steps are not equal.

    Breakpoints are in the unit of x and rise or fall strictly; values lie between 0 and 1 and rise or fall, or
    stay level in places. Raises BadReferenceLevels for anything else.

    >>> Piecewise(breakpoints=(50, 75, 90, 100), values=(1, 0.8, 0.5, 0))(95)
    0.25
    """

    breakpoints: tuple[float, ...]
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.breakpoints) < 2 or len(self.breakpoints) != len(self.values):
            raise BadReferenceLevels("there have to be two breakpoints or more, and a value for each")
        if not math.isfinite(self.breakpoints[-1] - self.breakpoints[0]) or not _goes_one_way(self.breakpoints):
            raise BadReferenceLevels("breakpoints have to be finite and rise all the way, or fall all the way")
        if not all(0 <= value <= 1 for value in self.values) or not _goes_one_way(self.values, may_stay=True):
            raise BadReferenceLevels("values have to lie between 0 and 1 and never turn back")

    def __call__(self, x: float) -> float:
        points = sorted(zip(self.breakpoints, self.values, strict=True))
        after = bisect_right(points, x, key=lambda point: point[0])
        if after in (0, len(points)):
            return float(points[max(after - 1, 0)][1])
        (left, low), (right, high) = points[after - 1 : after + 1]
        value = low + (high - low) * (x - left) / (right - left)
        return min(max(value, min(low, high)), max(low, high))

    def is_clipped(self, x: float) -> bool:
        return not _is_within(x, self.breakpoints[0], self.breakpoints[-1])


EDITORIAL = Linear(worst=0, best=10)


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))


def _is_within(x: float, one_end: float, other_end: float) -> bool:
    return min(one_end, other_end) <= x <= max(one_end, other_end)


def _goes_one_way(levels: Sequence[float], *, may_stay: bool = False) -> bool:
    """Tell whether levels rise all the way, or fall all the way."""
    steps = [after - before for before, after in pairwise(levels)]
    if 0 in steps and not may_stay:
        return False
    return all(step >= 0 for step in steps) or all(step <= 0 for step in steps)
