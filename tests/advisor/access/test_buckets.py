"""Token buckets: times of requests and the waits they get."""

import pytest

from advisor.access.buckets import Buckets


@pytest.mark.parametrize(
    ("at", "waits"),
    [
        ([0, 0, 0, 0], [0, 0, 0, 0.5]),  # full at first, then one token every half second
        ([0, 0, 0, 0, 0], [0, 0, 0, 0.5, 0.5]),  # a refused request costs nothing
        ([0, 0, 0, 0.25], [0, 0, 0, 0.25]),
        ([0, 0, 0, 0.5, 0.5], [0, 0, 0, 0, 0.5]),
        ([0, 0, 0, 1.5, 1.5, 1.5, 1.5], [0, 0, 0, 0, 0, 0, 0.5]),
        ([0, 1000, 1000, 1000, 1000], [0, 0, 0, 0, 0.5]),  # never more tokens than the size
    ],
)
def test_a_bucket_starts_full_and_refills_at_a_steady_rate(at, waits):
    buckets = Buckets(size=3, per_second=2, most=10)
    assert [buckets.take("somebody", now) for now in at] == waits


def test_each_key_has_its_own_bucket():
    buckets = Buckets(size=1, per_second=1, most=10)
    assert [buckets.take(key, now=0) for key in ("a", "b", "a", "b")] == [0, 0, 1, 1]


def test_the_least_recently_used_bucket_is_dropped_first():
    buckets = Buckets(size=1, per_second=0.001, most=3)
    for stranger in range(100):
        buckets.take("busy", now=0)
        buckets.take(stranger, now=0)
    assert len(buckets) == 3
    assert buckets.take("busy", now=0) > 0
