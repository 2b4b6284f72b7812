import pytest
from hypothesis import given

from comparisons.ranking.additive import (
    certainly_better,
    firsts,
    is_certainly_better,
    leeways,
    moves_most,
    ranks,
    value,
)
from comparisons.ranking.intervals import Interval
from tests.comparisons.ranking.problems import problem, table_of
from tests.tables import tables

TABLE = table_of(
    [
        [0.7, Interval(0.2, 0.3, 0.4), 0.5],
        [0.4, 0.6, None],
        [Interval(0.2, 0.2, 0.3), Interval(0.1, 0.1, 0.2), Interval(0.3, 0.4, 0.4)],
    ]
)
WEIGHTS = {"c0": 0.5, "c1": 0.3, "c2": 0.2}


def test_a_lead_is_certain_when_the_ranges_do_not_meet():
    assert certainly_better(value(TABLE, WEIGHTS)).tolist() == [
        [False, False, True],
        [False, False, True],
        [False, False, False],
    ]


@given(tables())
def test_a_certain_lead_holds_wherever_the_values_lie(table):
    equal = dict.fromkeys(table.criteria, 1 / len(table.criteria))
    valuation = value(table, equal)
    certain = certainly_better(valuation)
    assert not (certain & certain.T).any()
    for one, row in zip(table.alternatives, certain.tolist(), strict=True):
        for other, is_certain in zip(table.alternatives, row, strict=True):
            assert is_certainly_better(table, equal, one, other) == is_certain


def test_equals_are_not_certainly_better_than_each_other():
    table = table_of([[0.1 + 0.2, 0.3], [0.3, 0.1 + 0.2]])
    assert not certainly_better(value(table, {"c0": 0.5, "c1": 0.5})).any()


def test_the_widest_cells_move_a_total_most():
    assert dict(moves_most(TABLE, WEIGHTS, "a2")) == pytest.approx({"c0": 0.05, "c1": 0.03, "c2": 0.02})
    assert [criterion for criterion, _ in moves_most(TABLE, WEIGHTS, "a2")] == ["c0", "c1", "c2"]
    assert moves_most(TABLE, WEIGHTS, "a1") == (("c2", 0.2),)
    assert moves_most(table_of([[1]]), {"c0": 1}, "a0") == ()


def test_leeways_add_up_to_the_range():
    table, points = problem(1, spread=0.05)
    valuation = value(table, points)
    assert leeways(table, points).sum(axis=1) == pytest.approx(valuation.highest - valuation.lowest)


def test_a_table_can_be_cut_down_to_some_rows_or_columns():
    assert TABLE.among({"a2", "a0"}).cells == (TABLE.cells[0], TABLE.cells[2])
    assert TABLE.among(["a2", "a0"]).alternatives == ("a0", "a2")
    assert TABLE.on(["c2"]).cells == tuple((row[2],) for row in TABLE.cells)
    assert TABLE.on(["c2", "c0"]).criteria == ("c0", "c2")
    assert TABLE.among([]).arrays[0].shape == (0, 3)


@pytest.mark.parametrize("cut", [TABLE.among, TABLE.on])
def test_names_the_table_does_not_have_are_a_mistake(cut):
    with pytest.raises(KeyError, match="nobody"):
        cut({"nobody"})
    with pytest.raises(KeyError, match="nobody"):
        is_certainly_better(TABLE, WEIGHTS, "a0", "nobody")


def test_those_who_tie_are_first_together():
    assert firsts(table_of([[0.5, 0.5], [1, 0], [0, 0.9]]), {"c0": 0.5, "c1": 0.5}) == ("a0", "a1")


def test_ranks_of_many():
    assert ranks([i % 250 for i in range(1000)]) == [1 + 4 * (249 - i % 250) for i in range(1000)]
