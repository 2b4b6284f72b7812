"""The editors' manual as HTML: as much Markdown as docs/editing.md uses, and no more."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from msgspec import Struct

MANUAL = Path(__file__).resolve().parents[3] / "docs" / "editing.md"
_INLINE = (
    (re.compile(r" \(\[why\]\([^)]*\)\)"), ""),
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*([^*]+)\*"), r"<em>\1</em>"),
    # The other documents are not served here, so that links to them are only words.
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
)
_SUBJECT = re.compile(r"\*\*([^*]+)\*\*")


class Entry(Struct, frozen=True):
    """A paragraph. `anchor` names what it is about: 'the-score-matrix'; '' if it says so nowhere."""

    anchor: str
    subject: str
    html: SafeString


@cache
def entries() -> tuple[Entry, ...]:
    return tuple(map(_entry, _paragraphs(MANUAL.read_text(encoding="utf-8"))))


def _paragraphs(text: str) -> Iterator[str]:
    """Yield paragraphs and items of lists, each on one line; headings are left out."""
    current: list[str] = []
    for line in [*text.splitlines(), ""]:
        starts = line.startswith("* ")
        if current and (starts or not line.strip()):
            yield " ".join(current)
            current = []
        if line.strip() and not line.startswith("#"):
            current.append(line.removeprefix("* ").strip())


def _entry(text: str) -> Entry:
    found = _SUBJECT.match(text)
    subject = found[1] if found else ""
    html = str(escape(text))
    for pattern, replacement in _INLINE:
        html = pattern.sub(replacement, html)
    return Entry(slugify(subject), subject, mark_safe(html))  # noqa: S308 - escaped above
