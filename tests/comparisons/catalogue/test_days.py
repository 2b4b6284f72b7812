from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.catalogue.days import day_in_words, day_problem, in_words, month_problem, read_day, read_month

TODAY = date(2026, 11, 30)
DAYS = [
    "2026-11-28", "2026-11-28 ", "28 Nov 2026", "28 November 2026", "28 nov. 2026", "28-Nov-2026", "28th Nov, 2026",
    "Nov 28, 2026", "Nov. 28, 2026", "november 28 2026", "28  Nov\N{NO-BREAK SPACE}2026",
]  # fmt: skip
NO_DAYS = [
    "28/11/2026", "11/28/2026", "28.11.2026", "28 Nov", "Nov 2026", "2026-11", "20261128", "28 Nov 26", "28 Nvo 2026",
    "today", "45992", "2026-11-28T10:00", "",
]  # fmt: skip


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_in_any_form_that_is_the_same_to_all(text):
    assert read_day(text) == date(2026, 11, 28)


@pytest.mark.parametrize("text", NO_DAYS)
def test_other_forms_of_days_are_refused_with_those_that_are_taken(text):
    with pytest.raises(ValueError, match=r"^Give the day as 2026-11-28 or 28 Nov 2026\.$"):
        read_day(text)


@pytest.mark.parametrize("text", ["2026-02-30", "31 Nov 2026", "2026-13-01", "0 Nov 2026"])
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match=r"^There is no such day\. Give one as 2026-11-28 or 28 Nov 2026\.$"):
        read_day(text)


@given(st.dates())
def test_the_forms_that_pages_print_are_read(day):
    assert read_day(day.isoformat()) == day
    if day.year >= 1000:
        assert read_day(in_words(day)) == read_day(f"{day:%-d %B %Y}") == day


@pytest.mark.parametrize("text", ["2017-06", "Jun 2017", "June 2017", "june, 2017", "Jun-2017", " Jun. 2017"])
def test_a_month_is_read_in_any_form_that_is_the_same_to_all(text):
    assert read_month(text) == "2017-06"


@pytest.mark.parametrize("text", ["June 20", "2017", "06/2017", "2017-6", "2017-13", "2017-06-01", "Juno 2017", ""])
def test_other_forms_of_months_are_refused_with_those_that_are_taken(text):
    with pytest.raises(ValueError, match=r"^Give year and month, as 2005-07 or Jul 2005\.$"):
        read_month(text)


def test_days_and_months_of_the_future_and_of_the_far_past_cannot_be_true():
    assert day_problem(TODAY, TODAY) == day_problem(date(1990, 1, 1), TODAY) == day_problem(date.max, None) == ""
    assert day_problem(date(2026, 12, 1), TODAY) == (
        "1 Dec 2026 is in the future; 30 Nov 2026, today, is the latest day that is taken"
    )
    assert day_problem(date(1989, 12, 31), None) == ("31 Dec 1989 is before 1 Jan 1990, the earliest day that is taken")
    assert month_problem("2026-11", TODAY) == month_problem("1990-01", TODAY) == month_problem("9999-01", None) == ""
    assert month_problem("2026-12", TODAY) == "2026-12 is in the future; 2026-11 is the latest month that is taken"
    assert month_problem("1989-12", None) == "1989-12 is before 1990-01, the earliest month that is taken"


@pytest.mark.parametrize(
    ("text", "words"),
    [("2024-04-10", "10 April 2024"), ("2024-04", "2024-04"), ("3.1", "3.1"), ("", "")],
)
def test_a_day_is_said_in_words(text, words):
    assert day_in_words(text) == words
