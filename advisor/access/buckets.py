"""Token buckets for rate limiting."""

from collections.abc import Hashable
from threading import Lock

__all__ = ["Buckets"]


class Buckets:
    """One bucket of `size` tokens for each key, full at first and refilled at `per_second`. Thread-safe.

    At most `most` keys are remembered; the least recently used is dropped first.
    """

    def __init__(self, size: float, per_second: float, most: int) -> None:
        self.size, self.per_second, self.most = size, per_second, most
        self._left: dict[Hashable, tuple[float, float]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._left)

    def take(self, key: Hashable, now: float) -> float:
        """Take a token and return 0; if there is none, return the seconds until the next one. `now` is in seconds."""
        with self._lock:
            left, at = self._left.pop(key, (self.size, now))
            left = min(self.size, left + (now - at) * self.per_second)
            wait = 0.0 if left >= 1 else (1 - left) / self.per_second
            self._left[key] = (left if wait else left - 1, now)
            if len(self._left) > self.most:
                del self._left[next(iter(self._left))]
            return wait
