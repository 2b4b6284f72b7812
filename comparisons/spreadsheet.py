"""Tables for spreadsheet programs, which take some texts for formulas and would run them. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence

__all__ = ["as_csv", "harmless", "meant"]

# What makes a spreadsheet program calculate or call out instead of show (OWASP ASVS 5.0, 1.2.10).
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the last: wide forms


def harmless(text: str) -> str:
    """Return a text that is shown as it stands: a risky one gets an apostrophe in front.

    So does one that looks as if it had got it already, or nobody could take it away again.

    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{text}" if _is_risky(text.lstrip("'")) else text


def meant(cell: str) -> str:
    """Return the text that `harmless` made this cell of.

    >>> meant("'=1+1")
    '=1+1'
    """
    return cell[1:] if cell.startswith("'") and _is_risky(cell.lstrip("'")) else cell


def _is_risky(text: str) -> bool:
    return text.lstrip(" ").startswith(_RISKY)


def as_csv(rows: Iterable[Sequence[str | float | None]]) -> str:
    """Return rows as CSV (RFC 4180). Texts are made harmless; numbers stay numbers; None is empty."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()
