"""Splitting texts into words, and comparing and marking words regardless of case and accents. Pure."""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from unicodedata import combining, normalize

from msgspec import Struct

# Dots inside a word belong to it, as in 3.1.3 and asyncio.run; so do combining accents.
_WORD = re.compile(r"[\w\u0300-\u036f]+(?:\.[\w\u0300-\u036f]+)*")
# The start of a part of a camel-case word: Fast|API, Web|Socket, JSON|Response.
_PART = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

# Shorter words match the start of words only: 'orm' does not match 'performance'.
_SHORTEST_INSIDE = 4
# Stop words.
_FILLERS = (
    "a an and are as at best better between by can compare do does for from how i in is it my of on or than the to "
    "versus vs we what which with you"
)


class Likeness(IntEnum):
    NONE = 0
    INSIDE = 1
    START = 2
    WHOLE = 3


class Piece(Struct, frozen=True):
    """A part of a text; `is_match` if it matches a word of the query."""

    text: str
    is_match: bool = False


def fold(text: str) -> str:
    """Return the text in lower case and without accents.

    >>> fold("Café Straße")
    'cafe strasse'
    """
    if text.isascii():
        return text.lower()
    plain = normalize("NFKD", normalize("NFKD", text).casefold())
    return "".join(character for character in plain if not combining(character))


def words_of(query: str) -> tuple[str, ...]:
    """Return the distinct words of a query, folded; stop words only if there are no others.

    >>> words_of("Is Django faster than Flask, or is Django?")
    ('django', 'faster', 'flask')
    """
    words = tuple(dict.fromkeys(word for raw in raw_words(query) if (word := fold(raw))))
    return tuple(word for word in words if word not in _FILLERS.split()) or words


def raw_words(text: str) -> list[str]:
    """Return the words of a text in their original spelling."""
    return _WORD.findall(text)


@lru_cache(maxsize=4096)  # words of the catalogue only, never of a query
def forms_of(raw: str) -> tuple[str, ...]:
    """Return the forms under which a word is indexed: the whole word, and its ends from each inner capital on.

    >>> forms_of("FastAPI")
    ('fastapi', 'api')
    """
    return tuple(fold(raw[start:]) for start in _starts(raw))


def likeness(word: str, form: str) -> Likeness:
    """Return how well a word of a query matches a form of a word in a text. A plural in -s matches its singular."""
    if word == form or (len(word) > 2 and (word + "s" == form or word == form + "s")):
        return Likeness.WHOLE
    if len(word) > 1 and form.startswith(word):
        return Likeness.START
    if len(word) >= _SHORTEST_INSIDE and word in form:
        return Likeness.INSIDE
    return Likeness.NONE


def marked(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """Split a text into pieces, with `is_match` set on those that match a word. Joined, they are the text."""
    pieces, end_of_last = [], 0
    for start, end in _matches(text, words):
        if end_of_last < start:
            pieces.append(Piece(text[end_of_last:start]))
        pieces.append(Piece(text[start:end], is_match=True))
        end_of_last = end
    if end_of_last < len(text):
        pieces.append(Piece(text[end_of_last:]))
    return tuple(pieces)


def excerpt(text: str, words: Sequence[str], longest: int) -> tuple[Piece, ...]:
    """Return up to `longest` characters around the first match, marked, with '…' for each end that is cut off."""
    if len(text) <= longest:
        return marked(text, words)
    first = next(iter(_matches(text, words)), (0, 0))[0]
    start = 0 if first < longest // 2 else first - longest // 4
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = min(start + longest, len(text))
    if end < len(text):
        end = max(text.rfind(" ", first, end), 0) or end
    before = (Piece("… "),) if start else ()
    after = (Piece(" …"),) if end < len(text) else ()
    return (*before, *marked(text[start:end], words), *after)


def _starts(raw: str) -> list[int]:
    return [0, *(found.start() for found in _PART.finditer(raw))]


def _matches(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the spans of all matches in order; adjacent and overlapping spans are merged."""
    spans = []
    for found in _WORD.finditer(text):
        for start in _starts(found[0]):
            for word in words:
                if span := _span(found[0][start:], word):
                    begin = found.start() + start
                    spans.append((begin + span[0], begin + span[1]))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _span(raw: str, word: str) -> tuple[int, int] | None:
    """Return the span within `raw` that matches a word, or None."""
    form = fold(raw)
    met = likeness(word, form)
    if met is Likeness.NONE:
        return None
    # If folding changed the length, the position is unknown, so mark the whole word.
    if met is Likeness.WHOLE or len(form) != len(raw):
        return 0, len(raw)
    low = form.index(word)
    return low, low + len(word)
