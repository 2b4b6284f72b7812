"""Benchmarks of ranking and advice (`make bench`). Results are ratios within one run, since machines differ."""

from statistics import median
from time import perf_counter

import pytest

LINES = pytest.StashKey[list[str]]()


@pytest.fixture
def add_line(request):
    """Return a function that adds a line to the summary."""
    return request.config.stash.setdefault(LINES, []).append


def pytest_terminal_summary(terminalreporter, config):
    terminalreporter.section("ratios")
    for line in config.stash.get(LINES, []):
        terminalreporter.write_line(line)


@pytest.fixture
def ratio():
    """Return a function that measures the ratio of two functions' median times, calling them in turns."""

    def measure(ours, other, rounds):
        timed = [(seconds(ours), seconds(other)) for _ in range(rounds)]
        return median(own for own, _ in timed) / median(their for _, their in timed)

    return measure


def seconds(function):
    started_at = perf_counter()
    function()
    return perf_counter() - started_at
