"""CSV and XLSX: exports have no formulas and are read back unchanged; invalid files are refused as a whole."""

import csv
import io
import zipfile
from contextlib import suppress
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparisons.admin.exchange.formats import FORMATS, MAX_ROWS, Line, Unreadable, as_read_back, read
from tests.comparisons.admin.exchange.sheets import csv_of, xlsx_of

COLUMNS = ("framework", "criterion", "value", "reason")
HEAD, ROW = COLUMNS, ("alder", "admin", 9, "Because.")
HOSTILE = st.text(
    st.one_of(
        st.sampled_from("'=+-@\t\r\n\0 \x0b\",;_x005F\uff1d\ufeff\ufffe"), st.characters(exclude_categories=["Cs"])
    )
)  # fmt: skip


def written(extension, *rows):
    return FORMATS[extension].write("scores", [COLUMNS, *rows])


def read_back(extension, data):
    return [list(line.cells.values()) for line in read(f"scores.{extension}", data, COLUMNS, COLUMNS[:2]).lines]


def refusal(name, data):
    with pytest.raises(Unreadable) as refused:
        read(name, data, COLUMNS, COLUMNS[:2])
    return str(refused.value)


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@settings(max_examples=settings.default.max_examples * 3 // 5)
@given(st.lists(HOSTILE, min_size=1, max_size=3))
def test_every_exported_text_is_read_back_unchanged(extension, texts):
    rows = [["alder", f"c-{i}", i + 0.5, text] for i, text in enumerate(texts)]
    expected = [[*row[:3], as_read_back(row[3])] for row in rows]
    if extension == "csv":
        expected = [[str(cell) for cell in row] for row in expected]
    assert read_back(extension, written(extension, *rows)) == expected


FORMULAS = ["=1+1", "==1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\n=1", " =1", "'=1", '=HYPERLINK("http://x","y")']


@pytest.mark.parametrize("text", FORMULAS)
def test_exports_contain_no_formulas(text):
    [_, row] = csv.reader(io.StringIO(written("csv", [*ROW[:3], text]).decode("utf-8-sig"), newline=""))
    cell = openpyxl.load_workbook(io.BytesIO(written("xlsx", [*ROW[:3], text]))).active["D2"]
    assert (row[3], cell.value, cell.data_type) == (f"'{text}", f"'{text}", "s")


def test_numbers_are_exported_as_numbers_and_texts_in_text_cells():
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", ["5.10", "admin", 9, ""]))).active
    assert [(cell.value, cell.number_format) for cell in sheet[2]] == [
        ("5.10", "@"), ("admin", "@"), (9, "General"), (None, "@"),
    ]  # fmt: skip


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_csv_is_read_with_commas_semicolons_or_tabs(separator, mark):
    data = mark + csv_of(HEAD, ROW, separator=separator)
    assert read_back("csv", data) == [["alder", "admin", "9", "Because."]]


def test_columns_can_be_in_any_order_and_blank_rows_and_columns_are_ignored():
    rows = [
        ("value", "criterion", "framework", ""),
        (9, "admin", "alder", None),
        (None, "", " ", ""),
        (8, "x", "y", ""),
    ]
    for extension, data in (("csv", csv_of(*rows)), ("xlsx", xlsx_of(*rows))):
        nine, eight = ("9", "8") if extension == "csv" else (9, 8)
        assert read(f"s.{extension}", data, COLUMNS, COLUMNS[:2]).lines == [
            Line(2, {"value": nine, "criterion": "admin", "framework": "alder"}),
            Line(4, {"value": eight, "criterion": "x", "framework": "y"}),
        ]


def test_dates_and_numbers_in_xlsx_keep_their_types():
    assert read_back("xlsx", xlsx_of(HEAD, ("alder", date(2026, 1, 2), 9.5, True))) == [
        ["alder", date(2026, 1, 2), 9.5, True]
    ]


def broken_xlsx(name, old, new):
    """Return an XLSX file with a text in one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_of(HEAD, ROW))) as sound, zipfile.ZipFile(out, "w") as broken:
        for entry in sound.namelist():
            content = sound.read(entry)
            assert entry != name or old in content
            broken.writestr(entry, content.replace(old, new) if entry == name else content)
    return out.getvalue()


SOUND = xlsx_of(HEAD, ROW)
SHEET = "xl/worksheets/sheet1.xml"
DTD = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]><worksheet'
BOMB = io.BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("xl/worksheets/sheet1.xml", b" " * (41 * 2**20))

# Name, content, and the beginning of the error message.
BROKEN = {
    "neither": ("scores.ods", b"x", "“scores.ods” is neither .csv nor .xlsx."),
    "packed": ("scores.csv.gz", b"\x1f\x8b\x08\x00x", "“scores.csv.gz” is a file packed by gzip. Unpack it and upload"),
    "packed, in disguise": ("s.csv", b"\x1f\x8b\x08\x00x", "“s.csv” is a file packed by gzip. Unpack it and"),
    "a password": ("s.xlsx", b"\xd0\xcf\x11\xe0x", "“s.xlsx” is a file of an older Excel, or has a password."),
    "a login page": ("s.csv", b"\xef\xbb\xbf\n<!DOCTYPE html><title>Log in</title>", "“s.csv” is a web page. Open"),
    "no extension": ("scores", b"x", "“scores” is neither .csv nor .xlsx."),
    "CSV that says XLSX": ("s.xlsx", csv_of(HEAD, ROW), "“s.xlsx” is not an XLSX file."),
    "XLSX that says CSV": ("s.csv", xlsx_of(HEAD, ROW), "“s.csv” is not a CSV file, but a packed one"),
    "UTF-16": ("s.csv", csv_of(HEAD, ROW).decode().encode("utf-16"), "This file is in UTF-16 or no text at all."),
    "UTF-16 without a mark": ("s.csv", csv_of(HEAD, ROW).decode().encode("utf-16-le"), "This file is in UTF-16 or no"),
    "Latin-1": ("s.csv", csv_of(HEAD, ROW) + "ä".encode("latin-1"), "Line 3 of this file is not UTF-8 text."),
    "quote that nobody closes": ("s.csv", b'framework,criterion\nalder,"admin', "Near line 2 this file is not CSV"),
    "text behind a quote": ("s.csv", b'framework,criterion\n"a"b,c\n', "Near line 2 this file is not CSV"),
    "cut off": ("s.csv", b"framework,criterion,value\nalder,admin,9\nalder,ad", "Row 3 has 2 cells, the first row 3."),
    "too many cells": ("s.csv", b"framework,criterion\nalder,admin,9\n", "Row 2 has 3 cells, the first row 2."),
    "nothing but a head": ("s.csv", csv_of(HEAD), "This file has a first row of names and nothing below it."),
    "another table": ("s.csv", csv_of(("name", "age"), ("x", 1)), "This is no such table. The first row names"),
    "blank": ("s.csv", b"\n\n", "This is no such table."),
    "unknown column": ("s.csv", csv_of((*HEAD, "mood"), (*ROW, "x")), "There is no column named mood."),
    "column twice": ("s.csv", csv_of((*HEAD, "value"), (*ROW, 8)), "The column value is there twice."),
    "column twice in XLSX": ("s.xlsx", xlsx_of((*HEAD, "value"), (*ROW, 8)), "The column value is there twice."),
    "no key": ("s.csv", csv_of(HEAD[1:], ROW[1:]), "The column framework is missing: it says what a row is about."),
    "too long a cell": ("s.csv", csv_of(HEAD, (*ROW[:3], "x" * 200_000)), "Near line 2 this file is not CSV"),
    "formula": ("s.xlsx", xlsx_of(HEAD, (*ROW[:2], "=1+1", "")), "Cell C2 holds a formula."),
    "error": ("s.xlsx", xlsx_of(HEAD, (*ROW[:2], "#REF!", "")), "Cell C2 holds an error, #REF!."),
    "no archive": ("s.xlsx", b"PK\x03\x04" + b"x" * 100, "This XLSX file is not read: it is damaged"),
    "cut off XLSX": ("s.xlsx", xlsx_of(HEAD, ROW)[:-100], "This XLSX file is not read: it is damaged"),
    "another archive": ("s.xlsx", broken_xlsx("[Content_Types].xml", b"<", b"["), "This is no sound XLSX file."),
    "entities": ("s.xlsx", broken_xlsx(SHEET, b"<worksheet", DTD), "This XLSX file holds what no spreadsheet program"),
    "broken sheet": ("s.xlsx", broken_xlsx(SHEET, b"</sheetData>", b""), "This is no sound XLSX file."),
    "text for a number": ("s.xlsx", broken_xlsx(SHEET, b"<v>9</v>", b"<v>nine</v>"), "This is no sound XLSX file."),
    "endless row": (
        "s.xlsx",
        broken_xlsx(SHEET, b"</sheetData>", b"<x:row>" + b"<x:c/>" * 200_000 + b"</x:row></sheetData>"),
        "This XLSX file holds what no",
    ),
    "endless tags": (
        "s.xlsx",
        broken_xlsx("xl/styles.xml", b"<cellXfs", b"<x/>" * 200_000 + b"<cellXfs"),
        "This XLSX file holds what no",
    ),
    "bomb": ("s.xlsx", BOMB.getvalue(), "This XLSX file is not read: unpacked it would be 41 MB; 40 MB is the most"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "begins"), BROKEN.values(), ids=BROKEN.keys())
def test_an_invalid_file_is_refused_as_a_whole(name, data, begins):
    assert refusal(name, data).startswith(begins)


def test_all_formulas_are_reported_at_once():
    message = refusal("s.xlsx", xlsx_of(HEAD, ("=A1", "x", "=B1", ""), ("y", "=1", 1, "")))
    assert [line.split()[1] for line in message.splitlines()] == ["A2", "C2", "B3"]


def test_a_formatted_row_far_below_is_ignored():
    data = broken_xlsx(SHEET, b'<row r="2"', b'<row r="1048576"')
    assert refusal("s.xlsx", data) == "This file has a first row of names and nothing below it."


def test_too_many_rows_are_refused():
    assert refusal("s.csv", csv_of(HEAD, *[ROW] * (MAX_ROWS + 1))) == "This file has more than 25000 rows. Split it."


@given(st.data())
def test_however_an_xlsx_file_is_damaged_it_is_read_or_refused(data):
    sound = bytearray(SOUND)
    for place in data.draw(st.lists(st.integers(4, len(sound) - 1), min_size=1, max_size=8)):
        sound[place] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        read("s.xlsx", bytes(sound), COLUMNS, COLUMNS[:2])


@given(st.data())
def test_however_the_parts_of_an_xlsx_file_are_damaged_it_is_read_or_refused(data):
    names = ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET]
    with zipfile.ZipFile(io.BytesIO(SOUND)) as sound:
        parts = {name: bytearray(sound.read(name)) for name in sound.namelist()}
    part = parts[data.draw(st.sampled_from(names))]
    start = data.draw(st.integers(0, len(part) - 1))
    part[start : start + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=6))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as broken:
        for name, content in parts.items():
            broken.writestr(name, bytes(content))
    with suppress(Unreadable):
        read("s.xlsx", out.getvalue(), COLUMNS, COLUMNS[:2])
