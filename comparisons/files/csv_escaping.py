"""CSV for spreadsheet programs, which would run some texts as formulas. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence

# Prefixes that spreadsheet programs take for a formula (OWASP ASVS 5.0, 1.2.10); the last four are full-width forms.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(text: str) -> str:
    """Return a text that spreadsheet programs do not run: with an apostrophe in front if it looks like a formula.

    Texts that look escaped already get one too, so that `meant` can always undo it.

    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{text}" if _is_risky(text.lstrip("'")) else text


def meant(cell: str) -> str:
    """Return the text from which `harmless` made this cell.

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
