import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparisons.ranking import around as around_module
from comparisons.ranking.additive import firsts
from comparisons.ranking.around import Around
from comparisons.ranking.smaa import simulate_around
from comparisons.ranking.weights import weights
from tests.comparisons.ranking.problems import problem, table_of
from tests.tables import points, tables

few = settings(max_examples=settings.default.max_examples // 4)


def leader_of(table, own):
    return firsts(table, weights(own))[0]


@few
@given(tables(), st.data(), st.integers(0, 2**64 - 1))
def test_shares_are_those_of_the_whole_simulation_but_for_chance(table, data, seed):
    own = {criterion: data.draw(points) for criterion in table.criteria}
    leader = leader_of(table, own)
    whole = simulate_around(table, own, seed=seed, samples=4000)
    found = Around(table, method=1, samples=4000).first_places(table.alternatives, own, leader)
    # Five standard errors of the difference of two shares from 4,000 samples each.
    assert found.first == pytest.approx(whole.first, abs=0.06)
    assert found.winning == pytest.approx(whole.winning[table.row(leader)], abs=0.06)
    assert found.first.sum() == pytest.approx(1)


def test_who_else_is_compared_moves_nobodys_scores():
    table, own = problem(3, spread=0.1)
    few_of_them = table.among({"a1", "a2"})
    drawn = Around(table, method=1, samples=50)
    assert np.array_equal(drawn.scores("a1"), Around(few_of_them, method=1, samples=50).scores("a1"))
    leader = leader_of(few_of_them, own)
    assert np.array_equal(
        drawn.first_places(["a1", "a2"], own, leader).first,
        Around(few_of_them, method=1, samples=50).first_places(["a1", "a2"], own, leader).first,
    )


def test_scores_are_drawn_evenly_within_their_intervals():
    table, _ = problem(5, n=1, m=3, spread=0.2)
    low, point, high = table.arrays
    drawn = Around(table, method=1, samples=20_000).scores("a0")
    assert np.all((low[0][:, None] <= drawn) & (drawn <= high[0][:, None]))
    assert drawn.mean(axis=1) == pytest.approx(point[0], abs=0.005)


def test_equals_share_the_first_place_and_draw_with_each_other():
    twins = table_of([[0.5, 0.25], [0.5, 0.25]])
    found = Around(twins, method=1, samples=100).first_places(["a0", "a1"], {"c0": 1, "c1": 2}, "a0")
    assert found.first.tolist() == [0.5, 0.5]
    assert found.winning.tolist() == [0.5, 0.5]


@pytest.mark.parametrize("seed", range(5))
def test_of_many_only_those_are_drawn_that_can_come_first_or_near(monkeypatch, seed):
    table, own = problem(seed, n=30, spread=0.05)
    leader = leader_of(table, own)
    whole = Around(table, method=1, samples=500).first_places(table.alternatives, own, leader)
    monkeypatch.setattr(around_module, "_MANY", 5)
    sparing = Around(table, method=1, samples=500)
    found = sparing.first_places(table.alternatives, own, leader)
    assert len(sparing._drawn) < 30
    assert np.array_equal(found.first, whole.first)
    skipped = [row for row, slug in enumerate(table.alternatives) if slug not in sparing._drawn]
    assert found.winning[skipped].tolist() == [1.0] * len(skipped)
    assert all(whole.winning[skipped] >= 0.65)


def test_no_more_scores_are_held_than_there_is_room_for(monkeypatch):
    table, own = problem(1, n=10, spread=0.1)
    one = Around(table, method=1, samples=100).scores("a0").nbytes
    whole = Around(table, method=1, samples=100).first_places(table.alternatives, own, leader_of(table, own))
    monkeypatch.setattr(around_module, "_HELD", 3 * one)
    cramped = Around(table, method=1, samples=100)
    found = cramped.first_places(table.alternatives, own, leader_of(table, own))
    assert len(cramped._drawn) <= 3
    assert np.array_equal(found.first, whole.first)


def test_what_cannot_be_asked():
    table, own = problem(1)
    drawn = Around(table, method=1, samples=10)
    with pytest.raises(KeyError, match="nobody"):
        drawn.first_places(["nobody", "a0"], own, "a0")
    with pytest.raises(KeyError, match="c0"):
        drawn.first_places(table.alternatives, {}, "a0")
