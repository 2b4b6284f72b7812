"""Texts that are kept with marks in the places of what differs from page to page."""

from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

# Stands on both sides of a name. No text of a catalogue may hold it (comparisons/catalogue/checks/texts.py).
_MARK = "\0"


def mark(name: str) -> SafeString:
    return mark_safe(f"{_MARK}{name}{_MARK}")  # noqa: S308  (names are our own)


def marked(text: str) -> list[str]:
    """Return the names that are marked in a text, in their order."""
    return text.split(_MARK)[1::2]


def filled(text: str, values: Mapping[str, str]) -> SafeString:
    """Return a text with these values, which are HTML, in the places of the marks."""
    parts = text.split(_MARK)
    parts[1::2] = [values[name] for name in parts[1::2]]
    return mark_safe("".join(parts))  # noqa: S308  (text and values are HTML already)
