import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.ranking.rounding import rounded_parts

CASES = [
    ([], 0, []),
    ([0.0], 0, [0]),
    ([33.4, 33.4, 33.4], 100, [34, 33, 33]),
    ([33.3, 33.3, 33.4], 100, [33, 33, 34]),
    ([0.5, 0.5], 1, [1, 0]),
    ([0.4, 0.4], 1, [1, 0]),
    ([0.2, 0.2], 0, [0, 0]),
    ([1.9, 1.9, 1.9], 6, [2, 2, 2]),
    ([12.0, 7.0], 19, [12, 7]),
    ([56.25, 0.0, 0.25], 57, [57, 0, 0]),
    ([99.5], 100, [100]),
    ([2.5], 3, [3]),
]


@pytest.mark.parametrize(("parts", "total", "shown"), CASES)
def test_shown_parts_by_hand(parts, total, shown):
    assert rounded_parts(parts) == (total, shown)


many = st.lists(st.floats(0, 100), max_size=40)


@given(many)
def test_shown_parts_add_up_to_the_shown_total(parts):
    total, shown = rounded_parts(parts)
    assert sum(shown) == total


@given(many)
def test_the_shown_total_is_the_true_one_rounded(parts):
    total, _ = rounded_parts(parts)
    assert abs(total - math.fsum(parts)) <= 0.5


@given(many)
def test_each_shown_part_is_within_one_of_its_own_value(parts):
    _, shown = rounded_parts(parts)
    assert all(abs(seen - part) < 1 for seen, part in zip(shown, parts, strict=True))


@given(many)
def test_a_larger_part_is_never_shown_smaller(parts):
    _, shown = rounded_parts(parts)
    pairs = list(zip(parts, shown, strict=True))
    assert all(a[1] <= b[1] for a in pairs for b in pairs if a[0] < b[0])


@given(many, st.integers(0, 40))
def test_nothing_is_shown_as_nothing(parts, place):
    parts = [*parts[:place], 0.0, *parts[place:]]
    _, shown = rounded_parts(parts)
    assert shown[min(place, len(parts) - 1)] == 0
