"""A job done beside the one who asks for it, because it may hang."""

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import Generic, TypeVar

from django.db import close_old_connections

__all__ = ["Aside"]

T = TypeVar("T")


class Aside(Generic[T]):
    """Does a job in one thread that is kept. Many may ask at once: they wait for the same answer, none for long."""

    def __init__(self, job: Callable[[], T], *, patience: float) -> None:
        self._job, self._patience = job, patience
        self._lock = Lock()
        self._asked: SimpleQueue[Future[T]] = SimpleQueue()
        self._thread: Thread | None = None
        self._answer: Future[T] | None = None
        self._since = 0.0

    def result(self) -> T:
        """Return what the job returns, or raise what it raises; TimeoutError once it takes longer than `patience`."""
        with self._lock:
            answer = self._answer
            if answer is None or answer.done():
                answer = self._answer = Future()
                self._since = monotonic()
                self._asked.put(answer)
                self._be_at_work()
            left = self._since + self._patience - monotonic()
        return answer.result(timeout=max(left, 0))

    def _be_at_work(self) -> None:
        # Started late, so that each worker process has its own; a daemon, so that no hanging job delays the end.
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._work, name="aside", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            answer = self._asked.get()
            try:
                close_old_connections()
                answer.set_result(self._job())
            except BaseException as error:  # noqa: BLE001, raised again where it was asked for
                answer.set_exception(error)
