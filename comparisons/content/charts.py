"""The chart of a comparison, and numbers as pages write them. Pure.

The chart has a strip for each criterion, and on it a lane for each framework. All values are texts for an SVG. Heights
are in em of the chart's own text, so that they follow the visitor's font size; lengths along a strip are in percent.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from textwrap import wrap

from msgspec import Struct

from comparisons.catalogue.value import Framework
from comparisons.content.comparison import Cell, Row

# Heights in em: a line of a name, a lane, the margins of a strip, the gap between strips, and the axis.
_LINE, _LANE, _INSET, _GAP, _AXIS = 1.15, 0.85, 0.3, 0.5, 1.5
# Characters in a line of a name.
_LETTERS = 20


class Mark(Struct, frozen=True):
    """The value of one framework on a strip, `y` below its top. `point` is '' if the value is unknown."""

    number: str
    label: str
    y: str
    low: str
    point: str
    high: str


class Strip(Struct, frozen=True):
    """The strip of a criterion from `y` on, with a mark for each cell. `lines` are its name, the first at `text_y`."""

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
    """Return the chart of the rated rows.

    The position of a strip depends on all rows and on the number of frameworks, a mark only on its cell and number.
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
    """Return the chart's title: 'Speed: Django, Flask', or the names alone without a subject."""
    names = ", ".join(framework.name for framework in frameworks)
    return f"{subject}: {names}" if subject else names


def description_of(frameworks: Sequence[Framework], rows: Sequence[Row]) -> str:
    """Return the chart's text alternative: what each framework is best on, and what is unknown."""
    rated = [row for row in rows if row.is_rated]
    sentences = []
    for number, framework in enumerate(frameworks):
        best = [row.criterion.name for row in rated if row.cells[number].is_best]
        unknown = [row.criterion.name for row in rated if row.cells[number].interval is None]
        if best:
            sentences.append(f"{framework.name} is best here on {', '.join(best)}.")
        if unknown:
            sentences.append(f"{framework.name} is unknown on {', '.join(unknown)}.")
    return " ".join(sentences)


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
    """Return the mark of the framework with this number, from 1 to 6. It does not depend on the other cells."""
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
