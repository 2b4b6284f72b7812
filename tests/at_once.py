"""Things done by several people at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

# Longer than any of them should have to wait for the others.
PATIENCE = 30


def at_once(*jobs):
    """Do all jobs at once, each on a connection of its own; return what each returned or raised."""
    start = Barrier(len(jobs))

    def run(job):
        start.wait(PATIENCE)
        try:
            return job()
        except Exception as error:  # noqa: BLE001, the test judges whatever it was
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as people:
        return list(people.map(run, jobs, timeout=PATIENCE))
