import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.ranking.intervals import measured
from comparisons.ranking.values import EDITORIAL, BadReferenceLevels, Linear, Logarithmic, Piecewise

FALLING = Piecewise(breakpoints=(50, 75, 90, 100), values=(1, 0.8, 0.5, 0))


@pytest.mark.parametrize(
    ("x", "value"), [(10, 1), (50, 1), (60, 0.92), (75, 0.8), (90, 0.5), (95, 0.25), (100, 0), (120, 0)]
)
def test_values_lie_on_lines_between_the_breakpoints(x, value):
    assert FALLING(x) == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize("x", [-1, 0, 1, 2.5, 5, 7, 10, 11])
def test_breakpoints_may_be_listed_from_either_end(x):
    rising = Piecewise((0, 5, 10), (0, 0.7, 1))
    assert Piecewise((10, 5, 0), (1, 0.7, 0))(x) == rising(x)


def test_two_breakpoints_make_a_linear_scale():
    assert [Piecewise((0, 10), (0, 1))(x) for x in range(-1, 12)] == [Linear(0, 10)(x) for x in range(-1, 12)]


@pytest.mark.parametrize(
    ("breakpoints", "values"),
    [
        ((), ()),
        ((1,), (1,)),
        ((0, 1), (0, 0.5, 1)),
        ((0, 0), (0, 1)),
        ((0, 2, 1), (0, 0.5, 1)),
        ((0, 1, 1, 2), (0, 0.5, 0.6, 1)),
        ((0, float("inf")), (0, 1)),
        ((0, float("nan"), 1), (0, 0.5, 1)),
        ((-1e308, 1e308), (0, 1)),
        ((0, 1, 2), (0, 1, 0.5)),
        ((0, 1), (0, 1.01)),
        ((0, 1), (-0.01, 1)),
        ((0, 1), (float("nan"), 1)),
    ],
)
def test_what_turns_back_or_leaves_its_bounds_is_no_value_function(breakpoints, values):
    with pytest.raises(BadReferenceLevels):
        Piecewise(breakpoints, values)


scales = st.lists(
    st.tuples(st.floats(-1e6, 1e6), st.floats(0, 1)), min_size=2, max_size=6, unique_by=lambda point: point[0]
).map(lambda points: Piecewise(*(tuple(sorted(ends)) for ends in zip(*points, strict=True))))


@given(scales, st.floats(-2e6, 2e6), st.floats(-2e6, 2e6))
def test_more_is_never_worth_less_on_a_rising_scale(scale, x, y):
    assert 0 <= scale(min(x, y)) <= scale(max(x, y)) <= 1


@given(scales)
def test_breakpoints_have_their_own_values(scale):
    assert [scale(x) for x in scale.breakpoints] == pytest.approx(list(scale.values), abs=1e-12)


def test_a_measured_figure_may_use_it():
    assert measured(80, 0.125, FALLING) == pytest.approx((0.5, 0.7, 0.8 + 0.2 * 5 / 25))


@pytest.mark.parametrize(
    ("scale", "inside", "outside"),
    [
        (EDITORIAL, [0, 3, 10], [-0.1, 10.1]),
        (Linear(50, 10), [10, 50], [9.9, 50.1, float("nan")]),
        (Logarithmic(1, 100), [1, 100], [0.99, 101, 0, -1]),
        (Logarithmic(100, 1), [1, 100], [0.99, 101, 0]),
        (FALLING, [50, 80, 100], [49.9, 100.1]),
        (Piecewise((100, 50), (0, 1)), [50, 80, 100], [49.9, 100.1]),
    ],
)
def test_figures_outside_the_levels_are_clipped(scale, inside, outside):
    assert not any(map(scale.is_clipped, inside))
    assert all(map(scale.is_clipped, outside))
