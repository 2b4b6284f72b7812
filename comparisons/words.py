"""Words in texts: told apart, compared and marked whatever their case and accents. Pure."""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from unicodedata import combining, normalize

from msgspec import Struct

__all__ = ["Likeness", "Piece", "excerpt", "fold", "forms_of", "likeness", "marked", "raw_words", "words_of"]

# Dots inside a word belong to it: 3.1.3, asyncio.run. Accents may stand by themselves behind their letter.
_WORD = re.compile(r"[\w\u0300-\u036f]+(?:\.[\w\u0300-\u036f]+)*")
# Where a capital begins a part of a word: Fast|API, Web|Socket, JSON|Response.
_PART = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

# Shorter words are looked for at the start of words only: 'orm' is no word about 'performance'.
_SHORTEST_INSIDE = 4
# Words that hold a question together and say nothing of what is looked for.
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
    """A part of a text; `is_match` where a word that was looked for stands."""

    text: str
    is_match: bool = False


def fold(text: str) -> str:
    """Return a text without case and accents.

    >>> fold("Café Straße")
    'cafe strasse'
    """
    if text.isascii():
        return text.lower()
    plain = normalize("NFKD", normalize("NFKD", text).casefold())
    return "".join(character for character in plain if not combining(character))


def words_of(query: str) -> tuple[str, ...]:
    """Return the words that somebody looks for, folded, each once; fillers only if there is nothing else.

    >>> words_of("Is Django faster than Flask, or is Django?")
    ('django', 'faster', 'flask')
    """
    words = tuple(dict.fromkeys(word for raw in raw_words(query) if (word := fold(raw))))
    return tuple(word for word in words if word not in _FILLERS.split()) or words


def raw_words(text: str) -> list[str]:
    """Return the words of a text as they are written."""
    return _WORD.findall(text)


@lru_cache(maxsize=4096)
def forms_of(raw: str) -> tuple[str, ...]:
    """Return what a word of a text is found by: itself, and what begins at a capital inside it.

    >>> forms_of("FastAPI")
    ('fastapi', 'api')
    """
    return tuple(fold(raw[start:]) for start in _starts(raw))


def likeness(word: str, form: str) -> Likeness:
    """Tell how well a word that is looked for is met by a form of a word in a text; a plural meets its singular."""
    if word == form or (len(word) > 2 and (word + "s" == form or word == form + "s")):
        return Likeness.WHOLE
    if len(word) > 1 and form.startswith(word):
        return Likeness.START
    if len(word) >= _SHORTEST_INSIDE and word in form:
        return Likeness.INSIDE
    return Likeness.NONE


def marked(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """Return a text in pieces, those marked that meet a word. Joined they are the text."""
    pieces, done = [], 0
    for start, end in _matches(text, words):
        if done < start:
            pieces.append(Piece(text[done:start]))
        pieces.append(Piece(text[start:end], is_match=True))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return tuple(pieces)


def excerpt(text: str, words: Sequence[str], longest: int) -> tuple[Piece, ...]:
    """Return what stands around the first match, marked; dots stand for ends left out. A short text stays whole."""
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
    """Return where words are met, in order; what touches is one."""
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
    """Return which part of a written word meets a word that is looked for."""
    form = fold(raw)
    met = likeness(word, form)
    if met is Likeness.NONE:
        return None
    # Folding can change the length: then the place inside is not known, and the whole is marked.
    if met is Likeness.WHOLE or len(form) != len(raw):
        return 0, len(raw)
    low = form.index(word)
    return low, low + len(word)
