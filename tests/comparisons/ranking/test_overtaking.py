import numpy as np
import pytest
from scipy.optimize import linprog

from comparisons.ranking.additive import vector
from comparisons.ranking.lead import NotInFirstPlace, lead
from comparisons.ranking.overtaking import ScoreChange, Shift, least_score_change, least_shift, score_changes, shift
from comparisons.ranking.weights import weights
from tests.comparisons.ranking.problems import gaps, led, table_of

EQUAL = {"c0": 0.5, "c1": 0.5}


def test_a_shift_by_hand():
    # The gap is 0.1; each bit of weight from c0 to c1 closes 0.4 + 0.2 of it.
    assert least_shift(table_of([[0.8, 0.4], [0.4, 0.6]]), EQUAL, "a0") == Shift(
        "a1", pytest.approx(1 / 6), (("c0", pytest.approx(1 / 6)),), "c1"
    )


def test_a_source_that_runs_empty_is_followed_by_the_next():
    # d is 0.9, 0.5 and -0.1: 0.1 of c0 gives 0.1, the rest of 0.24 has to come from c1.
    table = table_of([[0.9, 0.5, 0], [0, 0, 0.1]])
    found = least_shift(table, {"c0": 0.1, "c1": 0.4, "c2": 0.5}, "a0")
    assert found.sources == (("c0", pytest.approx(0.1)), ("c1", pytest.approx(0.14 / 0.6)))
    assert (found.target, found.mass) == ("c2", pytest.approx(0.1 + 0.14 / 0.6))


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
    found = {rival: shift(table, own, leader, rival) for rival in table.alternatives if rival != leader}
    for rival, own_shift in found.items():
        assert (own_shift.mass if own_shift else None) == pytest.approx(as_linear_program(table, own, leader, rival))
    possible = [own_shift.mass for own_shift in found.values() if own_shift]
    assert least_shift(table, own, leader).mass == pytest.approx(min(possible))


@pytest.mark.parametrize("seed", range(15))
def test_after_the_shift_the_two_are_level(seed):
    table, own, leader = led(seed)
    found = least_shift(table, own, leader)
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
    assert least_shift(table, EQUAL, "a0") is None


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
        for value in tried:
            changed = point.copy()
            changed[i, j] = value
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
    for ask in (least_shift, score_changes, least_score_change):
        with pytest.raises(NotInFirstPlace, match="a1"):
            ask(table, EQUAL, "a1")
        with pytest.raises(KeyError, match="nobody"):
            ask(table, EQUAL, "nobody")
    with pytest.raises(KeyError, match="nobody"):
        shift(table, EQUAL, "a0", "nobody")


def test_many_criteria_at_once():
    table, own, leader = led(3, n=40, m=60)
    rivals = [rival for rival in table.alternatives if rival != leader]
    masses = [found.mass for rival in rivals if (found := shift(table, own, leader, rival))]
    assert least_shift(table, own, leader).mass == pytest.approx(min(masses))
    assert weights(own) == pytest.approx(own)
