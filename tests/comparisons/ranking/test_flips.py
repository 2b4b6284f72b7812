from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.ranking.additive import firsts, value
from comparisons.ranking.flips import Change, Flip, flips, vanishing_points
from comparisons.ranking.weights import LEVELS, weights
from tests.comparisons.ranking.problems import problem, table_of
from tests.tables import points, tables

TABLE = table_of([[0.9, 0.3, 0.2], [0.4, 0.9, 0.9]])
POINTS = {"c0": 4, "c1": 2, "c2": 1}


def test_by_hand():
    # c1 at 4 points: a0 has (3.6 + 1.2 + 0.2) / 9, a1 has (1.6 + 3.6 + 0.9) / 9.
    found = next(flip for flip in flips(TABLE, POINTS) if flip.changes[0].criterion == "c1")
    assert found == Flip((Change("c1", 2.0, 4.0, 1),), ("a1",), pytest.approx(1.1 / 9))


def brute_force(table, own, changes):
    """Return every other set of levels after which nobody who was first still is, and who is first then."""
    before, found = set(firsts(table, weights(own))), {}
    for chosen in combinations(table.criteria, changes):
        for levels in np.array(np.meshgrid(*[LEVELS] * changes)).reshape(changes, -1).T.tolist():
            changed = own | dict(zip(chosen, levels, strict=True))
            now = firsts(table, weights(changed))
            if all(changed[criterion] != own[criterion] for criterion in chosen) and before.isdisjoint(now):
                found[tuple(zip(chosen, levels, strict=True))] = now
    return found


def as_brute_force(found):
    return {tuple((change.criterion, change.after) for change in flip.changes): flip.first for flip in found}


@given(st.data())
def test_trying_all_levels_one_by_one_finds_the_same(data):
    table = data.draw(tables())
    own = {criterion: data.draw(points) for criterion in table.criteria}
    assert as_brute_force(flips(table, own)) == brute_force(table, own, 1)


@pytest.mark.parametrize("seed", range(6))
def test_trying_all_pairs_of_levels_finds_the_same(seed):
    table, own = problem(seed, n=5, m=4)
    assert as_brute_force(flips(table, own, changes=2)) == brute_force(table, own, 2)


@pytest.mark.parametrize("changes", [1, 2])
def test_the_smallest_changes_come_first(changes):
    table, own = problem(2, n=8, m=5)
    found = flips(table, own, changes=changes)
    assert len(found) > 5
    assert list(found) == sorted(found, key=lambda flip: (flip.steps, -flip.lead))
    assert all(len(flip.changes) == changes for flip in found)
    assert all(flip.lead > 0 for flip in found)


def test_the_lead_is_over_who_was_first_before():
    table, own = problem(2, n=8, m=5)
    (before,) = firsts(table, own)
    for flip in flips(table, own):
        (change,) = flip.changes
        totals = value(table, weights(own | {change.criterion: change.after})).total
        lead = totals[table.row(flip.first[0])] - totals[table.row(before)]
        assert flip.lead == pytest.approx(lead)


def test_many_tries_are_worked_off_in_parts(monkeypatch):
    table, own = problem(2, n=8, m=5)
    at_once = flips(table, own, changes=2)
    monkeypatch.setattr("comparisons.ranking.flips._AT_A_TIME", 100)
    assert as_brute_force(flips(table, own, changes=2)) == as_brute_force(at_once)


@pytest.mark.parametrize(("before", "after", "steps"), [(0, 8, 4), (4, 2, 1), (3, 4, 1), (3, 1, 2), (9, 8, 1)])
def test_a_step_is_a_level(before, after, steps):
    # Whichever of the two criteria has more points decides.
    own = {"c0": before, "c1": max(before, after) - 0.1}
    found = [flip for flip in flips(table_of([[0, 1], [1, 0]]), own) if flip.changes[0].criterion == "c0"]
    assert {flip.changes[0].after: flip.steps for flip in found}[after] == steps


def test_critical_points_by_hand():
    # G = 4 * 0.5 - 2 * 0.6 - 0.7 = 0.1
    expected = {"c0": 4 - 0.1 / 0.5, "c1": 2 + 0.1 / 0.6, "c2": 1 + 0.1 / 0.7}
    assert vanishing_points(TABLE, POINTS, "a0", "a1") == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(20))
def test_at_the_critical_points_the_two_are_level(seed):
    table, own = problem(seed)
    for criterion, critical in vanishing_points(table, own, "a0", "a1").items():
        if critical is not None:
            totals = value(table, weights(own | {criterion: critical})).total
            assert totals[0] == pytest.approx(totals[1], abs=1e-9)


def test_no_points_make_up_for_no_difference_or_go_below_zero():
    table = table_of([[0.5, 0.9, 0.5], [0.5, 0.1, 0.4]])
    assert vanishing_points(table, {"c0": 4, "c1": 8, "c2": 8}, "a0", "a1") == {"c0": None, "c1": None, "c2": None}


@pytest.mark.parametrize(
    "table", [table_of([[0.5, 0.2]]), table_of([[0.5, 0.5]] * 3), table_of([[None, None]] * 2), table_of([[1], [0]])]
)
def test_nobody_overtakes_where_there_is_nobody_or_nothing_else(table):
    own = dict.fromkeys(table.criteria, 2)
    assert flips(table, own) == ()
    assert flips(table, own, changes=2) == ()


def test_without_priorities_a_first_one_can_decide():
    table = table_of([[0.9, 0.5], [0.1, 0.6]])
    found = flips(table, {"c0": 0, "c1": 0})
    assert {(flip.changes[0].criterion, flip.first) for flip in found} == {("c1", ("a1",))}
    assert [flip.steps for flip in found] == [1, 2, 3, 4]


def test_an_empty_table_has_no_flips():
    assert flips(TABLE.among([]), POINTS) == flips(TABLE.on([]), {}) == ()


def test_what_cannot_be_asked():
    with pytest.raises(ValueError, match="one change or two"):
        flips(TABLE, POINTS, changes=3)
    with pytest.raises(KeyError, match="c2"):
        flips(TABLE, {"c0": 1, "c1": 1})
    with pytest.raises(KeyError, match="nobody"):
        vanishing_points(TABLE, POINTS, "a0", "nobody")
