"""How numbers are written in cells: what is allowed, and what to write instead of what was."""

import math
import re

from msgspec import Struct

from comparisons.admin.exchange.number_formats import Figure
from comparisons.models import Criterion

UNKNOWN_HAS_NO_ROW = "What is unknown has no row: leave it out, or delete the score on its page."

_UNKNOWN = frozenset(
    ["-", "--", "?", "??", "n/a", "na", "n.a.", "nan", "none", "nil", "null", "unknown", "unclear", "missing", "tbd",
     "tba", "todo", "not-available", "not-known", "no-data"]
)  # fmt: skip
_PERCENT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*%")
_OF = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*(?:/|out of|of)\s*([0-9]+(?:[.,][0-9]+)?)", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"([0-9]+),([0-9]+)")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,.' \xa0\u2009\u202f\u2019][0-9]{3})+(?:[.,][0-9]+)?")
# 5.10 and 5/10 in a cell become a date, which is then written in the language of the program.
_DAY = "(?:0?[1-9]|[12][0-9]|3[01])"
_MADE_DATE = re.compile(
    rf"{_DAY}/{_DAY}(?:/[0-9]{{2,4}})?|{_DAY}\.{_DAY}\.[12][0-9]{{3}}"
    r"|[0-9]{1,2}[. -]*(?P<month>[^\W\d_]{3,10})\.?(?:[ -]*[0-9]{2,4})?"
    r"|(?P<month_first>[^\W\d_]{3,10})\.?[ -]+[0-9]{1,4}"
)
# How the months begin in English, German, French, Spanish and Italian.
_MONTHS = frozenset(
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mai", "mär", "mrz", "okt",
     "dez", "fév", "avr", "jui", "aoû", "déc", "ene", "abr", "ago", "dic", "gen", "mag", "giu", "lug", "set", "ott"]
)  # fmt: skip


class ScaleOfNumbers(Struct, frozen=True):
    """What numbers a column takes, in words, the greatest one if there is one, and what to do without one."""

    allowed: str
    greatest: float | None = None
    without: str = UNKNOWN_HAS_NO_ROW


ANY_NUMBER = ScaleOfNumbers("a number")
SHARE = ScaleOfNumbers(
    "a share from 0 to 0.99, such as 0.1 for 10%", 1.0, "Leave the cell blank where no error is stated."
)


def scale_of(criterion: Criterion) -> ScaleOfNumbers:
    """Return what values a criterion without kinds takes."""
    if criterion.scale_type == Criterion.ScaleType.EDITORIAL:
        return ScaleOfNumbers("a number from 0 to 10", 10.0)
    return ScaleOfNumbers(f"a number ({criterion.unit})")


def is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text)) and "_" not in text  # Python reads 7_5 as 75
    except ValueError:
        return False


def is_unknown(text: str) -> bool:
    """Return whether a text says that nothing is known."""
    dashes = re.sub("[\u2010-\u2015\u2212]", "-", text.strip().casefold())
    return dashes.strip("()[]<>").replace(" ", "-") in _UNKNOWN


def is_made_date(text: str) -> bool:
    """Return whether a text looks like a date that a spreadsheet program made of a number or a version.

    >>> is_made_date("05. Okt"), is_made_date("3/4"), is_made_date("5.10"), is_made_date("7-beta")
    (True, True, False, False)
    """
    found = _MADE_DATE.fullmatch(text.strip().casefold())
    month = (found["month"] or found["month_first"] or "") if found else ""
    return found is not None and (not month or month[:3] in _MONTHS)


def how_to_write(text: str, scale: ScaleOfNumbers) -> str:
    """Return a sentence that says what to write instead of a text that is not a number."""
    if is_unknown(text):
        return scale.without
    if (share := share_of(text)) is None and (found := _OF.fullmatch(text)) and _number(found[2]):
        share = _number(found[1]) / _number(found[2])
    if share is not None and scale.greatest is not None and share <= 1:
        return f"Write {share * scale.greatest:.6g} if that is meant."
    if _GROUPED.fullmatch(text):
        digits = re.sub("[^0-9]", "", text)
        both = _DECIMAL_COMMA.fullmatch(text)
        return f"Write {digits} or {both[1]}.{both[2]}." if both else "Write it without separators, as 12000."
    if found := _DECIMAL_COMMA.fullmatch(text):
        return f"Write {found[1]}.{found[2]}."
    if is_made_date(text):
        return "A spreadsheet program seems to have made a date of it: format the cell as text, and type it again."
    return "Write digits alone, with a point for decimals, as 7.5."


def as_figure(figure: Figure) -> str:
    """Return a sentence about a cell that shows something else than it holds."""
    shown = f"shows “{figure.seen}”" if figure.seen else "shows its number in a format that hides it"
    return f"The cell {shown} and holds {figure.value:.15g}. Give it the format General."


def share_of(text: str) -> float | None:
    """Return the share that a text such as 10 % says, None for other texts."""
    found = _PERCENT.fullmatch(text.strip())
    return float(f"{_number(found[1]) / 100:.15g}") if found else None


def is_percentage_of(seen: str, value: float) -> bool:
    share = share_of(seen)
    return share is not None and f"{share:.15g}" == f"{value:.15g}"


def _number(text: str) -> float:
    return float(text.replace(",", "."))
