"""Days and months as editors write them, and whether they can be true. Pure.

One set of forms is taken everywhere: in forms, spreadsheets and uploads. 03/04/2026 is not among them, as it is another
day in other countries.
"""

import re
from datetime import date

# Before this day there was no web to read a source on, and no framework.
FIRST_DAY = date(1990, 1, 1)
DAY_FORMS = "as 2026-11-28 or 28 Nov 2026"
MONTH_FORMS = "as 2005-07 or Jul 2005"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_DAY_IN_WORDS = re.compile(
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[ -](?P<month>[a-z]+)\.?,?[ -](?P<year>[0-9]{4})"
    r"|(?P<month_first>[a-z]+)\.? (?P<day_second>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year_last>[0-9]{4})"
)
_ISO_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])")
_MONTH_IN_WORDS = re.compile(r"(?P<month>[a-z]+)\.?,?[ -](?P<year>[0-9]{4})")


def day_in_words(text: str) -> str:
    """Return a day as sentences say it, and any other text, such as a year or a version, as it is.

    >>> day_in_words("2024-04-10")
    '10 April 2024'
    """
    try:
        day = read_day(text)
    except ValueError:
        return text
    return f"{day.day} {day:%B %Y}"


def read_day(text: str) -> date:
    """Return the day that a text names. Raises ValueError with a sentence that says which forms are taken.

    >>> read_day("28 Nov. 2026")
    datetime.date(2026, 11, 28)
    """
    words = " ".join(text.split()).casefold()
    if found := _ISO_DAY.fullmatch(words):
        year, month, day = found["year"], int(found["month"]), found["day"]
    elif found := _DAY_IN_WORDS.fullmatch(words):
        month = _month_number(found["month"] or found["month_first"])
        year, day = found["year"] or found["year_last"], found["day"] or found["day_second"]
    if found is None or not month:
        raise ValueError(f"Give the day {DAY_FORMS}.")
    try:
        return date(int(year), month, int(day))
    except ValueError:
        raise ValueError(f"There is no such day. Give one {DAY_FORMS}.") from None


def read_month(text: str) -> str:
    """Return the month that a text names, as 2005-07. Raises ValueError with a sentence on the forms that are taken.

    >>> read_month("July 2005")
    '2005-07'
    """
    words = " ".join(text.split()).casefold()
    if _ISO_MONTH.fullmatch(words):
        return words
    found = _MONTH_IN_WORDS.fullmatch(words)
    number = _month_number(found["month"]) if found else 0
    if found is None or not number:
        raise ValueError(f"Give year and month, {MONTH_FORMS}.")
    return f"{found['year']}-{number:02}"


def _month_number(name: str) -> int:
    """Return 1 to 12 for the name of a month, in full or shortened, and 0 for another word."""
    if name in _MONTH_NAMES:
        return _MONTH_NAMES.index(name) + 1
    short = "sep" if name == "sept" else name
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def day_problem(day: date, as_of: date | None) -> str:
    """Return why nobody can have read or reviewed anything on a day, seen on the day `as_of`; "" if somebody can.

    Without `as_of`, any later day may be true.
    """
    if day < FIRST_DAY:
        return f"{in_words(day)} is before {in_words(FIRST_DAY)}, the earliest day that is taken"
    if as_of is not None and day > as_of:
        return f"{in_words(day)} is in the future; {in_words(as_of)}, today, is the latest day that is taken"
    return ""


def month_problem(month: str, as_of: date | None) -> str:
    """Return why nothing can have been released in a month such as 2005-07; "" if something can."""
    if month < f"{FIRST_DAY:%Y-%m}":
        return f"{month} is before {FIRST_DAY:%Y-%m}, the earliest month that is taken"
    if as_of is not None and month > f"{as_of:%Y-%m}":
        return f"{month} is in the future; {as_of:%Y-%m} is the latest month that is taken"
    return ""


def in_words(day: date) -> str:
    """Return a day as lists print it.

    >>> in_words(date(2026, 11, 28))
    '28 Nov 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"
