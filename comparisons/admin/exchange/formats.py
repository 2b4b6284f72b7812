"""CSV and XLSX, as django-import-export's formats: written so that nothing runs, read so that nothing is guessed.

Its own reading fills up rows that are cut off, forgets one of two columns of the same name, and takes what a formula
last came to. All that would change scores unseen, so these formats read by themselves and refuse.
"""

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import openpyxl
import tablib
from import_export.formats import base_formats
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from comparisons.files.archive import BrokenZip, unzipped
from comparisons.files.csv_cells import harmless, meant

__all__ = ["FORMATS", "Unreadable", "as_read_back", "read"]

MOST_ROWS = 25_000
# The most columns that are looked at: ours, and some that would be refused by their names.
_MOST_COLUMNS = 20
# 20,000 scores with long reasons unpack to 13 MB, and to 2 million tags at most.
_LARGEST_UNPACKED = 40 * 2**20
_MOST_TAGS, _MOST_TAGS_ELSEWHERE = 3_000_000, 200_000
_ROW, _LONGEST_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]"), 2**20
_TOLD_AT_ONCE = 10
# What XML cannot hold, and openpyxl refuses to write.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What openpyxl raises on files that are no sound workbooks, as seen by feeding it broken ones.
_NO_WORKBOOK = (
    ArithmeticError, AssertionError, AttributeError, InvalidFileException, LookupError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError,
)  # fmt: skip


class Unreadable(ValueError):
    """A file that is refused whole. The message says what to do, one sentence a line."""


class Csv(base_formats.CSV):  # type: ignore[misc]
    """UTF-8 with the mark that lets spreadsheet programs see that it is."""

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        out = tablib.Dataset(*(map(_harmless, row) for row in dataset), headers=dataset.headers)
        return bytes(out.export("csv").encode("utf-8-sig"))

    def create_dataset(self, in_stream: bytes, *, columns: Sequence[str]) -> tablib.Dataset:
        text = _decoded(in_stream)
        first_line = text.partition("\n")[0].rstrip("\r")
        separator = max(",;\t", key=lambda one: len(set(first_line.replace('"', "").split(one)) & set(columns)))
        # Strict: a quotation mark that nobody closes is a file that was cut off.
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        try:
            return _dataset(reader, columns)
        except csv.Error as error:
            raise Unreadable(
                f"Near line {reader.line_num} this file is not CSV ({error}). If it was cut off on its way, fetch it "
                "again; if it was changed by hand, look at the quotation marks there."
            ) from error


class Xlsx(base_formats.XLSX):  # type: ignore[misc]
    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet(dataset.title)
        sheet.freeze_panes = "A2"
        for row in (dataset.headers, *dataset):
            sheet.append([_xlsx_cell(sheet, cell) for cell in row])
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def create_dataset(self, in_stream: bytes, *, columns: Sequence[str]) -> tablib.Dataset:
        _refuse_unsafe_workbook(in_stream)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it warns of each ornament that it does not know
                book = openpyxl.load_workbook(io.BytesIO(in_stream), read_only=True, data_only=False)
                rows = list(_xlsx_rows(book.worksheets[0]))
        except _NO_WORKBOOK as error:
            if isinstance(error, Unreadable):
                raise
            raise Unreadable("This is no sound XLSX file. Open it in a spreadsheet program and save it.") from error
        return _dataset(rows, columns)


FORMATS: dict[str, type[Any]] = {"csv": Csv, "xlsx": Xlsx}


def as_read_back(text: str) -> str:
    """Return a text as it comes back from a file: without what XML cannot hold, lines ending in one way."""
    return _UNWRITABLE.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")


def read(name: str, data: bytes, columns: Sequence[str], keys: Sequence[str]) -> tablib.Dataset:
    """Return the table of an uploaded file, its tags the numbers of its rows. Raises Unreadable."""
    extension = name.lower().rpartition(".")[2]
    is_zip = data.startswith(b"PK\x03\x04")
    if extension not in FORMATS:
        raise Unreadable(f"“{name}” is neither .csv nor .xlsx. Save the table as one of these two.")
    if is_zip != (extension == "xlsx"):
        found = "a CSV file, but a packed one, as XLSX is" if is_zip else "an XLSX file"
        raise Unreadable(f"“{name}” is not {found}. Save the table anew, as CSV or XLSX.")
    dataset: tablib.Dataset = FORMATS[extension]().create_dataset(data, columns=columns)
    if missing := [key for key in keys if key not in dataset.headers]:
        raise Unreadable(f"The column {' and the column '.join(missing)} is missing: it says what a row is about.")
    return dataset


def _decoded(data: bytes) -> str:
    advice = "Save the table as “CSV UTF-8”, or as XLSX."
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:1000]:
        raise Unreadable(f"This file is in UTF-16 or no text at all. {advice}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"Line {line} of this file is not UTF-8 text. {advice}") from error


def _dataset(rows: Any, columns: Sequence[str]) -> tablib.Dataset:
    """Rows as a table whose tags tell the number of each row in its file."""
    numbered = enumerate(rows, start=1)
    headers = _headers(next(numbered, (1, []))[1], columns)
    dataset, uneven = tablib.Dataset(headers=headers), []
    for number, row in numbered:
        cells = [*row]
        while len(cells) > len(headers) and cells[-1] in ("", None):
            cells.pop()
        if all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells):
            continue
        if len(cells) != len(headers):
            why = " Was the file cut off?" if len(cells) < len(headers) else ""
            uneven.append(f"Row {number} has {len(cells)} cells, the first row {len(headers)}.{why}")
        elif len(dataset) == MOST_ROWS:
            raise Unreadable(f"This file has more than {MOST_ROWS} rows. Split it.")
        else:
            dataset.append([_meant(cell) for cell in cells], tags=[str(number)])
    if uneven:
        raise Unreadable("\n".join(uneven[:_TOLD_AT_ONCE]))
    if not len(dataset):
        raise Unreadable("This file has a first row of names and nothing below it.")
    return dataset


def _headers(row: Sequence[Any], columns: Sequence[str]) -> list[str]:
    headers = ["" if cell is None else str(cell).strip() for cell in row]
    while headers and not headers[-1]:
        headers.pop()
    expected = f"The first row names the columns: {', '.join(columns)}."
    if not set(headers) & set(columns):
        raise Unreadable(f"This is no such table. {expected}")
    if unknown := [header[:60] or "(blank)" for header in headers if header not in columns]:
        raise Unreadable(f"There is no column named {', '.join(unknown[:_TOLD_AT_ONCE])}. {expected}")
    if twice := [header for header, times in Counter(headers).items() if times > 1]:
        raise Unreadable(f"The column {', '.join(twice)} is there twice. Delete one of the two.")
    return headers


def _harmless(cell: Any) -> Any:
    return harmless(_UNWRITABLE.sub("\ufffd", cell)) if isinstance(cell, str) else cell


def _meant(cell: Any) -> Any:
    """As an editor means it: without our apostrophe, lines ending as in files, nothing as an empty text."""
    if isinstance(cell, str):
        return meant(cell.replace("\r\n", "\n").replace("\r", "\n"))
    return "" if cell is None else cell


def _xlsx_cell(sheet: Any, value: Any) -> Any:
    """Texts as texts, in cells that stay so: a version 5.10 typed into another kind of cell becomes 5.1."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, _harmless(value))
    cell.data_type, cell.number_format = "s", "@"
    return cell


def _refuse_unsafe_workbook(data: bytes) -> None:
    try:
        parts = unzipped(data, most=1000, largest=_LARGEST_UNPACKED)
    except BrokenZip as error:
        raise Unreadable(f"This XLSX file is not read: {error}. Save the table anew.") from error
    if any(_is_unsafe(name, content) for name, content in parts.items()):
        raise Unreadable("This XLSX file holds what no spreadsheet program writes. Save the table anew.")


def _is_unsafe(name: str, content: bytes) -> bool:
    """Entities may swell without end, and openpyxl makes a hundred bytes of each tag of a row, or of a part."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or (b"\0" in content and name.endswith((".xml", ".rels"))):
        return True
    is_table = name.startswith(("xl/worksheets/", "xl/sharedStrings"))
    if content.count(b"<") > (_MOST_TAGS if is_table else _MOST_TAGS_ELSEWHERE):
        return True
    rows = _ROW.split(content) if is_table else []
    return len(rows) > 1 and max(map(len, rows)) > _LONGEST_ROW


def _xlsx_rows(sheet: Any) -> Iterator[list[Any]]:
    """The rows of a sheet without its margins: formatted cells may go on for a million rows."""
    sheet.reset_dimensions()
    refused: list[str] = []
    width = 0
    for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=_MOST_COLUMNS):
        refused += [told for cell in row if (told := _refusal(cell))]
        if len(refused) >= _TOLD_AT_ONCE:
            break
        values = [_xlsx_value(cell.value) for cell in row]
        if not width:
            width = max((i + 1 for i, value in enumerate(values) if value is not None), default=0)
        yield values[: max(width, *(i + 1 for i, value in enumerate(values) if value not in ("", None)), 1)]
    if refused:
        raise Unreadable("\n".join(refused[:_TOLD_AT_ONCE]))


def _refusal(cell: Any) -> str:
    if cell.data_type == "f":
        return f"Cell {cell.coordinate} holds a formula. Put what it comes to in its place (paste as values)."
    if cell.data_type == "e":
        return f"Cell {cell.coordinate} holds an error, {cell.value}. Mend it first."
    return ""


def _xlsx_value(value: Any) -> Any:
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date()
    return value
