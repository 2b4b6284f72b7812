import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.ranking.screening import AtLeast, AtMost, OneOf, Outcome, screen

PASS, FAIL, UNKNOWN = Outcome

JUDGED = [
    # requirement, low, high, outcome
    (AtLeast(5), 5, 5, PASS),
    (AtLeast(5), 4.9, 4.9, FAIL),
    (AtLeast(5), 5, 6, PASS),
    (AtLeast(5), 4, 5, UNKNOWN),
    (AtLeast(5), 4, 6, UNKNOWN),
    (AtLeast(5), 3, 4, FAIL),
    (AtLeast(0), 0, 0, PASS),
    (AtMost(5), 5, 5, PASS),
    (AtMost(5), 5.1, 5.1, FAIL),
    (AtMost(5), 4, 5, PASS),
    (AtMost(5), 5, 6, UNKNOWN),
    (AtMost(5), 4, 6, UNKNOWN),
    (AtMost(5), 6, 7, FAIL),
]


@pytest.mark.parametrize(("requirement", "low", "high", "expected"), JUDGED)
def test_a_quantity_is_judged_by_all_it_may_be(requirement, low, high, expected):
    assert requirement(low, high) is expected


@pytest.mark.parametrize(
    ("kinds", "kind", "expected"),
    [
        ({"full", "micro"}, "full", PASS),
        ({"full", "micro"}, "api", FAIL),
        ({"full"}, None, UNKNOWN),
        (set(), "full", FAIL),
    ],
)
def test_a_fact_is_judged_by_the_kinds_that_will_do(kinds, kind, expected):
    assert OneOf(frozenset(kinds))(kind) is expected


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], PASS),
        ([PASS, PASS], PASS),
        ([PASS, UNKNOWN], UNKNOWN),
        ([PASS, UNKNOWN, FAIL], FAIL),
        ([FAIL], FAIL),
        ([UNKNOWN, UNKNOWN], UNKNOWN),
    ],
)
def test_one_failure_fails_and_one_doubt_leaves_it_open(outcomes, expected):
    assert screen(outcomes) is expected
    assert screen(reversed(outcomes)) is expected


quantities = st.floats(-100, 100)


@given(quantities, quantities, quantities)
def test_at_least_and_at_most_are_each_other_s_mirror(threshold, x, y):
    low, high = sorted((x, y))
    assert AtLeast(threshold)(low, high) is AtMost(-threshold)(-high, -low)


@given(quantities, quantities, quantities, quantities)
def test_a_lower_bar_never_fails_what_passed_a_higher_one(threshold, drop, x, y):
    low, high = sorted((x, y))
    if AtLeast(threshold)(low, high) is PASS:
        assert AtLeast(threshold - abs(drop))(low, high) is PASS


@given(quantities, quantities)
def test_what_is_known_exactly_is_never_in_doubt(threshold, x):
    assert AtLeast(threshold)(x, x) is (PASS if x >= threshold else FAIL)
    assert AtMost(threshold)(x, x) is (PASS if x <= threshold else FAIL)


def test_screening_by_hand():
    # Four alternatives on one must-have, from the worked case 'must-have-screening-hand-case'.
    known = [(9, 9), (4, 4), (6, 6), (0, 10)]
    assert [AtLeast(5)(*cell) for cell in known] == [PASS, FAIL, PASS, UNKNOWN]
