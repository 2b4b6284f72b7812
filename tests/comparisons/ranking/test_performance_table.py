import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.ranking.performance_table import UNKNOWN, Interval, PerformanceTable, editorial, measured
from comparisons.ranking.value_functions import Linear, Logarithmic
from tests.comparisons.ranking.problems import table_of

EDITORIALS = [
    (7, 0.5, (0.65, 0.7, 0.75)),
    (7, 1.0, (0.6, 0.7, 0.8)),
    (7, 2.0, (0.5, 0.7, 0.9)),
    # Clipped to the scale.
    (0, 0.5, (0.0, 0.0, 0.05)),
    (1, 2.0, (0.0, 0.1, 0.3)),
    (9.5, 1.0, (0.85, 0.95, 1.0)),
    (10, 2.0, (0.8, 1.0, 1.0)),
]


@pytest.mark.parametrize(("score", "half_width", "expected"), EDITORIALS)
def test_a_judgement_may_be_off_by_its_half_width(score, half_width, expected):
    assert editorial(score, half_width) == pytest.approx(expected, abs=1e-12)


MEASURED = [
    (400, 0, Linear(0, 1000), (0.4, 0.4, 0.4)),
    (400, 0.1, Linear(0, 1000), (0.36, 0.4, 0.44)),
    (10, 0.5, Linear(20, 0), (0.25, 0.5, 0.75)),
    (1000, 0.1, Linear(0, 1000), (0.9, 1.0, 1.0)),
    (10, 0, Logarithmic(1, 100), (0.5, 0.5, 0.5)),
    (0, 0.5, Linear(0, 10), (0.0, 0.0, 0.0)),
]


@pytest.mark.parametrize(("figure", "error", "value", "expected"), MEASURED)
def test_a_figure_may_be_off_by_its_stated_error(figure, error, value, expected):
    assert measured(figure, error, value) == pytest.approx(expected, abs=1e-12)


def test_the_unknown_may_be_anything():
    assert Interval(low=0, point=0.5, high=1) == UNKNOWN


@given(st.floats(0, 10), st.floats(0, 10))
def test_a_judgement_is_in_order_and_on_the_scale(score, half_width):
    low, point, high = editorial(score, half_width)
    assert 0 <= low <= point <= high <= 1


@given(st.floats(0, 1e6), st.floats(0, 0.999), st.floats(1, 1e6), st.floats(1, 1e6))
def test_a_figure_is_in_order_and_on_the_scale(figure, error, worst, best):
    if abs(worst - best) < 1e-9 * worst:
        return
    for scale in (Linear, Logarithmic):
        low, point, high = measured(figure, error, scale(worst, best))
        assert 0 <= low <= point <= high <= 1


@given(st.floats(0, 10))
def test_more_confidence_narrows_what_is_possible(score):
    high, medium, low = (editorial(score, half_width) for half_width in (0.5, 1.0, 2.0))
    assert low.low <= medium.low <= high.low
    assert high.high <= medium.high <= low.high


TABLE = table_of(
    [
        [0.7, Interval(0.2, 0.3, 0.4), 0.5],
        [0.4, 0.6, None],
        [Interval(0.2, 0.2, 0.3), Interval(0.1, 0.1, 0.2), Interval(0.3, 0.4, 0.4)],
    ]
)


def test_a_table_can_be_cut_down_to_some_rows_or_columns():
    assert TABLE.among({"a2", "a0"}).cells == (TABLE.cells[0], TABLE.cells[2])
    assert TABLE.among(["a2", "a0"]).alternatives == ("a0", "a2")
    assert TABLE.on(["c2"]).cells == tuple((row[2],) for row in TABLE.cells)
    assert TABLE.on(["c2", "c0"]).criteria == ("c0", "c2")
    assert TABLE.among([]).arrays[0].shape == (0, 3)


@pytest.mark.parametrize("part", [TABLE.among(["a2", "a1"]), TABLE.on(["c2", "c0"]), TABLE.among(["a1"]).on(["c1"])])
def test_a_part_has_the_arrays_of_its_own_cells(part):
    whole = PerformanceTable(part.alternatives, part.criteria, part.cells)
    assert part == whole
    assert [values.tolist() for values in part.arrays] == [values.tolist() for values in whole.arrays]
    assert part.known.tolist() == whole.known.tolist()


@pytest.mark.parametrize("cut", [TABLE.among, TABLE.on])
def test_names_the_table_does_not_have_are_a_mistake(cut):
    with pytest.raises(KeyError, match="nobody"):
        cut({"nobody"})
    with pytest.raises(KeyError, match="nobody"):
        TABLE.row("nobody")


def test_the_spread_of_an_interval_is_all_that_it_may_be():
    assert Interval(0.25, 0.5, 1.0).spread == 0.75
    assert UNKNOWN.spread == 1
