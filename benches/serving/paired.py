"""Computes ratios and their confidence intervals from pairs of runs, one of each tree. Pure."""

from collections.abc import Sequence
from math import comb
from statistics import median

from msgspec import Struct

# The least confidence level of an interval for the median.
CONFIDENCE = 0.95
LEAST_SHARE = "% by the idlest worker"
_MORE_IS_BETTER = ("answers/s", LEAST_SHARE)


class Interval(Struct, frozen=True):
    """Two order statistics, and the probability that the median lies between them."""

    low: float
    high: float
    confidence: float


class Paired(Struct, frozen=True):
    """The measurements of one case: a value of each tree in each round, and the number of disturbed pairs.

    `unit` is that of the values. More is better for those in _MORE_IS_BETTER, less for all others.
    """

    what: str
    unit: str
    present: tuple[float, ...]
    commit: tuple[float, ...]
    disturbed: int = 0

    @property
    def ratios(self) -> tuple[float, ...]:
        return tuple(one / other for one, other in zip(self.present, self.commit, strict=True))


def paired(what: str, unit: str, pairs: Sequence[tuple[float, float]], disturbed: int = 0) -> Paired:
    """Return the values of each tree, from pairs of present tree and commit."""
    present, commit = zip(*pairs, strict=True)
    return Paired(what, unit, present, commit, disturbed)


def is_first(round_number: int, case_number: int) -> bool:
    """Whether the present tree is measured first: this alternates between rounds and between cases."""
    return (round_number + case_number) % 2 == 0


def median_interval(values: Sequence[float]) -> Interval:
    """Return the distribution-free interval of the median: the k-th smallest and the k-th largest value.

    k is the largest with a confidence of at least 95%: the probability of fewer than k heads among n fair coins is at
    most 2.5%. Fewer than six values give less; then the interval is their range, with its confidence.
    """
    ordered, number = sorted(values), len(values)
    below = [sum(comb(number, heads) for heads in range(k)) / 2**number for k in range(1, number // 2 + 1)]
    enough = [k for k, tail in enumerate(below, start=1) if 1 - 2 * tail >= CONFIDENCE]
    k = max(enough, default=1)
    confidence = 1 - 2 * below[k - 1] if below else 0.0
    return Interval(ordered[k - 1], ordered[-k], confidence)


def table(found: Sequence[Paired]) -> str:
    """Return a Markdown table with a line for each case."""
    head = "| what | unit | commit | present | present to commit | from | to | confidence | told apart | disturbed |"
    return "\n".join([head, "|---|---|---|---|---|---|---|---|---|---|", *(_line(one) for one in found)])


def _line(one: Paired) -> str:
    interval = median_interval(one.ratios)
    cells = [
        one.what,
        one.unit,
        f"{median(one.commit):.4g}",
        f"{median(one.present):.4g}",
        f"{median(one.ratios):.3f}",
        f"{interval.low:.3f}",
        f"{interval.high:.3f}",
        f"{interval.confidence:.0%}",
        _verdict(one, interval),
        f"{one.disturbed} of {len(one.present)}",
    ]
    return f"| {' | '.join(cells)} |"


def _verdict(one: Paired, interval: Interval) -> str:
    """Return which tree is better, if the interval reaches the confidence level and excludes 1."""
    if interval.confidence < CONFIDENCE:
        return "too few rounds"
    if interval.low <= 1 <= interval.high:
        return "no"
    is_more = interval.low > 1
    return "better" if is_more == (one.unit in _MORE_IS_BETTER) else "worse"
