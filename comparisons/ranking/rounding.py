"""Rounding for display so that the parts shown add up to the total shown."""

import math
from collections.abc import Sequence

__all__ = ["rounded_parts"]


def rounded_parts(parts: Sequence[float], total: int | None = None) -> tuple[int, list[int]]:
    """Return a whole total and whole parts that add up to it.

    The total is the rounded sum, or one that is given because it is shown elsewhere: the difference of two
    rounded totals may be 1 off the rounded difference. The largest remainder method: round all down, then up
    those with the largest remainders. Parts of the rounded sum are within 1 of their own values.

    >>> rounded_parts([33.4, 33.4, 33.4])
    (100, [34, 33, 33])
    >>> rounded_parts([2.2, -1.4], total=2)
    (2, [3, -1])
    """
    whole = [math.floor(part) for part in parts]
    if total is None:
        total = math.floor(math.fsum(parts) + 0.5)
    missing = total - sum(whole)
    if not missing:
        return total, whole
    # Of equal remainders the first one, since sorting keeps the order of equals.
    by_remainder = sorted(
        range(len(parts)), key=[low - part for low, part in zip(whole, parts, strict=True)].__getitem__
    )
    step = 1 if missing > 0 else -1
    order = by_remainder if missing > 0 else by_remainder[::-1]
    for i in range(abs(missing) if parts else 0):
        whole[order[i % len(order)]] += step
    return total, whole
