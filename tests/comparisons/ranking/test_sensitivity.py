import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from comparisons.ranking.additive import TOLERANCE, value, vector
from comparisons.ranking.sensitivity import (
    NotInFirstPlace,
    ScoreChange,
    StabilityInterval,
    WeightShift,
    lead,
    least_score_change,
    least_weight_shift,
    score_changes,
    stability_intervals,
)
from comparisons.ranking.weights import weights
from tests.comparisons.ranking.problems import gaps, led, table_of
from tests.comparisons.ranking.reference import firsts, moved
from tests.tables import points, tables

seeds = st.integers(0, 10_000)


@st.composite
def weighed(draw):
    table = draw(tables())
    own = weights({criterion: draw(points) for criterion in table.criteria})
    return table, own, draw(st.sampled_from(firsts(table, own)))


def test_an_interval_by_hand():
    # With t on c0, a0 has 0.6 t + 0.3 (1 - t) and a1 has 0.2 t + 0.5 (1 - t): level at t = 1/3.
    table = table_of([[0.6, 0.3], [0.2, 0.5]])
    found = stability_intervals(lead(table, {"c0": 0.5, "c1": 0.5}, "a0"))
    assert found[0] == StabilityInterval("c0", 0.5, pytest.approx(1 / 3), 1.0, "a1", None)
    assert found[1] == StabilityInterval("c1", 0.5, 0.0, pytest.approx(2 / 3), None, "a1")


@given(weighed())
def test_within_the_interval_nobody_is_ahead_and_outside_somebody_is(given_problem):
    table, own, leader = given_problem
    if len(table.criteria) == 1:
        return
    for interval in stability_intervals(lead(table, own, leader)):
        assert 0 <= interval.low <= interval.weight <= interval.high <= 1
        for t in np.linspace(0, 1, 21):
            ahead = gaps(table, moved(own, interval.criterion, float(t)), leader)
            if interval.low <= t <= interval.high:
                assert min(ahead.values()) >= -10 * TOLERANCE
            else:
                rival = interval.below if t < interval.low else interval.above
                assert ahead[rival] <= 10 * TOLERANCE


@pytest.mark.parametrize("seed", range(20))
def test_the_ends_are_those_of_a_fine_grid(seed):
    table, own, leader = led(seed)
    for interval in stability_intervals(lead(table, own, leader)):
        grid = np.linspace(0, 1, 501)
        kept = [t for t in grid if leader in firsts(table, moved(own, interval.criterion, float(t)))]
        assert [min(kept), max(kept)] == pytest.approx([interval.low, interval.high], abs=1 / 500)


@given(weighed())
def test_at_an_end_the_two_are_level(given_problem):
    table, own, leader = given_problem
    for interval in stability_intervals(lead(table, own, leader)):
        for end, rival in [(interval.low, interval.below), (interval.high, interval.above)]:
            if rival is not None:
                assert abs(gaps(table, moved(own, interval.criterion, end), leader)[rival]) <= 10 * TOLERANCE


def test_a_weight_of_one_is_weighed_against_the_rest_in_equal_shares():
    table = table_of([[0.6, 0, 0], [0.4, 0.3, 0.3]])
    assert stability_intervals(lead(table, {"c0": 1.0, "c1": 0.0, "c2": 0.0}, "a0"))[0].low == pytest.approx(0.6)


def test_nobody_comes_first_in_place_of_the_only_one():
    assert stability_intervals(lead(table_of([[0.5, 0.1]]), {"c0": 0.5, "c1": 0.5}, "a0")) == (
        StabilityInterval("c0", 0.5, 0.0, 1.0, None, None),
        StabilityInterval("c1", 0.5, 0.0, 1.0, None, None),
    )


def test_a_single_criterion_has_nothing_to_be_weighed_against():
    (interval,) = stability_intervals(lead(table_of([[0.5], [0.1]]), {"c0": 1.0}, "a0"))
    assert (interval.low, interval.high, interval.below, interval.above) == (0, 1, None, None)


@pytest.mark.parametrize("cell", [0.4, None])
def test_nothing_changes_between_equals(cell):
    table = table_of([[cell] * 3] * 3)
    for interval in stability_intervals(lead(table, weights({"c0": 1, "c1": 2, "c2": 4}), "a1")):
        assert (interval.low, interval.high, interval.below, interval.above) == (0, 1, None, None)


def test_the_first_of_two_that_tie_loses_at_once_on_one_side():
    table = table_of([[0.6, 0.2], [0.2, 0.6]])
    interval = stability_intervals(lead(table, {"c0": 0.5, "c1": 0.5}, "a0"))[0]
    assert (interval.low, interval.high, interval.below, interval.above) == (0.5, 1, "a1", None)


def test_only_who_is_first_can_stay_first():
    table, own, _ = led(1)
    last = min(table.alternatives, key=dict(zip(table.alternatives, value(table, own).total, strict=True)).get)
    with pytest.raises(NotInFirstPlace, match=last):
        stability_intervals(lead(table, own, last))
    with pytest.raises(KeyError, match="nobody"):
        stability_intervals(lead(table, own, "nobody"))


# Weight moved, and single scores

EQUAL = {"c0": 0.5, "c1": 0.5}


def test_a_shift_by_hand():
    # The gap is 0.1; each bit of weight from c0 to c1 closes 0.4 + 0.2 of it.
    assert least_weight_shift(lead(table_of([[0.8, 0.4], [0.4, 0.6]]), EQUAL, "a0")) == WeightShift(
        "a1", pytest.approx(1 / 6), (("c0", pytest.approx(1 / 6)),), "c1"
    )


def test_a_source_that_runs_empty_is_followed_by_the_next():
    # d is 0.9, 0.5 and -0.1: 0.1 of c0 gives 0.1, the rest of 0.24 has to come from c1.
    table = table_of([[0.9, 0.5, 0], [0, 0, 0.1]])
    found = least_weight_shift(lead(table, {"c0": 0.1, "c1": 0.4, "c2": 0.5}, "a0"))
    assert found.sources == (("c0", pytest.approx(0.1)), ("c1", pytest.approx(0.14 / 0.6)))
    assert (found.target, found.mass) == ("c2", pytest.approx(0.1 + 0.14 / 0.6))


def shift_to(table, own, leader, rival):
    """Return the least weight to move so that this rival draws level."""
    return least_weight_shift(lead(table.among({leader, rival}), own, leader))


def as_linear_program(table, own, leader, rival):
    """Return the least weight to move: take x <= w, give y, until the gap is gone."""
    pair = lead(table.among({leader, rival}), own, leader)
    d, m = pair.differences[0], len(pair.weights)
    found = linprog(
        c=[1] * m + [0] * m,
        A_ub=[[*-d, *d]],
        b_ub=[-pair.gaps[0]],
        A_eq=[[1] * m + [-1] * m],
        b_eq=[0],
        bounds=[(0, w) for w in pair.weights.tolist()] + [(0, None)] * m,
    )
    return found.fun if found.success else None


@pytest.mark.parametrize("seed", range(15))
def test_shifts_solve_the_linear_program(seed):
    table, own, leader = led(seed)
    found = {rival: shift_to(table, own, leader, rival) for rival in table.alternatives if rival != leader}
    for rival, own_shift in found.items():
        assert (own_shift.mass if own_shift else None) == pytest.approx(as_linear_program(table, own, leader, rival))
    possible = [own_shift.mass for own_shift in found.values() if own_shift]
    assert least_weight_shift(lead(table, own, leader)).mass == pytest.approx(min(possible))


@pytest.mark.parametrize("seed", range(15))
def test_after_the_shift_the_two_are_level(seed):
    table, own, leader = led(seed)
    found = least_weight_shift(lead(table, own, leader))
    after = dict(own)
    for source, mass in found.sources:
        after[source] -= mass
        after[found.target] += mass
    assert min(after.values()) >= -1e-12
    assert gaps(table, after, leader)[found.rival] == pytest.approx(0, abs=1e-9)
    assert found.mass == pytest.approx(sum(mass for _, mass in found.sources))


@pytest.mark.parametrize(
    "table", [table_of([[0.9, 0.9], [0.5, 0.9]]), table_of([[0.5, 0.5]] * 2), table_of([[0.5, 0.5]])]
)
def test_no_weights_put_ahead_who_is_better_nowhere(table):
    assert least_weight_shift(lead(table, EQUAL, "a0")) is None


def test_score_changes_by_hand():
    # a0 leads by 0.1 before a1 and by 0.2 before a2; a cell counts half.
    table = table_of([[0.8, 0.4], [0.4, 0.6], [0.1, 0.7]])
    assert score_changes(table, EQUAL, "a0") == pytest.approx(
        np.array([[0.6, 0.2], [0.6, 0.8], [0.5, np.nan]]), nan_ok=True
    )
    assert least_score_change(table, EQUAL, "a0") == ScoreChange("a0", "c0", 0.8, pytest.approx(0.6))


@pytest.mark.parametrize("seed", range(15))
def test_a_little_more_than_the_change_takes_first_place_and_a_little_less_does_not(seed):
    table, own, leader = led(seed)
    w, (_, point, _) = vector(table, own), table.arrays
    after, row = score_changes(table, own, leader), table.row(leader)
    for i, j in np.ndindex(*after.shape):
        sign = -1 if i == row else 1
        # Where no change does it, not even the end of the scale does.
        end = (1 + sign) / 2
        tried = [end] if np.isnan(after[i, j]) else [after[i, j] - sign * 1e-6, after[i, j] + sign * 1e-6]
        lost = []
        for score in tried:
            changed = point.copy()
            changed[i, j] = score
            lost.append(bool((changed @ w).max() > changed[row] @ w + 1e-12))
        assert lost == ([False] if np.isnan(after[i, j]) else [False, True])


@pytest.mark.parametrize("seed", range(15))
def test_the_least_score_change_is_the_smallest_of_all(seed):
    table, own, leader = led(seed)
    found = least_score_change(table, own, leader)
    changes = np.abs(score_changes(table, own, leader) - table.arrays[1])
    assert abs(found.after - found.before) == pytest.approx(np.nanmin(changes))


def test_a_score_that_counts_nothing_changes_nothing():
    table = table_of([[0.8, 0.4], [0.7, 0.6]])
    assert np.isnan(score_changes(table, {"c0": 1.0, "c1": 0.0}, "a0")[:, 1]).all()


def test_nobody_takes_first_place_from_the_only_one():
    assert np.isnan(score_changes(table_of([[0.5, 0.5]]), EQUAL, "a0")).all()
    assert least_score_change(table_of([[0.5, 0.5]]), EQUAL, "a0") is None


def test_of_two_that_tie_any_change_decides():
    table = table_of([[1, 1], [1, 1]])
    assert score_changes(table, EQUAL, "a0") == pytest.approx(np.array([[1, 1], [np.nan, np.nan]]), nan_ok=True)
    assert least_score_change(table, EQUAL, "a0") == ScoreChange("a0", "c0", 1.0, 1.0)


def test_only_who_is_first_can_be_overtaken():
    table = table_of([[0.8, 0.4], [0.7, 0.1]])
    for ask in (lead, score_changes, least_score_change):
        with pytest.raises(NotInFirstPlace, match="a1"):
            ask(table, EQUAL, "a1")
        with pytest.raises(KeyError, match="nobody"):
            ask(table, EQUAL, "nobody")


def test_many_criteria_at_once():
    table, own, leader = led(3, n=40, m=60)
    rivals = [rival for rival in table.alternatives if rival != leader]
    masses = [found.mass for rival in rivals if (found := shift_to(table, own, leader, rival))]
    assert least_weight_shift(lead(table, own, leader)).mass == pytest.approx(min(masses))
    assert weights(own) == pytest.approx(own)
