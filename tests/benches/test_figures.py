from benches.serving.figures import (
    Figure,
    Row,
    bare_tail_row,
    figure,
    memory_rows,
    relative,
    row,
    share_row,
    start_row,
    tail_row,
)
from benches.serving.wrk import Run


def bare(rate):
    return Run(rate, 1.0, 2.0)


RUNS = [
    (bare(900.0), Run(600.0, 2.0, 5.0), bare(1100.0)),
    (bare(1000.0), Run(700.0, 3.0, 9.0), bare(1000.0)),
    (bare(2000.0), Run(1000.0, 1.0, 4.0), bare(2000.0)),
]


def test_each_run_is_compared_with_the_runs_of_the_bare_view_before_and_after():
    assert figure(RUNS) == Figure(ratios=(0.6, 0.7, 0.5), rate=700.0, p50=2.0, p99=5.0)
    assert figure(RUNS).ratio == 0.6


def test_a_figure_equal_to_its_bar_meets_it():
    details = "0.500 to 0.700; 700 a second, half within 2.0 ms, 99% within 5.0 ms"
    assert row("page", figure(RUNS), 0.6) == Row("page", "0.600", "at least 0.6", True, details)
    assert row("page", figure(RUNS), 0.61).is_met is False
    assert row("page", figure(RUNS), None) == Row("page", "0.600", "", None, details)


def test_the_slowest_one_percent_may_take_three_times_the_median():
    assert tail_row("page", Figure((1.0,), 1.0, 2.0, 6.0)) == Row("page", "3.0", "at most 3", True, "6.0 ms to 2.0 ms")
    assert tail_row("page", Figure((1.0,), 1.0, 2.0, 6.1)).is_met is False


def test_the_tail_of_the_bare_view_is_reported_without_a_bar():
    runs = [Run(1.0, 2.0, 3.0), Run(1.0, 4.0, 9.0), Run(1.0, 3.0, 6.0)]
    assert bare_tail_row(runs) == Row("bare view: slowest 1% to half", "2.0", details="6.0 ms to 3.0 ms")


def test_the_large_catalogue_is_compared_with_the_small_one_in_each_round():
    small, large = Figure((0.5, 0.4, 0.2), 1, 1, 1), Figure((0.45, 0.4, 0.1), 1, 1, 1)
    assert relative("page", small, large) == Row("page", "0.90", "at least 0.8", True, "0.50 to 1.00")


def test_memory_is_that_of_the_largest_worker_with_its_growth_in_the_second_half():
    most, grown = memory_rows([50.0, 51.0], [99.0, 100.0], [101.0, 102.5], 20_000)
    assert (most.what, most.figure, most.is_met) == ("memory of a worker after 20,000 mixed requests, MB", "102", True)
    assert (grown.figure, grown.is_met) == ("2.5", True)
    assert [one.is_met for one in memory_rows([50.0], [110.0], [121.0], 2)] == [False, False]


def test_each_worker_does_at_least_35_percent_of_the_work():
    runs = [Run(1.0, 1.0, 1.0, least_share=share) for share in (0.2, 0.35, 0.5)]
    expected = (
        "page: share of the worker that does least",
        "35%",
        "at least 35%",
        True,
        "20% to 50% of the processor time",
    )
    assert share_row("page", runs) == Row(*expected)
    assert share_row("page", runs[:1]).is_met is False


def test_a_start_within_three_seconds_meets_its_bar():
    assert [start_row("17", seconds).is_met for seconds in (3.0, 3.1)] == [True, False]
