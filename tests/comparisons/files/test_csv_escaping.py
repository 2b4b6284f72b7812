import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.files.csv_escaping import as_csv, harmless, meant

FORMULAS = [
    "=1+1",
    "==1+1",
    "+1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "  @x",
    "\0=1",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff201",
    "'=1",
    "'' =1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_get_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Flask", "1+1", "a=b", "'a", " '=1", "–1", " x"])
def test_other_texts_are_unchanged(text):
    assert harmless(text) == text


def test_numbers_are_unchanged_and_none_is_an_empty_cell():
    assert as_csv([["=1", -2, 0.5, None], ['a "b", c', 1, 2, "x\ny"]]) == (
        "'=1,-2,0.5,\r\n" + '"a ""b"", c",1,2,"x\ny"\r\n'
    )


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=2, max_size=3)))
def test_every_table_is_read_back_unchanged(rows):
    again = list(csv.reader(io.StringIO(as_csv(rows), newline="")))
    assert again == [[harmless(cell) for cell in row] for row in rows]


@given(st.text(st.sampled_from("'= +-@\t\r\n\0a\uff1d"), max_size=6))
def test_meant_reverses_harmless(text):
    assert meant(harmless(text)) == text
    assert harmless(text) == text or not harmless(text).lstrip(" ").startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("cell", ["=1+1", "Flask", "'Flask", ""])
def test_cells_that_need_no_apostrophe_are_unchanged(cell):
    assert meant(cell) == cell
