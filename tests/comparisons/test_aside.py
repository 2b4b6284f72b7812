from threading import Event

import pytest

from comparisons.aside import Aside
from tests.at_once import PATIENCE, at_once


def test_what_the_job_returns_or_raises_comes_back():
    def fail():
        raise LookupError("gone")

    assert Aside(lambda: 3, patience=PATIENCE).result() == 3
    with pytest.raises(LookupError, match="gone"):
        Aside(fail, patience=PATIENCE).result()


def test_each_time_the_job_is_done_anew():
    numbers = iter([1, 2])
    job = Aside(lambda: next(numbers), patience=PATIENCE)
    assert [job.result(), job.result()] == [1, 2]


def test_nobody_waits_longer_than_the_patience_and_the_job_is_done_once():
    goes_on, begun = Event(), []

    def hang():
        begun.append(True)
        goes_on.wait(PATIENCE)
        return "late"

    job = Aside(hang, patience=0.05)
    assert [type(outcome) for outcome in at_once(*[job.result] * 5)] == [TimeoutError] * 5
    assert begun == [True]
    goes_on.set()
    # Either the late answer or, if that has come in already, that of another try.
    assert Aside(hang, patience=PATIENCE).result() == "late"
