"""What the reader of a spreadsheet sees of a number: its cell may show 70 % and hold 0.7. Pure."""

import re
from datetime import date, datetime, time
from fractions import Fraction

from msgspec import Struct

# Sections are separated by semicolons outside of quotes: for positive numbers, negative ones, and zero.
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
_PART = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | (?P<padding>[_*].) | \[(?P<bracket>[^\]]*)\] | (?P<general>General)
    | (?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?(?:E[+-]?[0#?]+)?,*|\.[0#?]+) | (?P<percent>%) | (?P<text>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_FRACTION = re.compile(r"(?:[0#?]+ ?)?[#?0]+/(?P<bottom>[0-9#?]+)")
_COLOURS = frozenset({"black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"})
_IN_QUOTES = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Figure(Struct, frozen=True):
    """A number that its cell shows as something else: `seen` is what a reader sees, "" if that cannot be told."""

    value: float
    seen: str

    def __str__(self) -> str:
        return self.seen


class Month(str):
    """A month as 2005-07, of a cell that holds a day and shows no day."""

    __slots__ = ()


def as_seen(value: float, number_format: str) -> float | Figure:
    """Return a number if its cell shows just that, in whatever notation; else a Figure.

    >>> as_seen(0.7, "0%")
    Figure(value=0.7, seen='70%')
    """
    section = _section_for(value, number_format or "General")
    if section is None:
        return Figure(value, "")
    if found := _FRACTION.search(section):
        return Figure(value, _fraction(value, found["bottom"]))
    seen = _shown(value, section)
    try:
        number = float(seen)
    except ValueError:
        return Figure(value, seen)
    # Spreadsheet programs keep 15 digits.
    return number if f"{number:.15g}" == f"{value:.15g}" else Figure(value, seen)


def moment_as_seen(moment: datetime, number_format: str) -> datetime | date | Month:
    """Return a date if its cell shows a day, the month if it shows no day, and a time as it is."""
    letters = _IN_QUOTES.sub("", number_format).casefold()
    if "h" in letters and moment.time() != time.min:
        return moment
    return moment.date() if "d" in letters else Month(f"{moment:%Y-%m}")


def _section_for(value: float, number_format: str) -> str | None:
    """Return the part of a format that a number is shown in, None if that depends on a condition."""
    sections = [found for found in _SECTION.findall(number_format) if found] or [""]
    sections = number_format.split(";") if '"' not in number_format and "\\" not in number_format else sections
    if any(re.search(r"\[[<>=]", section) for section in sections):
        return None
    place = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    return sections[place]


def _shown(value: float, section: str) -> str:
    """Return what a section shows of a number, without thousands separators."""
    parts = [(found.lastgroup or "", found[0]) for found in _PART.finditer(section)]
    percents = sum(kind == "percent" for kind, _ in parts)
    seen = ""
    for kind, text in parts:
        if kind in ("digits", "general") or (kind == "text" and text == "@"):
            seen += _digits(value * 100**percents, text if kind == "digits" else "General")
        elif kind == "bracket" and text[1:-1].casefold() not in _COLOURS and not text.startswith("[$-"):
            seen += text[2:].partition("-")[0].rstrip("]")
        elif kind in ("quoted", "escaped", "percent", "text"):
            seen += text.strip('"').removeprefix("\\")
    return seen.strip()


def _digits(value: float, placeholders: str) -> str:
    if placeholders == "General":
        return f"{value:.15g}"
    mantissa, exponent, _ = placeholders.upper().partition("E")
    scaled = value / 1000 ** (len(placeholders) - len(placeholders.rstrip(",")))
    places = len(re.sub("[^0#?]", "", mantissa.partition(".")[2]))
    shown = f"{scaled:.{places}e}" if exponent else f"{scaled:.{places}f}"
    return shown if "0" in placeholders or float(shown) else ""  # `#` and `?` show no zero


def _fraction(value: float, bottom: str) -> str:
    """Return a number as a fraction with this denominator, or one of as many digits."""
    if bottom.isdecimal() and int(bottom):
        return f"{round(value * int(bottom))}/{int(bottom)}"
    fraction = Fraction(value).limit_denominator(10 ** min(len(bottom), 6) - 1)
    return f"{fraction.numerator}/{fraction.denominator}"
