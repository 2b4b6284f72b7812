"""Numbers as pages write them: in texts, and as lengths in an SVG. Pure."""

import math


def percent(share: float) -> str:
    """Return a share, from 0 to 1, as a length in an SVG."""
    return of_hundred(100 * share)


def of_hundred(points: float) -> str:
    """Return points of 100 as a length in an SVG."""
    return f"{short(points)}%"


def short(length: float) -> str:
    """Return a length with at most two decimals: a page has a thousand lengths, and most are whole numbers."""
    return f"{length:.2f}".rstrip("0").rstrip(".")


def signed(points: int) -> str:
    """Return a difference with its sign; below zero with a minus sign (U+2212), not a hyphen."""
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


def whole(figure: float) -> str:
    """Return the nearest whole number, halves rounded up."""
    return str(math.floor(figure + 0.5))
