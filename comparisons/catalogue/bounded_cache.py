"""A cache that is bounded in bytes, keys included. Pure."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

# Bytes that an entry takes besides what `size` counts, roughly: places in the cache, and objects of Python.
OVERHEAD = 300


class BoundedCache(Generic[Key, Value]):
    """Holds at most `max_bytes`; `size` returns the bytes of a key and its value. Thread-safe.

    First in, first out: unlike LRU, a look-up changes nothing and needs no lock.
    """

    def __init__(self, max_bytes: int, size: Callable[[Key, Value], int]) -> None:
        self._max_bytes, self._size = max_bytes, size
        self._entries: dict[Key, tuple[int, Value]] = {}
        self.bytes = 0
        self._lock = Lock()  # held for writes

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Key) -> Value | None:
        try:
            return self._entries[key][1]
        except KeyError:
            return None

    def put(self, key: Key, value: Value) -> None:
        """Keep a value, unless it alone is larger than the cache."""
        size = self._size(key, value) + OVERHEAD
        if size > self._max_bytes:
            return
        with self._lock:
            self._drop(key)
            while self.bytes + size > self._max_bytes:
                self._drop(next(iter(self._entries)))
            self._entries[key] = size, value
            self.bytes += size

    def _drop(self, key: Key) -> None:
        size, _ = self._entries.pop(key, (0, None))
        self.bytes -= size

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self.bytes = 0
