"""A comparison as a picture: a strip for each criterion, and on it a lane for each framework. Pure.

Everything is ready to be written into an SVG. Heights are in em of the picture's own text, so that it grows with the
visitor's letters; lengths along a strip are shares of it, so that it is as wide as there is room.

Figures as pages write them. Pure.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from textwrap import wrap

from msgspec import Struct

from comparisons.catalogue.value import Framework
from comparisons.content.comparison import Cell, Row

_LINE = 1.15
_LANE = 0.85
_INSET = 0.3
_GAP = 0.5
_AXIS = 1.5
_LETTERS = 20


class Mark(Struct, frozen=True):
    """One framework on a strip, `y` below its top. Without a `point` it is unknown."""

    number: str
    label: str
    y: str
    low: str
    point: str
    high: str


class Strip(Struct, frozen=True):
    """`lines` are the criterion's name, the first of them at `text_y`; the band starts at `y`, with a mark a cell."""

    lines: tuple[str, ...]
    text_y: str
    y: str
    height: str
    cells: tuple[Cell, ...]


class Picture(Struct, frozen=True):
    height: str
    axis_y: str
    strips: tuple[Strip, ...]


def draw(rows: Sequence[Row]) -> Picture:
    """Return the picture of those rows that have a better and a worse.

    Where a strip stands depends on all rows and on the number of frameworks, a mark only on its own cell and place.
    """
    rated = [row for row in rows if row.is_rated]
    strips, top = [], 0.0
    for row in rated:
        lines = _lines(row.criterion.name)
        room = max(_LINE * len(lines), _LANE * len(row.cells) + 2 * _INSET)
        strips.append(_strip(row, lines, middle=top + room / 2))
        top += room + _GAP
    return Picture(
        height=_em(top + _AXIS),
        axis_y=_em(top + _AXIS / 2),
        strips=tuple(strips),
    )


def title_of(frameworks: Sequence[Framework], subject: str = "") -> str:
    names = ", ".join(framework.name for framework in frameworks)
    return f"{subject}: {names}" if subject else names


def description_of(frameworks: Sequence[Framework], rows: Sequence[Row]) -> str:
    """Return what the picture shows, for those who do not see it: who is best on what, and what is unknown."""
    rated = [row for row in rows if row.is_rated]
    said = []
    for number, framework in enumerate(frameworks):
        best = [row.criterion.name for row in rated if row.cells[number].is_best]
        unknown = [row.criterion.name for row in rated if row.cells[number].interval is None]
        if best:
            said.append(f"{framework.name} is best here on {', '.join(best)}.")
        if unknown:
            said.append(f"{framework.name} is unknown on {', '.join(unknown)}.")
    return " ".join(said)


def _strip(row: Row, lines: tuple[str, ...], middle: float) -> Strip:
    height = _LANE * len(row.cells) + 2 * _INSET
    top = middle - height / 2
    return Strip(
        lines=lines,
        text_y=_em(middle - _LINE * (len(lines) / 2 - 0.75)),
        y=_em(top),
        height=_em(height),
        cells=row.cells,
    )


def mark_of(cell: Cell, number: int) -> Mark:
    """Return the mark of the framework that comes as number 1 to 6 on a strip, whatever the strip and the others."""
    low, point, high = (percent(share) for share in cell.interval) if cell.interval else ("", "", "")
    label = f"{cell.framework.name}: {cell.text} {cell.unit}".strip()
    y = _em(_INSET + _LANE * (number - 0.5))
    return Mark(number=str(number), label=label, y=y, low=low, point=point, high=high)


@lru_cache(maxsize=1024)
def _lines(name: str) -> tuple[str, ...]:
    return tuple(wrap(name, _LETTERS))


def _em(height: float) -> str:
    return f"{short(height)}em"


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
