"""What the ranking costs: `make bench`. Figures are ratios within one run, since machines differ."""

from statistics import median
from time import perf_counter

import pytest

SAID = pytest.StashKey[list[str]]()


@pytest.fixture
def say(request):
    """Put a line into the summary."""
    return request.config.stash.setdefault(SAID, []).append


def pytest_terminal_summary(terminalreporter, config):
    terminalreporter.section("ratios")
    for line in config.stash.get(SAID, []):
        terminalreporter.write_line(line)


@pytest.fixture
def ratio():
    """Return how often as long one function takes as another, in the median, the two taking turns."""

    def measure(ours, other, rounds):
        timed = [(seconds(ours), seconds(other)) for _ in range(rounds)]
        return median(own for own, _ in timed) / median(their for _, their in timed)

    return measure


def seconds(function):
    begin = perf_counter()
    function()
    return perf_counter() - begin
