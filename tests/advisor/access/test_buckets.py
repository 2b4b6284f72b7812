"""Buckets of tokens: tables of who takes when, and how long they wait."""

import pytest

from advisor.access.buckets import Buckets


@pytest.mark.parametrize(
    ("at", "waits"),
    [
        ([0, 0, 0, 0], [0, 0, 0, 0.5]),  # full at first; then one every half second
        ([0, 0, 0, 0, 0], [0, 0, 0, 0.5, 0.5]),  # whoever has to wait loses nothing by asking
        ([0, 0, 0, 0.25], [0, 0, 0, 0.25]),
        ([0, 0, 0, 0.5, 0.5], [0, 0, 0, 0, 0.5]),
        ([0, 0, 0, 1.5, 1.5, 1.5, 1.5], [0, 0, 0, 0, 0, 0, 0.5]),
        ([0, 1000, 1000, 1000, 1000], [0, 0, 0, 0, 0.5]),  # never fuller than full
    ],
)
def test_a_bucket_gives_what_is_in_it_and_fills_steadily(at, waits):
    buckets = Buckets(size=3, per_second=2, most=10)
    assert [buckets.take("somebody", now) for now in at] == waits


def test_everybody_has_a_bucket_of_their_own():
    buckets = Buckets(size=1, per_second=1, most=10)
    assert [buckets.take(key, now=0) for key in ("a", "b", "a", "b")] == [0, 0, 1, 1]


def test_there_are_never_more_than_so_many_and_the_busiest_stay():
    buckets = Buckets(size=1, per_second=0.001, most=3)
    for stranger in range(100):
        buckets.take("busy", now=0)
        buckets.take(stranger, now=0)
    assert len(buckets) == 3
    assert buckets.take("busy", now=0) > 0
