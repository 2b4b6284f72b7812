"""What a score is worth, with how far it might be off. All values between 0 and 1."""

from functools import lru_cache
from typing import NamedTuple

from comparisons.ranking.values import EDITORIAL, ValueFunction

__all__ = ["HALF_WIDTHS", "UNKNOWN", "Interval", "editorial", "measured"]

# How far an editorial score may be off, in points of 10, by the confidence that editors give it.
HALF_WIDTHS = {"high": 0.5, "medium": 1.0, "low": 2.0}


class Interval(NamedTuple):
    """0 <= low <= point <= high <= 1."""

    low: float
    point: float
    high: float

    @property
    def spread(self) -> float:
        return self.high - self.low


# Not zero (it would punish the new), not the average of the others (removing one would move it): all is possible.
UNKNOWN = Interval(0.0, 0.5, 1.0)


# A large catalogue has tens of thousands of scores, and few different ones.
@lru_cache(maxsize=1000)
def editorial(score: float, confidence: str) -> Interval:
    """Return the value of a score of 0 to 10, give or take what its confidence allows. Raises KeyError."""
    half = HALF_WIDTHS[confidence]
    return Interval(EDITORIAL(score - half), EDITORIAL(score), EDITORIAL(score + half))


def measured(figure: float, relative_error: float, value: ValueFunction) -> Interval:
    """Return the value of a measured figure whose true size is within figure * (1 +- relative_error)."""
    ends = sorted((value(figure * (1 - relative_error)), value(figure * (1 + relative_error))))
    return Interval(ends[0], value(figure), ends[1])
