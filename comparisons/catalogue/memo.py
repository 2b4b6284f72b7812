"""Caching the result of a function on its frozen argument, like a cached property outside of the class."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Value = TypeVar("Value")
Result = TypeVar("Result")


def memo(function: Callable[[Value], Result]) -> Callable[[Value], Result]:
    """Decorate a function of one frozen Struct with `dict=True`, so that it runs once for each value.

    The result lives as long as the value, and is not part of its equality, encoding or copies. If two threads call
    the function at once, both may run it, and both get the result stored first. Exceptions are not stored.
    """

    @wraps(function)
    def cached(value: Value) -> Result:
        results: dict[Any, Result] = value.__dict__.setdefault("memo", {})
        if function not in results:
            results.setdefault(function, function(value))
        return results[function]

    return cached
