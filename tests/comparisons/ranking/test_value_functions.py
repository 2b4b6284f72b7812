import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.ranking.value_functions import EDITORIAL, BadReferenceLevels, Linear, Logarithmic

VALUES = [
    (EDITORIAL, 0, 0.0),
    (EDITORIAL, 7, 0.7),
    (EDITORIAL, 10, 1.0),
    (EDITORIAL, -1, 0.0),
    (EDITORIAL, 11, 1.0),
    # Less is better: the best level lies below the worst.
    (Linear(worst=50, best=10), 10, 1.0),
    (Linear(worst=50, best=10), 30, 0.5),
    (Linear(worst=50, best=10), 50, 0.0),
    (Linear(worst=50, best=10), 60, 0.0),
    (Linear(worst=50, best=10), 0, 1.0),
    (Linear(worst=-5, best=12), 10.5, 15.5 / 17),
    (Linear(worst=0, best=1), math.inf, 1.0),
    (Logarithmic(worst=1, best=100), 1, 0.0),
    (Logarithmic(worst=1, best=100), 10, 0.5),
    (Logarithmic(worst=1, best=100), 100, 1.0),
    (Logarithmic(worst=1, best=100), 0.5, 0.0),
    (Logarithmic(worst=1, best=100), 1000, 1.0),
    (Logarithmic(worst=1, best=100), 0, 0.0),
    (Logarithmic(worst=400, best=100), 200, 0.5),
    (Logarithmic(worst=400, best=100), 0, 1.0),
    (Logarithmic(worst=400, best=100), -1, 1.0),
    # Ratios that no float can hold.
    (Logarithmic(worst=1e300, best=1e-300), 1, 0.5),
    (Logarithmic(worst=1e-300, best=1e300), 1, 0.5),
    (Logarithmic(worst=1e300, best=1), 5e-324, 1.0),
    # From the tests of the R package smaa.
    (Linear(worst=-0.15, best=0.35), 0.1, 0.5),
    (Linear(worst=100, best=50), 75, 0.5),
]


@pytest.mark.parametrize(("function", "x", "expected"), VALUES)
def test_values_by_hand(function, x, expected):
    assert function(x) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("scale", [Linear, Logarithmic])
@pytest.mark.parametrize(("worst", "best"), [(1, 1), (math.nan, 1), (1, math.nan), (math.inf, 1), (1, -math.inf)])
def test_levels_are_two_different_finite_numbers(scale, worst, best):
    with pytest.raises(BadReferenceLevels, match="have to be finite and different"):
        scale(worst=worst, best=best)


@pytest.mark.parametrize(("worst", "best"), [(0, 1), (1, 0), (-1, 2), (-2, -1)])
def test_the_levels_of_a_logarithm_are_above_zero(worst, best):
    with pytest.raises(BadReferenceLevels, match="have to be above zero"):
        Logarithmic(worst=worst, best=best)


def test_levels_whose_logarithms_are_the_same_define_nothing():
    with pytest.raises(BadReferenceLevels, match="lie too close together"):
        Logarithmic(worst=1e300, best=math.nextafter(1e300, math.inf))


levels = st.floats(min_value=-1e9, max_value=1e9)
positive = st.floats(min_value=0, exclude_min=True, allow_infinity=False)


@st.composite
def functions(draw):
    scale = draw(st.sampled_from([Linear, Logarithmic]))
    level = positive if scale is Logarithmic else levels
    try:
        return scale(draw(level), draw(level))
    except BadReferenceLevels:
        return EDITORIAL


@given(functions(), st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_values_lie_between_0_and_1_and_never_turn_back(function, x, y):
    low, high = sorted((x, y))
    below, above = function(low), function(high)
    assert 0 <= below <= 1
    assert 0 <= above <= 1
    assert below <= above if function.worst < function.best else below >= above


@given(functions())
def test_the_levels_themselves_are_worth_0_and_1(function):
    assert (function(function.worst), function(function.best)) == (0.0, 1.0)


@given(functions(), st.floats(allow_nan=False))
def test_levels_swapped_turn_the_value_round(function, x):
    turned = type(function)(worst=function.best, best=function.worst)
    assert turned(x) == pytest.approx(1 - function(x), abs=1e-9)


@pytest.mark.parametrize(
    ("scale", "inside", "outside"),
    [
        (EDITORIAL, [0, 3, 10], [-0.1, 10.1]),
        (Linear(50, 10), [10, 50], [9.9, 50.1, float("nan")]),
        (Logarithmic(1, 100), [1, 100], [0.99, 101, 0, -1]),
        (Logarithmic(100, 1), [1, 100], [0.99, 101, 0]),
    ],
)
def test_figures_outside_the_levels_are_clipped(scale, inside, outside):
    assert not any(map(scale.is_clipped, inside))
    assert all(map(scale.is_clipped, outside))
