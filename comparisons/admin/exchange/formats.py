"""Reading and writing tables as CSV and XLSX files.

Exports hold no formulas. Uploads are read strictly: a file with a short row, a duplicate column, another encoding or,
in XLSX, a formula is refused as a whole, because guessing would change scores unnoticed. What spreadsheet programs do
by themselves is taken as it is meant: names of columns in any case, `sep=;` in front, decimal commas where semicolons
separate the cells.
"""

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from unicodedata import category

import openpyxl
from msgspec import Struct
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from comparisons.admin.exchange.hidden import Hidden, hidden_parts
from comparisons.admin.exchange.number_formats import Month, as_seen, moment_as_seen
from comparisons.files.csv_escaping import as_csv, harmless, meant
from comparisons.files.recognizing import kind_of
from comparisons.files.zips import BrokenZip, unzipped

# A text, a number, a Figure, a date, whatever else a cell of XLSX may hold, or None.
Cell = Any

MAX_ROWS = 25_000
# Columns that are read: those of our tables, and some more so that unknown ones can be named.
_MAX_COLUMNS = 20
# 20,000 scores with long reasons are 13 MB of XML with at most 2 million tags.
_MAX_UNPACKED = 40 * 2**20
_MAX_TAGS, _MAX_TAGS_ELSEWHERE = 3_000_000, 200_000
_ROW, _MAX_ROW_BYTES = re.compile(rb"<(?:\w+:)?row[\s/>]"), 2**20
_MAX_MESSAGES = 10
# Characters that XML does not allow and openpyxl refuses to write.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The first line that Excel itself reads, and does not show.
_SEPARATOR_LINE = re.compile(r"\"?sep=(?P<separator>[,;\t|])\"?[,;\t]*\r?\n", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"\s*(?:0,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,}))\s*")
# Exceptions that openpyxl raised when it was fed damaged workbooks.
_DAMAGED_WORKBOOK = (
    ArithmeticError, AssertionError, AttributeError, InvalidFileException, LookupError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError,
)  # fmt: skip


class Unreadable(ValueError):
    """A file that is refused as a whole. The message has one sentence a line and says what to do."""


class Line(Struct, frozen=True):
    """A row of a file below its header: its number there, counted from 1, and its cells by column."""

    number: int
    cells: dict[str, Cell]


class Sheet(Struct, frozen=True):
    """The lines of an uploaded file, and what of it its reader does not see: rows, columns by name, other sheets."""

    lines: list[Line]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()


class _Rows(Struct, frozen=True):
    rows: Iterable[Sequence[Cell]]
    hidden: Hidden = Hidden()


class Format(Struct, frozen=True):
    """A file format. `write` takes a title and rows; `rows` takes a file and the names of columns it may have."""

    content_type: str
    write: Callable[[str, Iterable[Sequence[Cell]]], bytes]
    rows: Callable[[bytes, Sequence[str]], _Rows]


def as_read_back(text: str) -> str:
    """Return a text as it is read back from an exported file: valid in XML, with line feeds only."""
    return _UNWRITABLE.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")


def read(name: str, data: bytes, columns: Sequence[str], keys: Sequence[str], numbers: Collection[str] = ()) -> Sheet:
    """Return the lines of an uploaded file, blank ones left out.

    The file may have the columns in any order and may lack some, but not those of `keys`. In a file whose cells are
    separated by semicolons, a comma in the columns of `numbers` is a decimal one. Raises Unreadable.
    """
    extension = _extension(name, data)
    found = FORMATS[extension].rows(data, columns)
    numbered = enumerate(found.rows, start=1)
    headers = _headers(next(numbered, (1, ()))[1], columns)
    lines = _lines(numbered, headers)
    if extension == "csv" and _separator(_decoded(data), columns) == ";":
        lines = [Line(line.number, _with_decimal_points(line.cells, numbers)) for line in lines]
    if missing := [key for key in keys if key not in headers]:
        raise Unreadable(f"The column {' and the column '.join(missing)} is missing: it says what a row is about.")
    unseen = tuple(header for place, header in enumerate(headers, start=1) if place in found.hidden.columns)
    return Sheet(lines, found.hidden.rows, unseen, found.hidden.sheets)


def _extension(name: str, data: bytes) -> str:
    """Return which of our formats a file has. Raises Unreadable if it has another one than its name says."""
    extension = name.lower().rpartition(".")[2]
    kind, advice = kind_of(data)
    if kind:
        raise Unreadable(f"“{name}” is {kind}. {advice}")
    if extension not in FORMATS:
        raise Unreadable(f"“{name}” is neither .csv nor .xlsx. Save the table as one of these two.")
    is_zip = data.startswith(b"PK\x03\x04")
    if is_zip != (extension == "xlsx"):
        found = "a CSV file, but a packed one, as XLSX is" if is_zip else "an XLSX file"
        raise Unreadable(f"“{name}” is not {found}. Save the table again, as CSV or XLSX.")
    return extension


def _with_decimal_points(cells: dict[str, Cell], numbers: Collection[str]) -> dict[str, Cell]:
    """Write `7,5` as `7.5`. `1,500` stays: it may be a thousand and a half, or one and a half."""
    return {
        name: cell.replace(",", ".") if name in numbers and _DECIMAL_COMMA.fullmatch(cell) else cell
        for name, cell in cells.items()
    }


def _headers(row: Sequence[Cell], columns: Sequence[str]) -> list[str]:
    headers = ["" if cell is None else _column_name(str(cell), columns) for cell in row]
    while headers and not headers[-1]:
        headers.pop()
    expected = f"The first row names the columns: {', '.join(columns)}."
    if not set(headers) & set(columns):
        raise Unreadable(f"This is no such table. {expected}")
    if unknown := [header[:60] or "(blank)" for header in headers if header not in columns]:
        raise Unreadable(f"There is no column named {', '.join(unknown[:_MAX_MESSAGES])}. {expected}")
    if twice := [header for header, times in Counter(headers).items() if times > 1]:
        raise Unreadable(f"The column {', '.join(twice)} is there twice. Delete one of the two.")
    return headers


def _column_name(text: str, columns: Sequence[str]) -> str:
    """Return the column that a header names in any case, with blanks or hyphens; other headers as they are."""
    words = "".join(character for character in text if category(character) != "Cf").strip(" \t\n\r\xa0\"'")
    name = re.sub(r"[\s_-]+", "_", words.casefold())
    return name if name in columns else words


def _lines(numbered: Iterable[tuple[int, Sequence[Cell]]], headers: list[str]) -> list[Line]:
    lines: list[Line] = []
    uneven: list[str] = []
    for number, row in numbered:
        cells = [*row]
        while len(cells) > len(headers) and cells[-1] in ("", None):
            cells.pop()
        if all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells):
            continue
        if len(cells) != len(headers):
            why = " Was the file cut off?" if len(cells) < len(headers) else ""
            uneven.append(f"Row {number} has {len(cells)} cells, the first row {len(headers)}.{why}")
        elif len(lines) == MAX_ROWS:
            raise Unreadable(f"This file has more than {MAX_ROWS} rows. Split it.")
        else:
            lines.append(Line(number, dict(zip(headers, map(_meant, cells), strict=True))))
    if uneven:
        raise Unreadable("\n".join(uneven[:_MAX_MESSAGES]))
    if not lines:
        raise Unreadable("This file has a first row of names and nothing below it.")
    return lines


def _meant(cell: Cell) -> Cell:
    """Undo what an export does to texts; unify line ends; an empty cell is an empty text."""
    if isinstance(cell, str) and not isinstance(cell, Month):
        return meant(cell.replace("\r\n", "\n").replace("\r", "\n"))
    return "" if cell is None else cell


def _writable(cell: Cell) -> Cell:
    return _UNWRITABLE.sub("\ufffd", cell) if isinstance(cell, str) else cell


def _write_csv(title: str, rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, by which spreadsheet programs recognise it."""
    return as_csv([_writable(cell) for cell in row] for row in rows).encode("utf-8-sig")


def _csv_rows(data: bytes, columns: Sequence[str]) -> _Rows:
    return _Rows(_rows_of_text(data, columns))


def _rows_of_text(data: bytes, columns: Sequence[str]) -> Iterator[list[str]]:
    """Yield the rows of a CSV file, separated by whichever character separates the most column names."""
    text = _decoded(data)
    separator = _separator(text, columns)
    text = text[found.end() :] if (found := _SEPARATOR_LINE.match(text)) else text
    # Strict, so that an unclosed quotation mark is an error: the file was cut off.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Unreadable(
            f"Near line {reader.line_num} this file is not CSV ({error}). If it was cut off on its way, fetch it "
            "again. If you edited it by hand, check the quotation marks there."
        ) from error


def _separator(text: str, columns: Sequence[str]) -> str:
    """Return the character that a first line `sep=` names, or that which separates the most column names."""
    if found := _SEPARATOR_LINE.match(text):
        return found["separator"]
    first_line = text.partition("\n")[0]

    def named(separator: str) -> int:
        return len({_column_name(cell, columns) for cell in first_line.split(separator)} & set(columns))

    return max(",;\t", key=named)


def _decoded(data: bytes) -> str:
    advice = "Save the table as “CSV UTF-8”, or as XLSX."
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:1000]:
        raise Unreadable(f"This file is in UTF-16 or no text at all. {advice}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"Line {line} of this file is not UTF-8 text. {advice}") from error


def _write_xlsx(title: str, rows: Iterable[Sequence[Cell]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_xlsx_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xlsx_cell(sheet: Any, value: Cell) -> Cell:
    """Write texts into cells of text format, or a version 5.10 that is typed there becomes the number 5.1."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, harmless(_writable(value)))
    cell.data_type, cell.number_format = "s", "@"
    return cell


def _xlsx_rows(data: bytes, columns: Sequence[str]) -> _Rows:
    parts = _safe_parts(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of every feature that it does not support
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            sheet = (shown or book.worksheets)[0]
            hidden = hidden_parts(parts[sheet._worksheet_path], [other.title for other in shown[1:]])
            return _Rows(list(_sheet_rows(sheet)), hidden)
    except _DAMAGED_WORKBOOK as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("This is no sound XLSX file. Open it in a spreadsheet program and save it.") from error


def _safe_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook. Raises Unreadable if reading them could exhaust memory."""
    try:
        parts = unzipped(data, most=1000, largest=_MAX_UNPACKED)
    except BrokenZip as error:
        raise Unreadable(f"This XLSX file is not read: {error}. Save the table again.") from error
    if any(_is_unsafe(name, content) for name, content in parts.items()):
        raise Unreadable("This XLSX file holds what no spreadsheet program writes. Save the table again.")
    return parts


def _is_unsafe(name: str, content: bytes) -> bool:
    """Tell whether a part could exhaust memory: by entities, or by tags, of which openpyxl makes 100 bytes each."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or (b"\0" in content and name.endswith((".xml", ".rels"))):
        return True
    is_table = name.startswith(("xl/worksheets/", "xl/sharedStrings"))
    if content.count(b"<") > (_MAX_TAGS if is_table else _MAX_TAGS_ELSEWHERE):
        return True
    rows = _ROW.split(content) if is_table else []
    return len(rows) > 1 and max(map(len, rows)) > _MAX_ROW_BYTES


def _sheet_rows(sheet: Any) -> Iterator[list[Cell]]:
    """Yield the rows of a sheet as wide as the first one. Formatted but empty cells may go on for a million rows."""
    sheet.reset_dimensions()
    refused: list[str] = []
    width = 0
    for row in sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=_MAX_COLUMNS):
        refused += [problem for cell in row if (problem := _problem(cell))]
        if len(refused) >= _MAX_MESSAGES:
            break
        values = [_xlsx_value(cell) for cell in row]
        if not width:
            width = max((i + 1 for i, value in enumerate(values) if value is not None), default=0)
        yield values[: max(width, *(i + 1 for i, value in enumerate(values) if value not in ("", None)), 1)]
    if refused:
        raise Unreadable("\n".join(refused[:_MAX_MESSAGES]))


def _problem(cell: Any) -> str:
    if cell.data_type == "f":
        return f"Cell {cell.coordinate} holds a formula. Replace it with its value (paste as values)."
    if cell.data_type == "e":
        return f"Cell {cell.coordinate} holds an error, {cell.value}. Fix it first."
    return ""


def _xlsx_value(cell: Any) -> Cell:
    """Return what the reader of a cell sees."""
    value = cell.value
    if isinstance(value, datetime):
        return moment_as_seen(value, cell.number_format)
    if isinstance(value, int | float) and not isinstance(value, bool) and cell.number_format != "General":
        return as_seen(value, cell.number_format)
    return value


FORMATS = {
    "csv": Format("text/csv", _write_csv, _csv_rows),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _write_xlsx, _xlsx_rows),
}
