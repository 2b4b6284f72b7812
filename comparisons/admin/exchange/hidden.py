"""What of a sheet its reader does not see: hidden rows and columns, and sheets beside it. Pure.

They are read off the XML, since openpyxl does not tell them of sheets that it reads row by row.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from comparisons.catalogue.wording import joined

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"\b(r|min|max|hidden|ht|width)=[\"']([^\"']*)[\"']")
_NO_SIZE = re.compile(r"0(?:\.0*)?")
# Columns beyond those that are read.
_MOST_COLUMNS = 100


class Hidden(Struct, frozen=True):
    """The numbers of hidden rows and columns, counted from 1, and the names of visible sheets that are not read."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    sheets: tuple[str, ...] = ()


def hidden_parts(sheet: bytes, sheets: Iterable[str] = ()) -> Hidden:
    """Return what is hidden by the XML of a sheet: also what has no height or no width, as filters and people do it."""
    return Hidden(rows=frozenset(_rows(sheet)), columns=frozenset(_columns(sheet)), sheets=tuple(sheets))


def _rows(sheet: bytes) -> Iterator[int]:
    number = 0
    for found in _ROW.finditer(sheet):
        attributes = _attributes(found[1])
        number = int(attributes.get("r", "")) if attributes.get("r", "").isdecimal() else number + 1
        if _is_hidden(attributes, "ht"):
            yield number


def _columns(sheet: bytes) -> Iterator[int]:
    for found in _COLUMN.finditer(sheet.partition(b"sheetData")[0]):
        attributes = _attributes(found[1])
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if _is_hidden(attributes, "width") and first.isdecimal() and last.isdecimal():
            yield from range(int(first), min(int(last), _MOST_COLUMNS) + 1)


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): value.decode("ascii", "replace") for name, value in _ATTRIBUTE.findall(tag)}


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    return attributes.get("hidden") in ("1", "true") or _NO_SIZE.fullmatch(attributes.get(size, "")) is not None


def numbers_in_words(numbers: Iterable[int]) -> str:
    """Return numbers with runs drawn together.

    >>> numbers_in_words([2, 5, 6, 7, 9])
    '2, 5 to 7 and 9'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return joined([str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs])
