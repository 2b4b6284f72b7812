"""Partial value functions of the additive value model: from a score or a measured figure to a value between 0 and 1.

Keeney and Raiffa 1976. Reference levels belong to the criterion and are never computed from the alternatives at hand,
so adding or removing an alternative changes no other value (SPOTIS: Dezert, Tchamova, Han and Tacnet 2020).
"""

import math
from dataclasses import dataclass
from typing import Protocol


class BadReferenceLevels(ValueError):
    """Levels that define no value function: equal, not finite, or not positive on a logarithmic scale."""


class ValueFunction(Protocol):
    """A function from a figure, in the unit of its criterion, to a value between 0 and 1."""

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


EDITORIAL = Linear(worst=0, best=10)


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))


def _is_within(x: float, one_end: float, other_end: float) -> bool:
    return min(one_end, other_end) <= x <= max(one_end, other_end)
