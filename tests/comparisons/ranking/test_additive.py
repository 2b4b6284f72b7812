import doctest
import importlib
import math
import pkgutil

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comparisons import ranking
from comparisons.ranking.additive import ranks, rounded_parts, value
from comparisons.ranking.performance_table import Interval, PerformanceTable
from comparisons.ranking.value_functions import Linear
from comparisons.ranking.weights import weights
from tests.tables import intervals, points, tables


def table_of(matrix, levels=None):
    """Return a published table of exact figures as it stands; without levels the figures are values."""
    levels = levels or [Linear(0, 1)] * len(matrix[0])
    cells = tuple(
        tuple(None if x is None else Interval(*[level(x)] * 3) for x, level in zip(row, levels, strict=True))
        for row in matrix
    )
    return PerformanceTable(
        alternatives=tuple(f"a{i}" for i in range(len(matrix))),
        criteria=tuple(f"c{j}" for j in range(len(matrix[0]))),
        cells=cells,
    )


def weighing(*shares):
    return {f"c{j}": share for j, share in enumerate(shares)}


# Published tables


def test_the_office_problem():
    # Goodwin and Wright (2004), Decision Analysis for Management Judgment, Table 3.2.
    matrix = [
        [100, 60, 100, 75, 0, 90],
        [20, 80, 10, 30, 100, 30],
        [80, 70, 0, 0, 10, 100],
        [70, 50, 30, 55, 30, 90],
        [40, 60, 90, 100, 60, 70],
        [0, 0, 70, 0, 80, 0],
        [60, 100, 20, 50, 50, 80],
    ]
    found = value(table_of(matrix, [Linear(0, 100)] * 6), weighing(0.32, 0.26, 0.23, 0.10, 0.06, 0.03))
    assert 100 * found.total == pytest.approx([80.8, 39.4, 47.4, 52.3, 64.8, 20.9, 60.2], abs=1e-9)
    assert 100 * found.contributions[0] == pytest.approx([32.0, 15.6, 23.0, 7.5, 0.0, 2.7], abs=1e-9)
    assert ranks(found.total) == [1, 6, 5, 4, 2, 7, 3]


def test_a_tie_for_the_first_place():
    # "Weighted sum model", English Wikipedia, after Triantaphyllou (2000).
    matrix = [[25, 20, 15, 30], [10, 30, 20, 30], [30, 10, 30, 10]]
    found = value(table_of(matrix, [Linear(0, 100)] * 4), weighing(0.2, 0.15, 0.4, 0.25))
    assert 100 * found.total == pytest.approx([21.5, 22, 22], abs=1e-9)
    assert ranks(found.total) == [3, 1, 1]


SPOTIS = [[10.5, -3.1, 1.7], [-4.7, 0, 3.4], [8.1, 0.3, 1.3], [3.2, 7.3, -5.3]]
SPOTIS_LEVELS = [Linear(-5, 12), Linear(10, -6), Linear(-8, 5)]
SPOTIS_WEIGHTS = weighing(0.2, 0.3, 0.5)


def test_fixed_reference_levels():
    # Dezert et al. (2020), The SPOTIS rank reversal free method: value = 1 - score.
    found = value(table_of(SPOTIS, SPOTIS_LEVELS), SPOTIS_WEIGHTS)
    assert found.total == pytest.approx([0.8011, 0.6295, 0.6937, 0.2509], abs=6e-5)
    assert ranks(found.total) == [1, 3, 2, 4]


def test_the_best_and_the_worst_that_are_added_change_nothing_else():
    added = [*SPOTIS, [12, -6, 5], [-5, 10, -8]]
    found = value(table_of(added, SPOTIS_LEVELS), SPOTIS_WEIGHTS)
    expected = [0.8010548643, 0.6294909502, 0.6936849548, 0.2509417421, 1, 0]
    assert found.total == pytest.approx(expected, abs=1e-9)


def test_a_copy_of_one_alternative_reverses_no_order():
    # Belton and Gear (1983): the analytic hierarchy process puts A before B once D, a copy of B, is there.
    matrix = [[1, 9, 8], [9, 1, 9], [1, 1, 1], [9, 1, 9]]
    found = value(table_of(matrix, [Linear(1, 9)] * 3), weighing(1 / 3, 1 / 3, 1 / 3))
    assert found.total == pytest.approx([0.625, 2 / 3, 0, 2 / 3], abs=1e-12)
    assert ranks(found.total) == [3, 1, 4, 1]


def test_intervals_by_hand():
    low = [[0.7, 0.2, 0.5], [0.4, 0.6, 0.0], [0.2, 0.1, 0.3]]
    high = [[0.7, 0.4, 0.5], [0.4, 0.6, 1.0], [0.3, 0.2, 0.4]]
    cells = tuple(
        tuple(Interval(a, (a + b) / 2, b) for a, b in zip(*rows, strict=True)) for rows in zip(low, high, strict=True)
    )
    # B's third cell is nothing but unknown.
    cells = (cells[0], (*cells[1][:2], None), cells[2])
    found = value(PerformanceTable(("A", "B", "C"), ("c0", "c1", "c2"), cells), weighing(0.5, 0.3, 0.2))
    assert found.lowest == pytest.approx([0.51, 0.38, 0.19], abs=1e-12)
    assert found.total == pytest.approx([0.54, 0.48, 0.24], abs=1e-12)
    assert found.highest == pytest.approx([0.57, 0.58, 0.29], abs=1e-12)
    assert found.known_share == pytest.approx([1, 0.8, 1], abs=1e-12)


def test_the_unknown_spans_what_it_could_be():
    found = value(table_of([[0.9, 0.2], [None, 0.8]]), weighing(0.5, 0.5))
    assert (found.lowest[1], found.total[1], found.highest[1]) == pytest.approx((0.4, 0.65, 0.9))


def test_a_criterion_without_weight_is_a_mistake():
    with pytest.raises(KeyError):
        value(table_of([[0.5, 0.5]]), {"c0": 1.0})


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (0, 2), (2, 0)])
def test_empty_tables_have_empty_totals(rows, columns):
    table = PerformanceTable(
        alternatives=tuple("ab"[:rows]), criteria=("c0", "c1")[:columns], cells=((None,) * columns,) * rows
    )
    found = value(table, weighing(*[0.5] * columns))
    assert found.total.tolist() == [0.0] * rows
    assert found.contributions.shape == (rows, columns)


# Ranks

RANKS = [
    ([], []),
    ([0.5], [1]),
    ([0.5, 0.7, 0.5], [2, 1, 2]),
    ([0.1, 0.2, 0.2, 0.3], [4, 2, 2, 1]),
    ([0.3, 0.1 + 0.2], [1, 1]),
    ([0.5, 0.5 + 1e-8], [2, 1]),
    ([0.0, 0.0, 0.0], [1, 1, 1]),
]


@pytest.mark.parametrize(("totals", "expected"), RANKS)
def test_a_rank_is_one_more_than_the_number_above(totals, expected):
    assert ranks(totals) == expected


# What always holds (decision-method, section 2.4)


@st.composite
def weighed_tables(draw):
    table = draw(tables())
    given_points = draw(st.fixed_dictionaries(dict.fromkeys(table.criteria, points)))
    return table, given_points


def totals(table, given_points):
    return value(table, weights(given_points)).total.tolist()


@given(weighed_tables())
def test_parts_add_up_to_the_total_within_its_range(weighed):
    found = value(weighed[0], weights(weighed[1]))
    assert found.contributions.sum(axis=1) == pytest.approx(found.total, abs=1e-12)
    assert np.all(found.lowest <= found.total + 1e-12)
    assert np.all(found.total <= found.highest + 1e-12)
    assert np.all((found.lowest >= 0) & (found.highest <= 1 + 1e-12))
    assert np.all((found.known_share >= 0) & (found.known_share <= 1 + 1e-12))


@given(weighed_tables(), st.data())
def test_a_better_cell_never_makes_a_total_worse(weighed, data):
    table, given_points = weighed
    row = data.draw(st.integers(0, len(table.alternatives) - 1))
    column = data.draw(st.integers(0, len(table.criteria) - 1))
    old = table.cells[row][column] or Interval(0, 0.5, 1)
    new = data.draw(intervals)
    better = Interval(*map(max, old, new))
    cells = [list(cells) for cells in table.cells]
    cells[row][column] = better
    improved = PerformanceTable(table.alternatives, table.criteria, tuple(map(tuple, cells)))
    before, after = value(table, weights(given_points)), value(improved, weights(given_points))
    assert after.total[row] >= before.total[row] - 1e-12
    assert after.lowest[row] >= before.lowest[row] - 1e-12
    assert after.highest[row] >= before.highest[row] - 1e-12
    assert ranks(after.total)[row] <= ranks(before.total)[row]


@given(weighed_tables(), st.floats(0.01, 100))
def test_scaling_all_points_changes_no_total(weighed, factor):
    table, given_points = weighed
    scaled = {criterion: factor * given for criterion, given in given_points.items()}
    assert totals(table, scaled) == pytest.approx(totals(table, given_points), abs=1e-12)


@given(weighed_tables(), st.data())
def test_a_criterion_without_points_changes_no_total(weighed, data):
    table, given_points = weighed
    assume(any(given_points.values()))
    cells = tuple((*row, data.draw(st.none() | intervals)) for row in table.cells)
    more = PerformanceTable(table.alternatives, (*table.criteria, "idle"), cells)
    assert totals(more, given_points | {"idle": 0}) == pytest.approx(totals(table, given_points), abs=1e-12)


@given(weighed_tables(), st.data())
def test_removing_an_alternative_changes_nothing_about_the_others_not_even_by_a_rounding(weighed, data):
    table, given_points = weighed
    gone = data.draw(st.integers(0, len(table.alternatives) - 1))
    left = PerformanceTable(
        tuple(slug for row, slug in enumerate(table.alternatives) if row != gone),
        table.criteria,
        tuple(cells for row, cells in enumerate(table.cells) if row != gone),
    )
    before, after = value(table, weights(given_points)), value(left, weights(given_points))
    for name in ("total", "lowest", "highest", "contributions", "known_share"):
        assert getattr(after, name).tolist() == np.delete(getattr(before, name), gone, axis=0).tolist()


def test_a_framework_has_the_same_value_alone_and_in_company_to_the_last_bit():
    chance = np.random.default_rng(7)
    cells = np.sort(chance.random((40, 25, 3)), axis=2).tolist()
    rows = tuple(tuple(Interval(*cell) for cell in row) for row in cells)
    criteria = tuple(f"c{j}" for j in range(25))
    shares = weights(dict(zip(criteria, chance.random(25).tolist(), strict=True)))
    everybody = value(PerformanceTable(tuple(f"a{i}" for i in range(40)), criteria, rows), shares)
    for i in range(40):
        alone = value(PerformanceTable((f"a{i}",), criteria, rows[i : i + 1]), shares)
        for name in ("total", "lowest", "highest", "known_share"):
            assert getattr(alone, name)[0] == getattr(everybody, name)[i]


@given(weighed_tables(), st.data())
def test_what_is_at_least_as_good_everywhere_never_ranks_lower(weighed, data):
    table, given_points = weighed
    worse = data.draw(st.integers(0, len(table.alternatives) - 1))
    better = tuple(
        Interval(*map(max, cell or Interval(0, 0.5, 1), data.draw(intervals))) for cell in table.cells[worse]
    )
    both = PerformanceTable((*table.alternatives, "better"), table.criteria, (*table.cells, better))
    places = ranks(totals(both, given_points))
    assert places[-1] <= places[worse]


@given(weighed_tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_criteria_changes_no_total(weighed, chance):
    table, given_points = weighed
    order = chance.sample(range(len(table.criteria)), len(table.criteria))
    turned = PerformanceTable(
        table.alternatives,
        tuple(table.criteria[column] for column in order),
        tuple(tuple(cells[column] for column in order) for cells in table.cells),
    )
    assert totals(turned, given_points) == pytest.approx(totals(table, given_points), abs=1e-12)


@given(st.lists(st.floats(0, 1), max_size=20))
def test_ranks_follow_the_totals(some_totals):
    placed = list(zip(some_totals, ranks(some_totals), strict=True))
    for total, rank in placed:
        above = [other for other in placed if other[1] < rank]
        assert rank == 1 + len(above)
        assert all(other > total for other, _ in above)
        assert all(other == pytest.approx(total, abs=1.1e-9) for other, place in placed if place == rank)


def test_ranks_of_many():
    assert ranks([i % 250 for i in range(1000)]) == [1 + 4 * (249 - i % 250) for i in range(1000)]


# Rounding

ROUNDED = [
    ([], 0, []),
    ([0.0], 0, [0]),
    ([33.4, 33.4, 33.4], 100, [34, 33, 33]),
    ([33.3, 33.3, 33.4], 100, [33, 33, 34]),
    ([0.5, 0.5], 1, [1, 0]),
    ([0.4, 0.4], 1, [1, 0]),
    ([0.2, 0.2], 0, [0, 0]),
    ([1.9, 1.9, 1.9], 6, [2, 2, 2]),
    ([12.0, 7.0], 19, [12, 7]),
    ([56.25, 0.0, 0.25], 57, [57, 0, 0]),
    ([99.5], 100, [100]),
    ([2.5], 3, [3]),
]


@pytest.mark.parametrize(("parts", "total", "shown"), ROUNDED)
def test_shown_parts_by_hand(parts, total, shown):
    assert rounded_parts(parts) == (total, shown)


many = st.lists(st.floats(0, 100), max_size=40)


@given(many)
def test_shown_parts_add_up_to_the_shown_total(parts):
    total, shown = rounded_parts(parts)
    assert sum(shown) == total


@given(many)
def test_the_shown_total_is_the_true_one_rounded(parts):
    total, _ = rounded_parts(parts)
    assert abs(total - math.fsum(parts)) <= 0.5


@given(many)
def test_each_shown_part_is_within_one_of_its_own_value(parts):
    _, shown = rounded_parts(parts)
    assert all(abs(seen - part) < 1 for seen, part in zip(shown, parts, strict=True))


@given(many)
def test_a_larger_part_is_never_shown_smaller(parts):
    _, shown = rounded_parts(parts)
    pairs = list(zip(parts, shown, strict=True))
    assert all(a[1] <= b[1] for a in pairs for b in pairs if a[0] < b[0])


@given(many, st.integers(0, 40))
def test_nothing_is_shown_as_nothing(parts, place):
    parts = [*parts[:place], 0.0, *parts[place:]]
    _, shown = rounded_parts(parts)
    assert shown[min(place, len(parts) - 1)] == 0


# Examples in the docstrings

MODULES = [module.name for module in pkgutil.iter_modules(ranking.__path__, "comparisons.ranking.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name):
    found = doctest.testmod(importlib.import_module(name))
    assert found.failed == 0


def test_there_are_examples_to_hold():
    attempted = [doctest.testmod(importlib.import_module(name)).attempted for name in MODULES]
    assert sum(attempted) >= 4
