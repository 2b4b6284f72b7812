import pytest

from benches.serving.paired import Interval, Paired, is_first, median_interval, paired, table

slower = paired("a page", "answers/s", [(100.0, 200.0), (110.0, 200.0), (90.0, 200.0)] * 2, disturbed=1)


def test_each_pair_gives_the_ratio_of_the_present_tree_to_the_commit():
    assert slower == Paired("a page", "answers/s", (100.0, 110.0, 90.0, 100.0, 110.0, 90.0), (200.0,) * 6, disturbed=1)
    assert slower.ratios == (0.5, 0.55, 0.45, 0.5, 0.55, 0.45)


def test_the_two_trees_take_turns_in_being_measured_first():
    assert [is_first(number, 0) for number in range(4)] == [True, False, True, False]
    assert [is_first(0, place) for place in range(4)] == [True, False, True, False]


@pytest.mark.parametrize(
    ("values", "interval"),
    [
        ([3.0], Interval(3.0, 3.0, 0.0)),
        ([3.0, 1.0], Interval(1.0, 3.0, 0.5)),
        ([5.0, 1.0, 4.0, 2.0, 3.0], Interval(1.0, 5.0, 0.9375)),
        ([6.0, 5.0, 1.0, 4.0, 2.0, 3.0], Interval(1.0, 6.0, 0.96875)),
        # 1 - 2 * (1 + 9) / 512: the second smallest and the second largest of nine
        ([float(value) for value in range(9)], Interval(1.0, 7.0, 0.9609375)),
        # 1 - 2 * (1 + 20 + 190 + 1140 + 4845 + 15504) / 2^20: the textbook's 6th and 15th of twenty
        ([float(value) for value in range(1, 21)], Interval(6.0, 15.0, 1 - 2 * 21700 / 2**20)),
    ],
)
def test_the_interval_of_a_median_lies_between_the_order_statistics_that_reach_95_per_cent(values, interval):
    assert median_interval(values) == interval


def lines(*found):
    return table(found).splitlines()[2:]


def test_each_case_is_a_line_with_both_medians_and_the_interval_of_their_ratio():
    assert lines(slower) == [
        "| a page | answers/s | 200 | 100 | 0.500 | 0.450 | 0.550 | 97% | worse | 1 of 6 |",
    ]


@pytest.mark.parametrize(
    ("unit", "pairs", "verdict"),
    [
        ("answers/s", [(2.0, 1.0)] * 6, "better"),
        ("ms CPU", [(2.0, 1.0)] * 6, "worse"),
        ("ms CPU", [(1.0, 2.0)] * 6, "better"),
        ("answers/s", [(2.0, 1.0)] * 5 + [(1.0, 2.0)], "no"),
        ("answers/s", [(2.0, 1.0)] * 5, "too few rounds"),
    ],
)
def test_trees_differ_only_if_the_interval_excludes_1(unit, pairs, verdict):
    (line,) = lines(paired("a page", unit, pairs))
    assert line.split(" | ")[-2] == verdict
