import numpy as np
import pytest

from comparisons.ranking import anywhere as anywhere_module
from comparisons.ranking.anywhere import Anywhere
from comparisons.ranking.smaa import simulate_anywhere
from tests.comparisons.ranking.problems import problem, table_of


@pytest.mark.parametrize("seed", range(4))
def test_shares_and_central_weights_are_those_of_the_whole_simulation_but_for_chance(seed):
    table, _ = problem(seed, n=4, m=3, spread=0.1)
    whole = simulate_anywhere(table, table.criteria, seed=1, samples=20_000)
    found = Anywhere(table, method=1, samples=20_000).first_places(table.alternatives)
    assert [one.share for one in found] == pytest.approx(whole.first.tolist(), abs=0.025)
    for one, central in zip(found, whole.central_weights, strict=True):
        if one.share > 0.05:
            assert one.central_weights == pytest.approx(central, abs=0.03)


def test_two_criteria_share_the_first_place_as_the_closed_form_says():
    # The first leads while w > 4/7 on the first criterion, the second below: 0.9 w + 0.1 (1-w) = 0.3 w + 0.9 (1-w).
    found = Anywhere(table_of([[0.9, 0.1], [0.3, 0.9]]), method=1, samples=40_000).first_places(["a0", "a1"])
    assert [one.share for one in found] == pytest.approx([3 / 7, 4 / 7], abs=0.01)
    assert found[0].central_weights == pytest.approx([11 / 14, 3 / 14], abs=0.01)


def test_equals_share_the_first_place():
    found = Anywhere(table_of([[0.5, 0.2], [0.5, 0.2], [0.1, 0.1]]), method=1, samples=100).first_places(["a0", "a1"])
    assert [one.share for one in found] == [0.5, 0.5]


def test_central_weights_take_thirty_first_places():
    never = Anywhere(table_of([[0.5, 0.5], [0.4, 0.4]]), method=1, samples=1000).first_places(["a0", "a1"])
    assert never[1].share == 0
    assert never[1].central_weights is None


def test_who_else_is_compared_moves_nobodys_totals():
    table, _ = problem(2, n=5, spread=0.1)
    drawn = Anywhere(table, method=1, samples=200)
    alone = Anywhere(table.among({"a3"}), method=1, samples=200)
    assert np.array_equal(drawn.totals("a3"), alone.totals("a3"))


def test_no_more_totals_are_held_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(anywhere_module, "_HELD", 2)
    table, _ = problem(2, n=5, spread=0.1)
    drawn = Anywhere(table, method=1, samples=200)
    first = drawn.first_places(table.alternatives)
    assert len(drawn._totals) <= 2
    assert [one.share for one in first] == [one.share for one in drawn.first_places(table.alternatives)]


def test_what_cannot_be_asked():
    table, _ = problem(1)
    with pytest.raises(KeyError, match="nobody"):
        Anywhere(table, method=1, samples=10).first_places(["nobody"])
    with pytest.raises(ValueError, match="a criterion that counts"):
        Anywhere(table.on([]), method=1, samples=10)
