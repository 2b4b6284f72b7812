"""Results kept on the frozen value they were worked out from, like its own cached properties."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Value = TypeVar("Value")
Result = TypeVar("Result")


def memo(function: Callable[[Value], Result]) -> Callable[[Value], Result]:
    """Decorate a function of one frozen value, a Struct with `dict=True`: its result is worked out once for each value.

    The result lives as long as the value and is no part of its equality, encoding or copies. Two threads that ask
    at the same time may both work it out, and the first result is kept. An exception is not kept.
    """

    @wraps(function)
    def remembered(value: Value) -> Result:
        results: dict[Any, Result] = value.__dict__.setdefault("memo", {})
        if function not in results:
            results.setdefault(function, function(value))
        return results[function]

    return remembered
