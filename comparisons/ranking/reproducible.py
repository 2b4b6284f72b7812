"""Sums and exponentials with the same bits in every release of NumPy, on every processor.

NumPy's exponentials, logarithms and matrix products differ in their last bits between releases and processors. A sum,
a difference, a product and a quotient of two numbers do not (IEEE 754). So whatever is compared or published is made of
these alone, in a fixed order. Logarithms of single numbers are those of Python's `math`.
"""

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = TypeVar("Floats", NDArray[np.float32], NDArray[np.float64])

# ln 2 in two parts (Cody and Waite): whole multiples of the first are exact.
_LN2_HIGH, _LN2_LOW = 0.693359375, -2.12194440054690583e-4


def row_sums(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sums along the last axis, added from the first number to the last."""
    if not matrix.shape[-1]:
        return np.zeros(matrix.shape[:-1])
    sums: NDArray[np.float64] = np.cumsum(matrix, axis=-1)[..., -1]
    return sums


def column_sums(matrix: Floats) -> Floats:
    """Return the sums of the columns of an m x n matrix, added from the first row to the last."""
    # NumPy adds row by row if rows lie one behind the other in memory; along a row it would add in another order.
    sums: Floats = np.ascontiguousarray(matrix).sum(axis=0)
    return sums


def exp(x: Floats) -> Floats:
    """Return e^x, of single or double precision as x is, within one unit of the last place.

    With x = n ln 2 + r, e^x is 2^n times the Taylor series of e^r. Results too small for a normal number are the
    smallest one; x must be small enough for e^x to be one.
    """
    kind = x.dtype.type
    about = np.finfo(x.dtype)
    x = np.maximum(x, kind(math.log(about.tiny)))
    twos = np.rint(x * kind(1 / math.log(2)))
    rest = x - twos * kind(_LN2_HIGH)
    rest -= twos * kind(_LN2_LOW)
    # |r| < 0.35, so these terms leave out less than half of the last bit.
    terms = 8 if about.bits == 32 else 14
    series: Floats = np.full_like(rest, 1 / math.factorial(terms - 1))
    for n in range(terms - 2, -1, -1):
        series *= rest
        series += kind(1 / math.factorial(n))
    # 2^n, written as the exponent of a float.
    exponents = (twos - kind(about.minexp - 1)).astype(f"i{about.bits // 8}") << about.nmant
    series *= exponents.view(x.dtype)
    return series
