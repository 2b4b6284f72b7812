"""Links as people and programs hand them on: what was done to a query is undone if its meaning is beyond doubt. Pure.

Mail programs escape `&`, break lines and add brackets; chats add full stops; link checkers wrap the whole address in
theirs; people paste an address twice, or with the words beside it. The keys of our addresses and most of their values
are known, so a part of a query that is not understood as it stands is decoded, taken to pieces, and searched for pairs
that are. A query that is understood as it stands is left alone.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from typing import Protocol
from unicodedata import category
from urllib.parse import unquote

from msgspec import Struct

from comparisons.links.tracking import is_of_wrapper, is_tracking

Pair = tuple[str, str]

# How often a part is percent-decoded beyond the usual once.
_DECODINGS = 3
# How many pieces one pair may be broken into by spaces and line breaks, how many `=` it may hold then, and how many
# words are searched for pairs. Whole answers, twice over and among words, have fewer.
_MOST_PIECES, _MOST_EQUALS_SIGNS, _MOST_WORDS = 8, 3, 500

_ENTITY = re.compile(r"&(?:amp;)*(?:#[0-9]{1,5}|#x[0-9a-f]{1,4}|[a-z]{2,8});", re.IGNORECASE)
# Quoted-printable: a line break after `=` is none, and `=3D` is `=`.
_SOFT_BREAK = re.compile(r"=[ \t]*\r?\n")
_ESCAPED_EQUALS_SIGN = re.compile("=3d", re.IGNORECASE)
# Proofpoint writes %3F as -3F and / as _.
_PROOFPOINT, _PROOFPOINT_ESCAPE = re.compile("-3[DF]"), re.compile(r"-([0-9A-F]{2})")
_BETWEEN_PAIRS = re.compile(r"[&;?#|]+|https?:/+")
_BETWEEN_WORDS = re.compile(r"[\s+\"'<>()\[\]{}`“”\u2018\u2019„«»*\\/]+|,(?![0-9])|(?<![0-9]),")
_BEFORE_VALUES, _AFTER_VALUES = " \t\r\n\"'<([{“\u2018„«", " \t\r\n\"'>)]}”\u2019»`.,;:!…*_~\\%"
_CUT_OFF = re.compile(r"(?:…|\.\.\.|%[0-9A-Fa-f]?)$")
_LOWER_CASE_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ADDRESS = re.compile("https?(?::|%(?:25)*3a)", re.IGNORECASE)
_NAMES_OF_ENTITIES = ("amp", "nbsp", "quot", "lt", "gt")
_KEY = re.compile(r"[a-z0-9._-]+")


_PATH_WITH_QUERY = re.compile(r"([^?&#=]*?)(?:[?&#]|%(?:25)*3[Ff])(.*)|([^=]*/)([^/=]+=.*)", re.DOTALL)


class Vocabulary(Protocol):
    """What an address of a page may hold."""

    def knows(self, key: str, value: str) -> bool:
        """Return whether a pair is understood as it stands."""

    def choices(self, key: str) -> frozenset[str]:
        """Return all values of a key; none if the key is not known or takes more than can be listed."""


class Parameters(Struct, frozen=True):
    """A vocabulary: the values of keys in `listed`, rules for the values of those in `ruled`. `free` take any.

    A blank value is understood with every key.
    """

    listed: Mapping[str, frozenset[str]]
    ruled: Mapping[str, Callable[[str], bool]] = {}
    free: frozenset[str] = frozenset()

    def knows(self, key: str, value: str) -> bool:
        if key in self.listed:
            return value in self.listed[key] or not value
        if key in self.ruled:
            return not value or self.ruled[key](value)
        return key in self.free

    def choices(self, key: str) -> frozenset[str]:
        return self.listed.get(key, frozenset())


class Repaired(Struct, frozen=True):
    """The pairs of a query, among them what could not be understood, but for tracking parameters.

    `completed` names the pair whose value was cut off and completed, as `key.value`.
    """

    pairs: tuple[Pair, ...]
    completed: tuple[str, ...] = ()


class _Found(Struct, frozen=True):
    pair: Pair
    is_understood: bool


def repaired(pairs: Sequence[Pair], vocabulary: Vocabulary, *, completes: bool = True) -> Repaired:
    """Return the pairs of a query, which are percent-decoded once, as they were before somebody handed them on.

    With `completes`, the last value is completed if it was cut off and only one choice begins like it.
    """
    if all(vocabulary.knows(key, value) for key, value in pairs):
        return Repaired(pairs=tuple(pairs))
    found = [one for pair in pairs for one in _read(pair, vocabulary)]
    is_wrapped = any("http" in part.casefold() for pair in pairs for part in pair)
    if is_wrapped and any(one.is_understood for one in found):
        found = [one for one in found if one.is_understood or not is_of_wrapper(one.pair[0])]
    is_cut_off = completes and found and not found[-1].is_understood
    completed = _completed(found[-1].pair, vocabulary) if is_cut_off else None
    if completed:
        found[-1] = _Found(completed, True)
    return Repaired(
        pairs=tuple(one.pair for one in found), completed=(f"{completed[0]}.{completed[1]}",) if completed else ()
    )


def _read(pair: Pair, vocabulary: Vocabulary, decodings: int = _DECODINGS) -> Iterator[_Found]:
    """Yield what a pair of a query holds: itself, the pairs that are found in it, or nothing if it only tracks."""
    key, value = pair
    if vocabulary.knows(key, value):
        yield _Found(pair, True)
        return
    tracks = is_tracking(key)
    if tracks and _ADDRESS.search(value):
        return  # the address that the reader came from says nothing about this one
    found = list(_salvaged(f"{key}={value}" if value else key, vocabulary, decodings))
    if tracks:
        yield from (one for one in found if one.is_understood)
    elif any(one.is_understood for one in found):
        yield from (one for one in found if one.is_understood or not is_tracking(one.pair[0]))
    elif (found and all(is_tracking(one.pair[0]) for one in found)) or not (value or _KEY.fullmatch(key)):
        return  # words without any answer in them
    elif key.strip() not in _NAMES_OF_ENTITIES:
        known = key.strip().casefold()
        yield _Found((known if vocabulary.choices(known) else key, value), False)


def _salvaged(text: str, vocabulary: Vocabulary, decodings: int) -> Iterator[_Found]:
    """Yield the pairs in a text: those that are understood, and those that look like one and are not.

    One level of escapes is undone after the other: only the outermost `&` separates pairs of the outermost query.
    """
    further = _decoded(text)
    if further == text or not decodings:
        yield from _searched(text, vocabulary)
        return
    for part in re.split("[&;]+", further):
        key, _, value = part.partition("=")
        yield from _read((key, value), vocabulary, decodings - 1)


def _searched(text: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    """Yield the pairs in a text without escapes, which may have words around and blanks inside."""
    seen = "".join(map(_as_it_looks, text))
    for part in _BETWEEN_PAIRS.split(seen):
        readings = dict.fromkeys([_SOFT_BREAK.sub("", part), part])
        pair = next(filter(None, (_understood(reading, vocabulary) for reading in readings)), None)
        if pair is not None:
            yield _Found(pair, True)
            continue
        found = [list(_pairs_of_words(_BETWEEN_WORDS.split(reading), vocabulary)) for reading in readings]
        yield from max(found, key=lambda pairs: sum(one.is_understood for one in pairs))


def _decoded(text: str) -> str:
    """Undo one level of escapes."""
    if _PROOFPOINT.search(text):
        return unquote(_PROOFPOINT_ESCAPE.sub(r"%\1", text.replace("_", "/")))
    return _ENTITY.sub(lambda found: unescape(unescape(found[0])), unquote(text))


def _as_it_looks(character: str) -> str:
    if character.isascii():
        return character
    kind = category(character)
    return "" if kind == "Cf" else " " if kind in ("Zs", "Zl", "Zp") else "-" if kind == "Pd" else character


def _pairs_of_words(pieces: Sequence[str], vocabulary: Vocabulary) -> Iterator[_Found]:
    words = [piece for piece in pieces if piece][:_MOST_WORDS]
    start = 0
    while start < len(words):
        for end in range(start + 1, min(start + _MOST_PIECES, len(words)) + 1):
            pair = _understood("".join(words[start:end]), vocabulary)
            if pair is not None:
                following = words[end] if end < len(words) else ""
                # `20` broken into `2` and `0` is not 2.
                is_whole = not (pair[1][-1:].isdigit() and following[:1] in "0123456789.," and following)
                yield _Found(pair if is_whole else (pair[0], f"{pair[1]} {following}"), is_whole)
                start = end
                break
        else:
            key, mark, value = words[start].partition("=")
            if mark and value and _KEY.fullmatch(key.casefold()):
                yield _Found((key.casefold(), value), False)
            start += 1


def _understood(text: str, vocabulary: Vocabulary) -> Pair | None:
    """Return the pair that a text is, in one of its spellings."""
    if not 1 <= text.count("=") <= _MOST_EQUALS_SIGNS:
        return None
    for key, value in _spellings(text):
        for spelling in (key, key.casefold(), key.casefold().removeprefix("amp")):
            if value and vocabulary.knows(spelling, value):
                return spelling, value
            if (own := _known_value(spelling, value, vocabulary)) is not None:
                return spelling, own
    return None


def _spellings(text: str) -> Iterator[Pair]:
    """Yield the keys and values that a text may stand for, with `=3D` for `=`, and `=` at the end of broken lines."""
    for one in dict.fromkeys([text, _ESCAPED_EQUALS_SIGN.sub("=", text)]):
        parts = one.split("=")
        for cut in range(1, len(parts)):
            yield "".join(parts[:cut]).strip(_BEFORE_VALUES + "-.&"), "".join(parts[cut:]).strip()


def _known_value(key: str, value: str, vocabulary: Vocabulary) -> str | None:
    """Return a value without what was put around it and as it is written here; None if that is not understood."""
    own = value.lstrip(_BEFORE_VALUES).rstrip(_AFTER_VALUES)
    choices = vocabulary.choices(key)
    if _CUT_OFF.search(value) and sum(choice.startswith(own.casefold()) for choice in choices) > 1:
        return None
    for spelling in (own, own.casefold()):
        if spelling and vocabulary.knows(key, spelling):
            return spelling
    word = _LOWER_CASE_WORD.match(own)
    return word[0] if word and word[0] in choices else None


def _completed(pair: Pair, vocabulary: Vocabulary) -> Pair | None:
    """Return the one pair whose value begins like this one, which was cut off at the end of an address."""
    key, value = pair
    begins = _CUT_OFF.sub("", value).rstrip(_AFTER_VALUES).casefold()
    matching = [choice for choice in vocabulary.choices(key) if choice.startswith(begins)] if begins else []
    return (key, matching[0]) if len(matching) == 1 else None


def address_in(path: str) -> Pair:
    """Return the path and the query that a path holds, which was decoded once: without brackets, blanks, full stops.

    >>> address_in("/advise/result/?build=api&size=small")
    ('/advise/result/', 'build=api&size=small')
    """
    found = _PATH_WITH_QUERY.fullmatch(path)
    own, query = (path, "") if found is None else (found[1] or found[3] or "", found[2] or found[4] or "")
    return "".join("".join(map(_as_it_looks, own)).split()).rstrip(_AFTER_VALUES + "<([{"), query
