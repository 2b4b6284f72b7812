"""Run a call in a background thread, with a timeout."""

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import Generic, TypeVar

from django.db import close_old_connections

T = TypeVar("T")


class BackgroundCall(Generic[T]):
    """Runs a job in one long-lived thread. Concurrent callers share a run and its result. `timeout` is in seconds."""

    def __init__(self, job: Callable[[], T], *, timeout: float) -> None:
        self._job, self._timeout = job, timeout
        self._lock = Lock()
        self._queue: SimpleQueue[Future[T]] = SimpleQueue()
        self._thread: Thread | None = None
        self._result: Future[T] | None = None
        self._started_at = 0.0

    def result(self) -> T:
        """Return what the job returns or raise what it raises. Raises TimeoutError after `timeout` seconds."""
        with self._lock:
            future = self._result
            if future is None or future.done():
                future = self._result = Future()
                self._started_at = monotonic()
                self._queue.put(future)
                self._start_worker()
            remaining = self._started_at + self._timeout - monotonic()
        return future.result(timeout=max(remaining, 0))

    def _start_worker(self) -> None:
        # Started on first use, so each forked worker has its own; a daemon, so that a hanging job cannot delay exit.
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, name="aside", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            future = self._queue.get()
            try:
                close_old_connections()
                future.set_result(self._job())
            except BaseException as error:  # noqa: BLE001, raised again in the caller
                future.set_exception(error)
