"""From pairs of runs, one of either tree, to ratios and what they are worth. Pure."""

from collections.abc import Sequence
from math import comb
from statistics import median

from msgspec import Struct

__all__ = ["Interval", "Paired", "is_first", "median_interval", "paired", "table"]

# An interval holds the median of all rounds that could be run with at least this probability.
CONFIDENCE = 0.95


class Interval(Struct, frozen=True):
    """Two order statistics, and the probability that the median lies between them."""

    low: float
    high: float
    confidence: float


class Paired(Struct, frozen=True):
    """What was measured of one case: a value of either tree for each round, and how many pairs were disturbed.

    `unit` belongs to the values; of answers a second more is better, of all else less.
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
    """Return the values of either tree, from pairs of present tree and commit."""
    present, commit = zip(*pairs, strict=True)
    return Paired(what, unit, present, commit, disturbed)


def is_first(round_number: int, case_number: int) -> bool:
    """Tell whether the present tree is measured first: each case takes turns, and so do cases within a round."""
    return (round_number + case_number) % 2 == 0


def median_interval(values: Sequence[float]) -> Interval:
    """Return the distribution-free interval of the median: the k-th smallest and the k-th largest value.

    k is the largest for which at least 95 % is reached: k - 1 or fewer of n fair coins show heads with a probability
    of at most 2.5 %. Fewer than six values reach less; then it is their range, with what that reaches.
    """
    ordered, number = sorted(values), len(values)
    below = [sum(comb(number, heads) for heads in range(k)) / 2**number for k in range(1, number // 2 + 1)]
    enough = [k for k, tail in enumerate(below, start=1) if 1 - 2 * tail >= CONFIDENCE]
    k = max(enough, default=1)
    confidence = 1 - 2 * below[k - 1] if below else 0.0
    return Interval(ordered[k - 1], ordered[-k], confidence)


def table(found: Sequence[Paired]) -> str:
    """Return a Markdown table, a line for each case."""
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
    """Say which tree is better, where the interval reaches the confidence and leaves 1 out."""
    if interval.confidence < CONFIDENCE:
        return "too few rounds"
    if interval.low <= 1 <= interval.high:
        return "no"
    is_more = interval.low > 1
    return "better" if is_more == (one.unit == "answers/s") else "worse"
