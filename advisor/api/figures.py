"""How figures that are worked out are made public: rounded, so that they are the same whatever computes them. Pure."""

from collections.abc import Sequence

from advisor.api.types import DIGITS
from comparisons.ranking.additive import rounded_parts

_UNITS = 10**DIGITS


def figure(exact: float) -> float:
    """Return a figure as it is made public."""
    return round(exact, DIGITS) + 0.0  # without the sign of -0.0


def figures_of_parts(exact: Sequence[float]) -> tuple[float, list[float]]:
    """Return a sum and its parts as they are made public: the parts add up to the sum, as decimal numbers."""
    total, parts = rounded_parts([_UNITS * part for part in exact])
    return total / _UNITS, [part / _UNITS for part in parts]
