import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.ranking.additive import TIE, firsts, value
from comparisons.ranking.lead import NotInFirstPlace
from comparisons.ranking.stability import Stable, moved, stability, stability_of
from comparisons.ranking.weights import weights
from tests.comparisons.ranking.problems import gaps, led, table_of
from tests.tables import points, tables

seeds = st.integers(0, 10_000)


@st.composite
def weighed(draw):
    table = draw(tables())
    own = weights({criterion: draw(points) for criterion in table.criteria})
    return table, own, draw(st.sampled_from(firsts(table, own)))


def test_by_hand():
    # With t on c0, a0 has 0.6 t + 0.3 (1 - t) and a1 has 0.2 t + 0.5 (1 - t): level at t = 1/3.
    table = table_of([[0.6, 0.3], [0.2, 0.5]])
    found = stability(table, {"c0": 0.5, "c1": 0.5}, "a0")
    assert found[0] == Stable(("c0",), 0.5, pytest.approx(1 / 3), 1.0, "a1", None)
    assert found[1] == Stable(("c1",), 0.5, 0.0, pytest.approx(2 / 3), None, "a1")


@given(weighed())
def test_within_the_interval_nobody_is_ahead_and_outside_somebody_is(given_problem):
    table, own, leader = given_problem
    if len(table.criteria) == 1:
        return
    for stable in stability(table, own, leader):
        assert 0 <= stable.low <= stable.weight <= stable.high <= 1
        for t in np.linspace(0, 1, 21):
            ahead = gaps(table, moved(own, stable.criteria, float(t)), leader)
            if stable.low <= t <= stable.high:
                assert min(ahead.values()) >= -10 * TIE
            else:
                rival = stable.below if t < stable.low else stable.above
                assert ahead[rival] <= 10 * TIE


@pytest.mark.parametrize("seed", range(20))
def test_the_ends_are_those_of_a_fine_grid(seed):
    table, own, leader = led(seed)
    for stable in stability(table, own, leader):
        grid = np.linspace(0, 1, 501)
        kept = [t for t in grid if leader in firsts(table, moved(own, stable.criteria, float(t)))]
        assert [min(kept), max(kept)] == pytest.approx([stable.low, stable.high], abs=1 / 500)


@given(weighed())
def test_at_an_end_the_two_are_level(given_problem):
    table, own, leader = given_problem
    for stable in stability(table, own, leader):
        for end, rival in [(stable.low, stable.below), (stable.high, stable.above)]:
            if rival is not None:
                assert abs(gaps(table, moved(own, stable.criteria, end), leader)[rival]) <= 10 * TIE


@pytest.mark.parametrize("seed", range(20))
def test_a_group_moves_as_one(seed):
    table, own, leader = led(seed)
    stable = stability_of(table, own, leader, ["c1", "c3"])
    assert stable.weight == pytest.approx(own["c1"] + own["c3"])
    grid = np.linspace(0, 1, 501)
    kept = [t for t in grid if leader in firsts(table, moved(own, ["c1", "c3"], float(t)))]
    assert [min(kept), max(kept)] == pytest.approx([stable.low, stable.high], abs=1 / 500)


def test_proportions_stay_inside_and_outside():
    own = {"c0": 0.4, "c1": 0.2, "c2": 0.3, "c3": 0.1}
    assert moved(own, ["c0", "c1"], 0.3) == pytest.approx({"c0": 0.2, "c1": 0.1, "c2": 0.525, "c3": 0.175})
    assert moved(own, ["c0", "c1"], 0.6) == pytest.approx(own)


def test_what_weighs_nothing_shares_equally():
    own = {"c0": 1.0, "c1": 0.0, "c2": 0.0}
    assert moved(own, ["c0"], 0.5) == {"c0": 0.5, "c1": 0.25, "c2": 0.25}
    assert moved(own, ["c1", "c2"], 1.0) == {"c0": 0.0, "c1": 0.5, "c2": 0.5}


@pytest.mark.parametrize(("criteria", "to"), [(["c0"], 1.1), (["c0"], -0.1), (["c0", "c1"], 0.5), ([], 0.5)])
def test_a_weight_has_to_come_from_somewhere(criteria, to):
    with pytest.raises(ValueError, match="cannot become"):
        moved({"c0": 0.5, "c1": 0.5}, criteria, to)


def test_all_the_weight_can_stay_where_it_is():
    assert moved({"c0": 1.0}, ["c0"], 1) == {"c0": 1.0}


def test_a_weight_of_one_is_weighed_against_the_rest_in_equal_shares():
    table = table_of([[0.6, 0, 0], [0.4, 0.3, 0.3]])
    assert stability(table, {"c0": 1.0, "c1": 0.0, "c2": 0.0}, "a0")[0].low == pytest.approx(0.6)


def test_nobody_comes_first_in_place_of_the_only_one():
    assert stability(table_of([[0.5, 0.1]]), {"c0": 0.5, "c1": 0.5}, "a0") == (
        Stable(("c0",), 0.5, 0.0, 1.0, None, None),
        Stable(("c1",), 0.5, 0.0, 1.0, None, None),
    )


def test_a_single_criterion_has_nothing_to_be_weighed_against():
    (stable,) = stability(table_of([[0.5], [0.1]]), {"c0": 1.0}, "a0")
    assert (stable.low, stable.high, stable.below, stable.above) == (0, 1, None, None)


@pytest.mark.parametrize("cell", [0.4, None])
def test_nothing_changes_between_equals(cell):
    table = table_of([[cell] * 3] * 3)
    for stable in stability(table, weights({"c0": 1, "c1": 2, "c2": 4}), "a1"):
        assert (stable.low, stable.high, stable.below, stable.above) == (0, 1, None, None)


def test_the_first_of_two_that_tie_loses_at_once_on_one_side():
    table = table_of([[0.6, 0.2], [0.2, 0.6]])
    stable = stability(table, {"c0": 0.5, "c1": 0.5}, "a0")[0]
    assert (stable.low, stable.high, stable.below, stable.above) == (0.5, 1, "a1", None)


def test_only_who_is_first_can_stay_first():
    table, own, leader = led(1)
    last = min(table.alternatives, key=dict(zip(table.alternatives, value(table, own).total, strict=True)).get)
    with pytest.raises(NotInFirstPlace, match=last):
        stability(table, own, last)
    with pytest.raises(KeyError, match="nobody"):
        stability(table, own, "nobody")
    with pytest.raises(KeyError, match="nothing"):
        stability_of(table, own, leader, ["nothing"])
