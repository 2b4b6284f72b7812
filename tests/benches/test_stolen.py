import pytest

from benches.serving.stolen import AT_MOST, Undisturbed, stolen_share
from benches.serving.wrk import Run


def times(stolen):
    """Return processor times of which this many of a hundred ticks were stolen."""
    return [100 - stolen, 0, 0, 0, 0, 0, 0, stolen, 50, 0]


def measured(*stolen, at_most=AT_MOST):
    """Return an Undisturbed with up to four tries, whose runs lose these numbers of a hundred ticks."""
    looks = iter([one for ticks in stolen for one in ([0] * 10, times(ticks))])
    runs = iter([Run(float(number), 1.0, 2.0) for number in range(1, 9)])
    undisturbed = Undisturbed(4, lambda: next(looks))
    found = undisturbed(lambda: next(runs), at_most)
    return found.rate, undisturbed.repeated, undisturbed.disturbed


def test_the_share_is_of_total_time_without_counting_guests_twice():
    assert stolen_share([0] * 10, times(7)) == 0.07
    assert stolen_share([0] * 10, [0] * 10) == 0


@pytest.mark.parametrize(
    ("stolen", "found"),
    [
        ((0,), (1.0, 0, 0)),
        ((1,), (1.0, 0, 0)),
        ((2, 0), (2.0, 1, 0)),
        ((9, 5, 3, 1), (4.0, 3, 0)),
        ((9, 5, 3, 4), (3.0, 3, 1)),
    ],
)
def test_disturbed_runs_are_repeated_and_counted(stolen, found):
    assert measured(*stolen) == found


def test_short_responses_have_a_lower_limit():
    assert measured(1, 0, at_most=0.005) == (2.0, 1, 0)


def test_the_number_of_repeated_runs_is_reported():
    looks = iter([[0] * 10, times(5), [0] * 10, times(0), [0] * 10, times(0)])
    undisturbed = Undisturbed(4, lambda: next(looks))
    for _ in range(2):
        undisturbed(lambda: Run(1.0, 1.0, 1.0))
    assert undisturbed.summary == "1 of 3 runs were disturbed and done again; 0 are counted though disturbed each time"


def test_processor_times_of_this_machine_are_read():
    assert Undisturbed(1)(lambda: Run(1.0, 2.0, 3.0)) == Run(1.0, 2.0, 3.0)
