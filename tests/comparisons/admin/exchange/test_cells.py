"""Spreadsheets as they are: what a cell shows is what it means, or it is refused with what to write instead."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from comparisons import models
from tests.comparisons.admin.exchange.sheets import SCORES, changes, csv_of, imported, refusals, stored, upload, xlsx_of
from tests.comparisons.admin.exchange.test_import import NO_ROW

HEAD = SCORES[:3]
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def the_day_of_these_tests(monkeypatch):
    """Let it stay TODAY for runs that pass midnight."""
    monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: TODAY)


def formatted(value, number_format, column="value"):
    """Return an XLSX file with a value for Alder's admin, or in another column, in a cell of this format."""

    def edit(book):
        book.active["C2"].value = value
        book.active["C2"].number_format = number_format

    return xlsx_of((*HEAD[:2], column), ("alder", "speed" if column == "relative_error" else "admin", None), edit=edit)


GENERAL = "Give it the format General."
SHOWN = {
    "percent": (0.7, "0%", f"“70%”: The cell shows “70%” and holds 0.7. {GENERAL} Write 7 if that is meant."),
    "fraction": (0.7, "# ??/??", f"“7/10”: The cell shows “7/10” and holds 0.7. {GENERAL} Write 7 if that is meant."),
    "rounded": (
        7.26, "0.0",
        f"“7.3”: The cell shows “7.3” and holds 7.26. {GENERAL} Write digits alone, with a point for decimals, as 7.5.",
    ),
    "of ten": (7, '0" of 10"', f"“7 of 10”: The cell shows “7 of 10” and holds 7. {GENERAL} Write 7 if that is meant."),
    "hidden": (
        7, ";;;",
        ": The cell shows its number in a format that hides it and holds 7. "
        f"{GENERAL} Write digits alone, with a point for decimals, as 7.5.",
    ),
    "date": (
        datetime(2026, 10, 7), "d-mmm",
        "“2026-10-07”: The cell holds a date, 2026-10-07. "
        "Write a number from 0 to 10 in a cell of the format General.",
    ),
    "month": (
        datetime(2026, 10, 7), "mmm-yy",
        "“2026-10”: The cell holds a date, 2026-10. Write a number from 0 to 10 in a cell of the format General.",
    ),
    "time": (
        timedelta(hours=7, minutes=30), "[h]:mm",
        "“7:30:00”: The cell holds a time, 7:30:00. Write a number from 0 to 10 in a cell of the format General.",
    ),
    "yes": (True, "General", "“True”: The cell holds a yes or no, True. "
            "Write a number from 0 to 10 in a cell of the format General."),
}  # fmt: skip


@pytest.mark.parametrize(("value", "number_format", "message"), SHOWN.values(), ids=SHOWN.keys())
def test_a_cell_that_shows_something_else_than_its_number_is_refused(anna, value, number_format, message):
    response = upload(anna, "score", formatted(value, number_format), "s.xlsx")
    assert (response.status_code, refusals(response)) == (422, [f"Row 2, value{' ' * (message[0] == '“')}{message}"])


@pytest.mark.parametrize("number_format", ["General", "0.00", "#,##0.0", "0.0E+00", "@", "[Blue]0.0"])
def test_a_cell_that_shows_its_number_is_taken(anna, number_format):
    response = upload(anna, "score", formatted(7.5, number_format), "s.xlsx")
    assert changes(response) == [(2, "Alder: Admin", False, [("value", "9", "7.5")])]


@pytest.mark.parametrize(("value", "number_format"), [(0.2, "0%"), (0.2, "0.0"), (0.125, "0.0%")])
def test_a_share_may_be_shown_in_percent(anna, value, number_format):
    response = upload(anna, "score", formatted(value, number_format, "relative_error"), "s.xlsx")
    assert changes(response) == [(2, "Alder: Speed", False, [("relative_error", "0.1", f"{value}")])]


ONLY = "Expected a number from 0 to 10."
TEXTS = {
    "7_5": f"{ONLY} Write digits alone, with a point for decimals, as 7.5.",
    "70%": f"{ONLY} Write 7 if that is meant.",
    "70 %": f"{ONLY} Write 7 if that is meant.",
    "7/10": f"{ONLY} Write 7 if that is meant.",
    "4 out of 5": f"{ONLY} Write 8 if that is meant.",
    "7/0": f"{ONLY} Write digits alone, with a point for decimals, as 7.5.",
    "7,5": f"{ONLY} Write 7.5.",
    "1,500": f"{ONLY} Write 1500 or 1.500.",
    "12 000": f"{ONLY} Write it without separators, as 12000.",
    "~7": f"{ONLY} Write digits alone, with a point for decimals, as 7.5.",
    "inf": f"{ONLY} Write digits alone, with a point for decimals, as 7.5.",
} | dict.fromkeys(["n/a", "N/A", "-", "–", "?", "unknown", "Not known", "(none)", "TBD"], f"{ONLY} {NO_ROW}")


@pytest.mark.parametrize(("text", "message"), TEXTS.items())
def test_a_text_that_is_no_number_is_refused_with_what_to_write(anna, text, message):
    for data, name in (
        (csv_of(HEAD, ("alder", "admin", text)), "s.csv"),
        (xlsx_of(HEAD, ("alder", "admin", text)), "s.xlsx"),
    ):
        assert refusals(upload(anna, "score", data, name)) == [f"Row 2, value “{text}”: {message}"]


def test_an_unknown_relative_error_is_a_blank_cell(anna):
    rows = [(*HEAD[:2], "relative_error"), ("alder", "speed", "n/a"), ("birch", "speed", "10 %")]
    assert refusals(upload(anna, "score", csv_of(*rows))) == [
        "Row 2, relative_error “n/a”: Expected a share from 0 to 0.99, such as 0.1 for 10%. "
        "Leave the cell blank where no error is stated."
    ]


@pytest.mark.parametrize(
    ("text", "value"), [("7,5", "7.5"), ("0,125", "0.125"), ("7,0", "7"), ("7", "7")]
)  # fmt: skip
def test_where_semicolons_separate_the_cells_a_comma_is_a_decimal_one(anna, text, value):
    response = upload(anna, "score", csv_of(HEAD, ("alder", "admin", text), separator=";"))
    assert changes(response) == [(2, "Alder: Admin", False, [("value", "9", value)])]


def test_a_comma_that_may_separate_thousands_is_refused(anna):
    response = upload(anna, "score", csv_of(HEAD, ("alder", "speed", "1,500"), separator=";"))
    assert refusals(response) == ["Row 2, value “1,500”: Expected a number (answers). Write 1500 or 1.500."]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_line_that_tells_excel_the_separator_is_passed_over(anna, separator):
    rows = csv_of(
        ("Framework", " CRITERION", "Value "), ("Alder", "admin", "7"), ("alder", "Speed", "many"), separator=separator
    )
    first = f"\ufeffsep={separator}\r\n".encode()
    assert refusals(upload(anna, "score", first + rows)) == [
        "Row 3, value “many”: Expected a number (answers). Write digits alone, with a point for decimals, as 7.5."
    ]


def test_columns_are_named_in_any_case_with_blanks_or_hyphens(anna):
    head = ("FRAMEWORK", "criterion\N{NO-BREAK SPACE}", "Relative error", "reviewed-on")
    response = upload(anna, "score", csv_of(head, ("alder", "speed", "0.2", "22 Nov 2026")))
    assert changes(response) == [(2, "Alder: Speed", False, [("relative_error", "0.1", "0.2")])]


def test_things_are_named_by_slug_or_name(anna):
    row = (" BIRCH", "Admin", "7", "", "Low", "R", "Which is best? (A magazine); MANUAL", "31 Jan 2026", "1")
    imported(
        anna,
        "score",
        csv_of(SCORES, row, ("alder", "type", "Micro", "", "high", "R", "article, manual", "2026-01-31", "1")),
    )
    new = stored("birch", "admin")
    assert (new.value, new.confidence, new.reviewed_on) == (7, "low", date(2026, 1, 31))
    assert [source.slug for source in new.sources.order_by("slug")] == ["article", "manual"]
    assert stored("alder", "type").kind.slug == "micro"


def test_a_name_of_two_things_is_refused_with_both(anna):
    models.Framework.objects.filter(slug="birch").update(name="Al der")
    response = upload(anna, "score", csv_of(HEAD, ("AL-DER", "admin", 7), ("alder", "admin", 7)))
    assert refusals(response) == [
        "Row 2, framework “AL-DER”: “AL-DER” may be Al der (birch) or Alder (alder): write the one in brackets."
    ]


def test_two_names_of_one_row_are_the_same_row(anna):
    response = upload(anna, "score", csv_of(HEAD, ("Alder", "Admin", 7), ("alder", "admin", 8)))
    assert refusals(response) == ["Row 3, criterion “admin”: Row 2 is about the same. Delete one of the two."]


def test_a_table_of_frameworks_takes_names_and_labels(anna):
    head = ("Slug", "Status", "Interface", "First release", "Alternatives")
    rows = [head, ("ALDER", "Retired", "WSGI and ASGI", "July 2005", "Birch")]
    [(_, _, _, cells)] = changes(upload(anna, "framework", csv_of(*rows)))
    assert cells == [
        ("status", "published", "retired"), ("interface", "wsgi", "both"), ("alternatives", "birch, dogwood", "birch"),
    ]  # fmt: skip


MADE_DATES = ["05. Okt", "5-Oct", "Oct 05", "05.10.2026", "5/10/2026", "7/5", "10-Oct-26", "5 mai"]


@pytest.mark.parametrize("text", MADE_DATES)
def test_a_version_that_a_program_made_a_date_of_is_refused(anna, text):
    refused = (
        f"latest_version “{text}”: A spreadsheet program seems to have made a date of this version. "
        "Format the cell as text, and type the version again."
    )
    assert refusals(upload(anna, "framework", csv_of(("slug", "latest_version"), ("alder", text)))) == [
        f"Row 2, {refused}"
    ]


@pytest.mark.parametrize("number_format", ["d-mmm", "mmm-yy"])
def test_a_version_in_a_cell_that_holds_a_date_is_refused(anna, number_format):
    def edit(book):
        book.active["B2"].value, book.active["B2"].number_format = datetime(2026, 5, 10), number_format

    response = upload(anna, "framework", xlsx_of(("slug", "latest_version"), ("alder", None), edit=edit), "f.xlsx")
    assert (response.status_code, "date" in refusals(response)[0]) == (422, True)


@pytest.mark.parametrize("text", ["5.10", "2026.11.28", "1.2.3", "7-beta", "3.0rc1", "24.1.0.post2", "r2026-11"])
def test_a_version_that_is_no_date_is_taken(anna, text):
    response = upload(anna, "framework", csv_of(("slug", "latest_version"), ("alder", text)))
    assert changes(response)[0][3] == [
        ("latest_version", models.Framework.objects.get(slug="alder").latest_version, text)
    ]


@pytest.mark.parametrize("text", ["05. Okt", "5/10", "7-May"])
def test_a_value_that_a_program_made_a_date_of_is_told_so(anna, text):
    response = upload(anna, "score", csv_of(HEAD, ("alder", "speed", text)))
    advice = "A spreadsheet program seems to have made a date of it: format the cell as text, and type it again."
    assert refusals(response) == [f"Row 2, value “{text}”: Expected a number (answers). {advice}"]


def test_a_month_that_excel_made_a_date_is_a_month(anna):
    def edit(book):
        book.active["B2"].value, book.active["B2"].number_format = datetime(2006, 1, 1), "mmm-yy"

    response = upload(anna, "framework", xlsx_of(("slug", "first_release"), ("alder", None), edit=edit), "f.xlsx")
    assert changes(response) == [(2, "Alder", False, [("first_release", "2005-07", "2006-01")])]


DAYS = {
    "03/04/2026": "Give the day as 2026-11-28 or 28 Nov 2026.",
    "June 2017": "Give the day as 2026-11-28 or 28 Nov 2026.",
    "31 Nov 2025": "There is no such day. Give one as 2026-11-28 or 28 Nov 2026.",
    "1970-01-01": "1 Jan 1970 is before 1 Jan 1990, the earliest day that is taken.",
}


@pytest.mark.parametrize(("text", "message"), DAYS.items())
def test_a_day_in_another_form_or_that_cannot_be_true_is_refused(anna, text, message):
    rows = [(*HEAD[:2], "reviewed_on"), ("alder", "admin", text)]
    assert refusals(upload(anna, "score", csv_of(*rows))) == [f"Row 2, reviewed_on “{text}”: {message}"]


def test_a_day_of_the_future_or_a_number_for_a_day_is_refused(anna):
    rows = [(*HEAD[:2], "reviewed_on"), ("alder", "admin", TODAY + timedelta(days=1)), ("alder", "speed", 45992)]
    future, number = refusals(upload(anna, "score", xlsx_of(*rows), "s.xlsx"))
    assert "is in the future" in future
    assert number == (
        "Row 3, reviewed_on “45992”: The cell shows a number, 45992. "
        "Give the day as 2026-11-28 or 28 Nov 2026, or format the cell as a date."
    )
