"""How much somebody may ask for: a bucket of tokens that fills at a steady rate."""

from collections.abc import Hashable
from threading import Lock

__all__ = ["Buckets"]


class Buckets:
    """A bucket for each key, full at first. Of more than `most` the least lately used is forgotten. Thread-safe."""

    def __init__(self, size: float, per_second: float, most: int) -> None:
        self.size, self.per_second, self.most = size, per_second, most
        self._left: dict[Hashable, tuple[float, float]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._left)

    def take(self, key: Hashable, now: float) -> float:
        """Take a token and return 0; or return the seconds until there is one, and take none."""
        with self._lock:
            left, at = self._left.pop(key, (self.size, now))
            left = min(self.size, left + (now - at) * self.per_second)
            wait = 0.0 if left >= 1 else (1 - left) / self.per_second
            self._left[key] = (left if wait else left - 1, now)
            if len(self._left) > self.most:
                del self._left[next(iter(self._left))]
            return wait
