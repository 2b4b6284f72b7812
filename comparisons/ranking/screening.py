"""Screening: requirements that an alternative has to meet before anything is weighed.

The conjunctive rule (Dawes 1964; Hwang and Yoon 1981), three-valued: that an unknown leaves it open is ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """What came of holding an alternative against a requirement."""

    PASS = "pass"  # noqa: S105, the word is not a password
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class AtLeast:
    """A quantity of `threshold` or more, in its own unit."""

    threshold: float

    def __call__(self, low: float, high: float) -> Outcome:
        """Judge a quantity known to lie between `low` and `high`, in its own unit."""
        return _judge(all_pass=low >= self.threshold, none_pass=high < self.threshold)


@dataclass(frozen=True)
class AtMost:
    """A quantity of `threshold` or less, in its own unit."""

    threshold: float

    def __call__(self, low: float, high: float) -> Outcome:
        """Judge a quantity known to lie between `low` and `high`, in its own unit."""
        return _judge(all_pass=high <= self.threshold, none_pass=low > self.threshold)


@dataclass(frozen=True)
class OneOf:
    """A fact that is one of some kinds."""

    kinds: frozenset[str]

    def __call__(self, kind: str | None) -> Outcome:
        """Judge a fact; None is a fact nobody knows."""
        if kind is None:
            return Outcome.UNKNOWN
        return Outcome.PASS if kind in self.kinds else Outcome.FAIL


def screen(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of all requirements together: one failure fails, else one unknown leaves it open."""
    found = set(outcomes)
    if Outcome.FAIL in found:
        return Outcome.FAIL
    return Outcome.UNKNOWN if Outcome.UNKNOWN in found else Outcome.PASS


def _judge(*, all_pass: bool, none_pass: bool) -> Outcome:
    if all_pass:
        return Outcome.PASS
    return Outcome.FAIL if none_pass else Outcome.UNKNOWN
