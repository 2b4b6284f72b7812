"""Links as people and programs hand them on: what was done to a query is undone if its meaning is beyond doubt. Pure.

Mail programs escape `&`, break lines and add brackets; chats add full stops; link checkers wrap the whole address in
theirs; people paste an address twice, or with the words beside it. The keys of our addresses and most of their values
are known, so a part of a query that is not understood as it stands is decoded, taken to pieces, and searched for pairs
that are. A query that is understood as it stands is left alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Protocol

from msgspec import Struct

from comparisons.links.decoding import SOFT_BREAK, as_it_looks, decoded, entities_together
from comparisons.links.tracking import is_foreign, is_of_wrapper, is_tracking

Pair = tuple[str, str]

# How often a part is percent-decoded beyond the usual once.
_DECODINGS = 3
# How many pieces one pair may be broken into by spaces and line breaks, how many `=` it may hold then, and how many
# words are searched for pairs. Whole answers, twice over and among words, have fewer.
_MOST_PIECES, _MOST_EQUALS_SIGNS, _MOST_WORDS = 8, 3, 500

_ESCAPED_EQUALS_SIGN = re.compile("=3=?d", re.IGNORECASE)
# A hyphen that was put in where a line was broken.
_HYPHENATION = re.compile(r"-[ \t]*\r?\n[ \t]*")
_BETWEEN_PAIRS = re.compile(r"[&;?#|]+|https?:/+")
_BETWEEN_WORDS = re.compile(r"[\s+\"'<>()\[\]{}`“”\u2018\u2019„«»*\\/]+|,(?![0-9])|(?<![0-9]),")
_BETWEEN_CHOICES = re.compile(r"[^a-z0-9.-]+")
_IN_BRACKETS = re.compile(r"(?:\[[0-9]*\]){1,3}(?==)")
_NO_VALUE_BEGINS, _NO_VALUE_ENDS = re.compile(r"^[^\w.+-]+"), re.compile(r"[\W_]+$")
_CUT_OFF = re.compile(r"(?:…|\.\.\.|%[0-9A-Fa-f]?)$")
_LOWER_CASE_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BEHIND_WORDS = re.compile(r"__|[^\w.-]")
_NUMBER_IN_FRONT = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:(?![\w.,:/%+-]|\s+[0-9.,])|(?=__|%[0-9A-Fa-f]?$))")
_ADDRESS = re.compile("https?(?::|%(?:25)*3a)", re.IGNORECASE)
_BETWEEN_OTHERS = re.compile(r"&|%(?:25)*26")
_NAMES_OF_ENTITIES = ("amp", "nbsp", "quot", "lt", "gt")
_KEY = re.compile(r"[a-z0-9._-]+")


class Vocabulary(Protocol):
    """What an address of a page may hold."""

    @property
    def keys(self) -> Collection[str]:
        """All keys; none if they cannot be listed."""

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

    @property
    def keys(self) -> Collection[str]:
        return [*self.listed, *self.ruled, *self.free]

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
    sound = entities_together(pairs, lambda key: vocabulary.knows(key, "") or vocabulary.knows(key, "x"))
    found = list(_Repair(vocabulary).all(sound))
    is_cut_off = completes and found and not found[-1].is_understood
    completed = _completed(found[-1].pair, vocabulary) if is_cut_off else None
    if completed:
        found[-1] = _Found(completed, True)
    return Repaired(
        pairs=tuple(one.pair for one in found), completed=(f"{completed[0]}.{completed[1]}",) if completed else ()
    )


class _Repair:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.by_letters = cache(_by_letters)

    @cached_property
    def keys(self) -> dict[str, str]:
        """All keys by their letters and digits alone."""
        return _by_letters(self.vocabulary.keys)

    def all(self, pairs: Sequence[Pair]) -> Iterator[_Found]:
        """Yield what the pairs hold, without what the address that wraps ours holds beside it."""
        read = [(value, list(self.read((key, value)))) for key, value in pairs]
        is_understood = any(one.is_understood for _, own in read for one in own)
        is_packed = any(_holds_query(value) and any(one.is_understood for one in own) for value, own in read)
        is_wrapped = is_understood and any("http" in part.casefold() for pair in pairs for part in pair)
        for value, own in read:
            for one in own:
                is_beside = is_packed and not _holds_query(value)
                if one.is_understood or not (is_beside or (is_wrapped and is_of_wrapper(one.pair[0]))):
                    yield one

    def read(self, pair: Pair, decodings: int = _DECODINGS) -> Iterator[_Found]:
        """Yield what a pair of a query holds: itself, the pairs that are found in it, or nothing if it only tracks."""
        key, value = pair
        if self.vocabulary.knows(key, value):
            yield _Found(pair, True)
            return
        own_key = self.keys.get(_letters(key), "")
        if not own_key and is_tracking(key) and _ADDRESS.search(value):
            return  # the address that the reader came from says nothing about this one
        found = self.several(own_key, value) or list(self.salvaged(f"{key}={value}" if value else key, decodings))
        if not own_key and is_foreign(key):
            yield from (one for one in found if one.is_understood)
        elif any(one.is_understood for one in found):
            # Words before an address look like the value of the key that it stands behind.
            beside = key if _ADDRESS.search(value) else None
            yield from (one for one in found if one.is_understood or not _says_nothing(one.pair[0], beside))
        elif (found and all(is_foreign(one.pair[0]) for one in found)) or not (value or _KEY.fullmatch(key)):
            return  # words without any answer in them
        elif key.strip() not in _NAMES_OF_ENTITIES:
            yield _Found((own_key if self.vocabulary.choices(own_key) else key, value), False)

    def several(self, key: str, value: str) -> list[_Found]:
        """Return the pairs of several choices that a program joined to one value; none if it is no list of choices."""
        choices = self.vocabulary.choices(key)
        parts = [part for part in _BETWEEN_CHOICES.split(decoded(value).casefold()) if part]
        return [_Found((key, part), True) for part in parts] if len(parts) > 1 and choices.issuperset(parts) else []

    def salvaged(self, text: str, decodings: int) -> Iterator[_Found]:
        """Yield the pairs in a text: those that are understood, and those that look like one and are not.

        One level of escapes is undone after the other: only the outermost `&` separates pairs of the outermost query.
        """
        further = decoded(text)
        if further == text or not decodings:
            yield from self.searched(text)
            return
        for part in re.split("[&;]+", further):
            key, _, value = part.partition("=")
            yield from self.read((key, value), decodings - 1)

    def searched(self, text: str) -> Iterator[_Found]:
        """Yield the pairs in a text without escapes, which may have words around and blanks inside."""
        for part in _BETWEEN_PAIRS.split(_IN_BRACKETS.sub("", as_it_looks(text))):
            readings = dict.fromkeys([SOFT_BREAK.sub("", part), part, _HYPHENATION.sub("", part)])
            pair = next(filter(None, map(self.understood, readings)), None)
            if pair is not None:
                yield _Found(pair, True)
                continue
            found = [list(self.pairs_of_words(_BETWEEN_WORDS.split(reading))) for reading in readings]
            yield from max(found, key=lambda pairs: sum(one.is_understood for one in pairs))

    def pairs_of_words(self, pieces: Sequence[str]) -> Iterator[_Found]:
        words = [piece for piece in pieces if piece][:_MOST_WORDS]
        start = 0
        while start < len(words):
            for end in range(start + 1, min(start + _MOST_PIECES, len(words)) + 1):
                pair = self.understood("".join(words[start:end]))
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

    def understood(self, text: str) -> Pair | None:
        """Return the pair that a text is, in one of its spellings."""
        if not 1 <= text.count("=") <= _MOST_EQUALS_SIGNS:
            return None
        for key, value, is_joined in _spellings(text):
            lower = key.casefold()
            for spelling in dict.fromkeys((key, lower, lower.removeprefix("amp"), self.keys.get(_letters(key), key))):
                own = self.known_value(spelling, value)
                # What was put together of several parts may be another number.
                if own is not None and not (is_joined and own.replace(".", "").isdigit()):
                    return spelling, own
        return None

    def known_value(self, key: str, value: str) -> str | None:
        """Return a value without what was put around it and as it is written here; None if that is not understood."""
        if value and self.vocabulary.knows(key, value):
            return value
        own = _NO_VALUE_ENDS.sub("", _NO_VALUE_BEGINS.sub("", value))
        choices = self.vocabulary.choices(key)
        if _CUT_OFF.search(value) and sum(choice.startswith(own.casefold()) for choice in choices) > 1:
            return None
        number = _NUMBER_IN_FRONT.match(own)
        for spelling in (own, own.casefold(), number[0] if number and not choices else ""):
            if spelling and self.vocabulary.knows(key, spelling):
                return spelling
        return self.choice_in_front(own, choices)

    def choice_in_front(self, own: str, choices: frozenset[str]) -> str | None:
        """Return the choice that a value is or begins with, in whatever spelling."""
        by_letters = self.by_letters(choices)
        for spelling in (own, _BEHIND_WORDS.split(own, maxsplit=1)[0]):
            if choice := by_letters.get(_letters(spelling)):
                return choice
        word = _LOWER_CASE_WORD.match(own)
        return word[0] if word and word[0] in choices else None


def _letters(text: str) -> str:
    """Return the letters and digits of a text, in lower case: `Back_Office` is `back-office`."""
    return "".join(character for character in text.casefold() if character.isascii() and character.isalnum())


def _by_letters(words: Collection[str]) -> dict[str, str]:
    """Return words by their letters, without those that others share."""
    times = Counter(map(_letters, words))
    return {letters: word for word in words if (letters := _letters(word)) and times[letters] == 1}


def _says_nothing(key: str, beside: str | None) -> bool:
    return key == beside or is_foreign(key)


def _holds_query(value: str) -> bool:
    """Return whether a value holds an address with several pairs, which nothing but a wrapper escapes."""
    found = _ADDRESS.search(value := decoded(value))
    return found is not None and _BETWEEN_OTHERS.search(value, found.end()) is not None


def _spellings(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the keys and values that a text may stand for, and whether the value is put together of several parts.

    It may hold `=3D` for `=`, and `=` at the end of broken lines.
    """
    for one in dict.fromkeys([text, _ESCAPED_EQUALS_SIGN.sub("=", text)]):
        parts = one.split("=")
        for cut in range(1, len(parts)):
            key, values = "".join(parts[:cut]), [part.strip() for part in parts[cut:] if part.strip()]
            yield _NO_VALUE_BEGINS.sub("", key).strip(" \t\r\n-.&"), "".join(values), len(values) > 1


def _completed(pair: Pair, vocabulary: Vocabulary) -> Pair | None:
    """Return the one pair whose value begins like this one, which was cut off at the end of an address."""
    key, value = pair
    begins = _NO_VALUE_ENDS.sub("", _CUT_OFF.sub("", value)).casefold()
    matching = [choice for choice in vocabulary.choices(key) if choice.startswith(begins)] if begins else []
    return (key, matching[0]) if len(matching) == 1 else None
