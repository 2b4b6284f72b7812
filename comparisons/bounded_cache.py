"""A cache that is bounded in bytes, keys included. Pure."""

from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Lock
from typing import Generic, TypeVar

from cachetools import FIFOCache

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

# Bytes that an entry takes besides what `size` counts, roughly: places in the cache, and objects of Python.
OVERHEAD = 300


class BoundedCache(Generic[Key, Value]):
    """Holds at most `max_bytes`; `size` returns the bytes of a key and its value. Thread-safe.

    First in, first out: unlike LRU, a look-up changes nothing and needs no lock. Keys are kept with the values, since
    cachetools measures values only.
    """

    def __init__(self, max_bytes: int, size: Callable[[Key, Value], int]) -> None:
        self._entries: FIFOCache[Key, tuple[Key, Value]] = FIFOCache(
            max_bytes, getsizeof=lambda entry: size(*entry) + OVERHEAD
        )
        self._lock = Lock()  # held for writes

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def bytes(self) -> int:
        return int(self._entries.currsize)

    def get(self, key: Key) -> Value | None:
        try:
            return self._entries[key][1]
        except KeyError:
            return None

    def put(self, key: Key, value: Value) -> None:
        """Keep a value, unless it alone is larger than the cache."""
        with self._lock, suppress(ValueError):  # cachetools refuses such a value
            self._entries[key] = key, value

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
