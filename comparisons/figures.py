"""Figures as pages write them. Pure."""

import math

__all__ = ["of_hundred", "percent", "short", "signed", "whole"]


def percent(share: float) -> str:
    """A share as a length in an SVG."""
    return of_hundred(100 * share)


def of_hundred(points: float) -> str:
    """Points of 100 as a length in an SVG."""
    return f"{short(points)}%"


def short(length: float) -> str:
    """A length with two decimals at most: a page has a thousand, and most are whole."""
    return f"{length:.2f}".rstrip("0").rstrip(".")


def signed(points: int) -> str:
    """A difference with its sign, a real minus among them."""
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


def whole(figure: float) -> str:
    """The nearest whole number, halves rounded up."""
    return str(math.floor(figure + 0.5))
