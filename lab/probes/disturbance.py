"""Whether the machine is too busy with other things for a probe to mean anything."""

import time
from collections.abc import Callable

from lab.probes.listing import Outcome

SAMPLE = 0.05  # seconds of work
SLOWED = 3.0  # times as long as it takes alone
PATIENCE = 20.0  # seconds to wait for a calm machine
TRIES = 2


def is_busy() -> bool:
    """Whether a little work takes much longer than it would alone."""
    began, worked = time.perf_counter(), time.process_time()
    while time.process_time() - worked < SAMPLE:
        pass
    return time.perf_counter() - began > SAMPLE * SLOWED


def wait_for_calm() -> None:
    """Wait until the machine is calm, but not for ever."""
    end = time.monotonic() + PATIENCE
    while is_busy() and time.monotonic() < end:
        time.sleep(2)


def undisturbed(probe: Callable[[], Outcome]) -> Outcome:
    """Run a probe on a calm machine; again where the machine was busy afterwards or the probe could not be run."""
    outcome = None
    for _ in range(TRIES):
        wait_for_calm()
        outcome = probe()
        if outcome.state != "cannot be run" and not is_busy():
            break
    assert outcome is not None, "it was tried"
    return outcome
