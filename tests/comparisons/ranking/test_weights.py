import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comparisons.catalogue.value import Importance
from comparisons.ranking.weights import SWING_POINTS, weights
from tests.tables import points

CASES = [
    ({}, {}),
    ({"a": 4}, {"a": 1.0}),
    ({"a": 8, "b": 0, "c": 2}, {"a": 0.8, "b": 0.0, "c": 0.2}),
    # Nobody has named a priority: all weigh the same.
    ({"a": 0, "b": 0}, {"a": 0.5, "b": 0.5}),
]


@pytest.mark.parametrize(("given_points", "expected"), CASES)
def test_weights_are_shares_of_the_points(given_points, expected):
    assert weights(given_points) == expected


def test_swing_weights_of_the_office_problem():
    # Goodwin and Wright (2004), Decision Analysis for Management Judgment, Table 3.2.
    swings = {"closeness": 100, "visibility": 80, "image": 70, "size": 30, "comfort": 20, "parking": 10}
    assert [round(100 * weight) for weight in weights(swings).values()] == [32, 26, 23, 10, 6, 3]


def test_every_level_has_points_and_each_step_doubles_them():
    assert {level.value: SWING_POINTS[level.value] for level in Importance} == {
        "not-at-all": 0,
        "a-little": 1,
        "somewhat": 2,
        "a-lot": 4,
        "decisive": 8,
    }


def test_negative_points_are_a_mistake():
    with pytest.raises(ValueError, match="points are 0 or more"):
        weights({"a": 1, "b": -1})


some_points = st.dictionaries(st.text(max_size=2), points, min_size=1, max_size=30)


@given(some_points)
def test_weights_add_up_to_one(given_points):
    assert sum(weights(given_points).values()) == pytest.approx(1, abs=1e-12)


@given(some_points, st.floats(1e-3, 1e3))
def test_scaling_all_points_changes_nothing(given_points, factor):
    scaled = {criterion: factor * given for criterion, given in given_points.items()}
    assert weights(scaled) == pytest.approx(weights(given_points), abs=1e-12)


@given(some_points)
def test_a_criterion_without_points_changes_no_other_weight(given_points):
    assume(any(given_points.values()))
    assert weights(given_points | {"idle": 0}) == weights(given_points) | {"idle": 0.0}
