from threading import Event

import pytest

from comparisons.editions.background import BackgroundCall
from tests.at_once import TIMEOUT, at_once


def test_result_returns_or_raises_what_the_job_does():
    def fail():
        raise LookupError("gone")

    assert BackgroundCall(lambda: 3, timeout=TIMEOUT).result() == 3
    with pytest.raises(LookupError, match="gone"):
        BackgroundCall(fail, timeout=TIMEOUT).result()


def test_each_call_runs_the_job_again():
    numbers = iter([1, 2])
    job = BackgroundCall(lambda: next(numbers), timeout=TIMEOUT)
    assert [job.result(), job.result()] == [1, 2]


def test_concurrent_callers_share_one_run_and_time_out():
    resume, runs = Event(), []

    def hang():
        runs.append(True)
        resume.wait(TIMEOUT)
        return "late"

    job = BackgroundCall(hang, timeout=0.05)
    assert [type(outcome) for outcome in at_once(*[job.result] * 5)] == [TimeoutError] * 5
    assert runs == [True]
    resume.set()
    # Either the first run is still going, or a second one starts; both return this.
    assert BackgroundCall(hang, timeout=TIMEOUT).result() == "late"
