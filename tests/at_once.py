"""Running functions concurrently."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

# Seconds.
TIMEOUT = 30


def at_once(*jobs):
    """Run all jobs at once, each in a thread with its own connection. Return what each returned or raised."""
    start = Barrier(len(jobs))

    def run(job):
        start.wait(TIMEOUT)
        try:
            return job()
        except Exception as error:  # noqa: BLE001, returned to the test
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs, timeout=TIMEOUT))
