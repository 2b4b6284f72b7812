"""Repeats runs during which the hypervisor took processor time from this machine ("steal"), as they are not valid."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")

# The most stolen time in a run, as a share. More than 1 % of a run would affect the slowest 1 % of responses.
AT_MOST = 0.01
# The same where half of the responses take a third of a millisecond, so that a pause is as long as many of them. A
# fixed line from the proxy has a tail of 6 if 0.8 % is stolen, and of 37 with 5 %.
AT_MOST_IN_BRIEF = 0.0025
_STEAL = 7


class Undisturbed:
    """Repeats disturbed runs, regardless of their results, and counts them."""

    def __init__(self, tries: int, times: Callable[[], list[int]] | None = None) -> None:
        self._tries, self._times = tries, times or _processor_times
        self.runs = self.repeated = self.disturbed = 0

    def __call__(self, measure: Callable[[], Found], at_most: float = AT_MOST) -> Found:
        """Return the first undisturbed run, or the least disturbed one if all were disturbed."""
        self.runs += 1
        tried: list[tuple[float, Found]] = []
        while len(tried) < self._tries:
            before = self._times()
            found = measure()
            share = stolen_share(before, self._times())
            if share <= at_most:
                return found
            tried.append((share, found))
            self.repeated += len(tried) < self._tries
        self.disturbed += 1
        return min(tried, key=lambda one: one[0])[1]

    @property
    def summary(self) -> str:
        return (
            f"{self.repeated} of {self.runs + self.repeated} runs were disturbed and done again; "
            f"{self.disturbed} are counted though disturbed each time"
        )


def stolen_share(before: list[int], after: list[int]) -> float:
    """Return the share of processor time that was stolen between two readings."""
    spent = [late - early for early, late in zip(before, after, strict=True)]
    return spent[_STEAL] / max(1, sum(spent[: _STEAL + 1]))


def _processor_times() -> list[int]:
    """Return the ticks from /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal, and guest times.

    Guest times are included in user and nice.
    """
    first, *_ = Path("/proc/stat").read_text(encoding="ascii").splitlines()
    return [int(ticks) for ticks in first.split()[1:]]
