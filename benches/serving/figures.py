"""Computes figures from runs, and whether they meet their bars. Pure."""

from collections.abc import Sequence
from statistics import median

from msgspec import Struct

from benches.serving.wrk import Run

# The least rate of a page of a large catalogue, relative to one of a small catalogue that shows as much.
_LARGER = 0.8
# The most that the 99th percentile may be, relative to the median.
_TAIL = 3.0
# The least share of the work that each of two workers does for steady clients.
_LEAST_SHARE = 0.35


class Figure(Struct, frozen=True):
    """The results of one case on one site: ratios to the bare view, and medians of rate and times (ms)."""

    ratios: tuple[float, ...]
    rate: float
    p50: float
    p99: float

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def tail(self) -> float:
        """The 99th percentile of the response time, relative to the median."""
        return self.p99 / self.p50


class Row(Struct, frozen=True):
    """A line of the report. `is_met` is None without a bar."""

    what: str
    figure: str
    bar: str = ""
    is_met: bool | None = None
    details: str = ""


def figure(runs: Sequence[tuple[Run, Run, Run]]) -> Figure:
    """Return the figure of triples of runs: of the bare view before, of the case, and of the bare view after."""
    return Figure(
        ratios=tuple(run.rate / ((before.rate + after.rate) / 2) for before, run, after in runs),
        rate=median(run.rate for _, run, _ in runs),
        p50=median(run.p50 for _, run, _ in runs),
        p99=median(run.p99 for _, run, _ in runs),
    )


def row(what: str, found: Figure, bar: float | None) -> Row:
    low, high = min(found.ratios), max(found.ratios)
    return Row(
        what=what,
        figure=f"{found.ratio:.3f}",
        bar=f"at least {bar:g}" if bar is not None else "",
        is_met=None if bar is None else found.ratio >= bar,
        details=f"{low:.3f} to {high:.3f}; {found.rate:.0f} a second, "
        f"half within {found.p50:.1f} ms, 99% within {found.p99:.1f} ms",
    )


def tail_row(what: str, found: Figure) -> Row:
    details = f"{found.p99:.1f} ms to {found.p50:.1f} ms"
    return Row(what, f"{found.tail:.1f}", f"at most {_TAIL:g}", found.tail <= _TAIL, details)


def bare_tail_row(runs: Sequence[Run]) -> Row:
    """Return the tail of the bare view, which is due to the machine and the load and not to the site."""
    p50, p99 = (median(one[place] for one in runs) for place in (1, 2))
    return Row("bare view: slowest 1% to half", f"{p99 / p50:.1f}", details=f"{p99:.1f} ms to {p50:.1f} ms")


def relative(what: str, small: Figure, large: Figure) -> Row:
    """Compare a page of a large catalogue with the same page of a small one in each round."""
    shares = [one / other for one, other in zip(large.ratios, small.ratios, strict=True)]
    share = median(shares)
    return Row(
        what, f"{share:.2f}", f"at least {_LARGER:g}", share >= _LARGER, f"{min(shares):.2f} to {max(shares):.2f}"
    )


def share_row(what: str, runs: Sequence[Run]) -> Row:
    """Return the least share of a worker in the work of a case, in the median of its runs."""
    shares = [one.least_share for one in runs]
    return Row(
        f"{what}: share of the worker that does least",
        f"{median(shares):.0%}",
        f"at least {_LEAST_SHARE:.0%}",
        median(shares) >= _LEAST_SHARE,
        f"{min(shares):.0%} to {max(shares):.0%} of the processor time",
    )


def memory_rows(start: Sequence[float], half: Sequence[float], end: Sequence[float], requests: int) -> list[Row]:
    """Return rows from the megabytes of each worker at the start, after half of the requests, and after all.

    All caches are full after half of the requests.
    """
    most, grown = max(end), max(end) - max(half)
    every = ", ".join(f"{one:.0f} to {other:.0f}" for one, other in zip(start, end, strict=True))
    what = f"memory of a worker after {requests:,} mixed requests, MB"
    return [
        Row(what, f"{most:.0f}", "at most 120", most <= 120, f"each worker from its first answer on: {every}"),
        Row(
            "of that, grown in the second half, MB", f"{grown:.1f}", "at most 3", grown <= 3, "all caches are full then"
        ),
    ]


def start_row(what: str, seconds: float) -> Row:
    return Row(f"from start to first answer, {what}, seconds", f"{seconds:.1f}", "at most 3", seconds <= 3)
