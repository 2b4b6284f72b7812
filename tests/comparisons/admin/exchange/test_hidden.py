"""What is hidden in a sheet is read like the rest of it, and told before it is stored."""

import pytest

from comparisons.admin.exchange.hidden import Hidden, hidden_parts, numbers_in_words
from tests.comparisons.admin.exchange.sheets import SCORES, changes, refusals, upload, xlsx_of

HEAD = SCORES[:3]
ROWS = [("alder", "admin", 7), ("alder", "speed", 500), ("birch", "speed", 600), ("birch", "admin", 8)]
REST = [0, "high", "Because.", "manual", "2026-01-31", "1"]


def told(client, *rows, edit):
    response = upload(client, "score", xlsx_of(HEAD, *rows, edit=edit), "s.xlsx")
    return [*response.context["outcome"].unseen], response


def hide_rows(*numbers):
    def edit(book):
        for number in numbers:
            book.active.row_dimensions[number].hidden = True

    return edit


def test_changes_in_hidden_rows_are_told_and_offered(anna):
    sentences, response = told(anna, *ROWS[:3], edit=hide_rows(2, 4))
    assert sentences == ["Hidden in this sheet, but read like the others: rows 2 and 4."]
    assert "Hidden in this sheet, but read like the others: rows 2 and 4." in response.content.decode()
    assert [number for number, *_ in changes(response)] == [2, 3, 4]


def test_hidden_rows_that_change_nothing_are_not_told(anna):
    """A filter hides what was left alone."""
    sentences, _ = told(anna, ("alder", "admin", 9), ("alder", "speed", 500), edit=hide_rows(2))
    assert sentences == []


def test_a_refusal_in_a_hidden_row_is_told(anna):
    sentences, response = told(anna, ("alder", "admin", 77), edit=hide_rows(2))
    assert (response.status_code, len(refusals(response))) == (422, 1)
    assert sentences == ["Hidden in this sheet, but read like the others: row 2."]


def test_changes_in_a_hidden_column_are_told(anna):
    def edit(book):
        book.active.column_dimensions["C"].hidden = True

    sentences, _ = told(anna, *ROWS[:2], edit=edit)
    assert sentences == ["Hidden in this sheet, but read like the others: column value."]


def test_the_first_sheet_that_is_shown_is_read_and_others_are_named(anna):
    def edit(book):
        book.active.title = "old"
        book.active["C2"].value = 1
        for title, value in (("scores", 7), ("notes", 8), ("more", 9)):
            sheet = book.create_sheet(title)
            sheet.append(HEAD)
            sheet.append(("alder", "admin", value))
        book.worksheets[0].sheet_state = "hidden"
        book.active = 1

    sentences, response = told(anna, ROWS[0], edit=edit)
    assert changes(response) == [(2, "Alder: Admin", False, [("value", "9", "7")])]
    assert sentences == ["Only the first sheet is read, not “notes” and “more”."]


SHEETS = {
    b'<row r="2" hidden="1"/><row r="3"/><row hidden="true"/><x:row hidden="0"/>': Hidden(rows=frozenset([2, 4])),
    b'<row r="7" ht="0" customHeight="1"/><row r="8" ht="15.0"/>': Hidden(rows=frozenset([7])),
    b'<cols><col min="2" max="3" width="9" hidden="1"/><col min="5" max="5" width="0"/></cols><sheetData/>': Hidden(
        columns=frozenset([2, 3, 5])
    ),
    b'<col min="1" max="16384" hidden="1"/><sheetData><row r="1"/>': Hidden(columns=frozenset(range(1, 101))),
    b'<row r="x" hidden="1"><c r="A1"/></row>': Hidden(rows=frozenset([1])),
    b"": Hidden(),
}


@pytest.mark.parametrize(("sheet", "hidden"), SHEETS.items())
def test_what_is_hidden_is_read_off_the_sheet(sheet, hidden):
    assert hidden_parts(sheet) == hidden


@pytest.mark.parametrize(
    ("numbers", "words"), [([], ""), ([3], "3"), ([4, 3], "3 to 4"), ([2, 5, 6, 7, 9], "2, 5 to 7 and 9")]
)
def test_numbers_of_rows_are_told_in_runs(numbers, words):
    assert numbers_in_words(numbers) == words
