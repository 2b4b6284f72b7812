"""Runs in which the machine under ours gave its processors to others: they measure that machine, and not the site."""

from collections.abc import Callable
from pathlib import Path

from benches.serving.wrk import Run

__all__ = ["AT_MOST", "AT_MOST_IN_BRIEF", "Undisturbed", "stolen_share"]

# Of the processors' time. A hundredth of a run is also what the slowest 1 % are told by.
AT_MOST = 0.01
# Where half of the answers take a third of a millisecond, a pause of the machine is as long as many of them: a fixed
# line from the proxy has a tail of 6 when it loses 0.8 %, and of 37 with 5 %.
AT_MOST_IN_BRIEF = 0.0025
_STEAL = 7


class Undisturbed:
    """Measures again what was disturbed, whatever came out of it, and counts how often."""

    def __init__(self, tries: int, times: Callable[[], list[int]] | None = None) -> None:
        self._tries, self._times = tries, times or _processor_times
        self.runs = self.repeated = self.disturbed = 0

    def __call__(self, measure: Callable[[], Run], at_most: float = AT_MOST) -> Run:
        """Return the first run that was not disturbed; if all tries were, the one that was least."""
        self.runs += 1
        tried: list[tuple[float, Run]] = []
        while len(tried) < self._tries:
            before = self._times()
            found = measure()
            share = stolen_share(before, self._times())
            if share <= at_most:
                return found
            tried.append((share, found))
            self.repeated += len(tried) < self._tries
        self.disturbed += 1
        return min(tried)[1]

    @property
    def told(self) -> str:
        return (
            f"{self.repeated} of {self.runs + self.repeated} runs were disturbed and done again; "
            f"{self.disturbed} are counted though disturbed each time"
        )


def stolen_share(before: list[int], after: list[int]) -> float:
    """Return which share of the processors' time was stolen between two looks at it."""
    spent = [late - early for early, late in zip(before, after, strict=True)]
    return spent[_STEAL] / max(1, sum(spent[: _STEAL + 1]))


def _processor_times() -> list[int]:
    """Return user, nice, system, idle, waiting, two kinds of interrupts, stolen, and guests (counted above already)."""
    first, *_ = Path("/proc/stat").read_text(encoding="ascii").splitlines()
    return [int(ticks) for ticks in first.split()[1:]]
