"""Query string <-> Answers. Pure: the same text gives the same answers, whoever asks.

    edition=3&among=django&among=flask&build=site&ready-made=admin&level.speed=a-lot&need.packages=20

Known keys only, in the catalogue's order, so that one state has one address. What cannot be kept is
named in the key `dropped` of the corrected address, and the page says so.
"""

import math
import re
from collections.abc import Iterable, Sequence
from urllib.parse import parse_qsl, urlencode

from msgspec import Struct
from msgspec.structs import replace

from comparisons.catalogue.value import NOT_SURE, Catalogue, Importance, Question

EDITION = "edition"
AMONG = "among"
DROPPED = "dropped"
LEVEL = "level."
NEED = "need."

# A full set of answers is some 60 pairs; a query string beyond these bounds is nobody's answers.
MAX_LENGTH = 6000
MAX_PAIRS = 200
_MAX_DROPPED = 8
# Neither a slug nor a figure holds the signs that separate them.
_PLAIN = re.compile(r"[a-z0-9.=&-]*")
_NAME = re.compile(r"[a-z0-9.-]{1,80}")


class MalformedQuery(ValueError):
    """The query string is not text that could hold answers."""


class Answers(Struct, frozen=True):
    """What a visitor said. `choices` by question, `levels` set by hand and `needs` by criterion.

    A need is the least good figure that will do: at least that much, or at most where less is better.
    `edition` is the edition the address pins, None for the current one. `among` are the only frameworks to
    consider, two at least; none means all.
    """

    choices: dict[str, tuple[str, ...]] = {}
    levels: dict[str, Importance] = {}
    needs: dict[str, float] = {}
    edition: int | None = None
    among: tuple[str, ...] = ()

    def with_choices(self, question: str, choices: Sequence[str]) -> "Answers":
        """Return the answers with one question answered anew; no choices means not sure."""
        kept = {slug: made for slug, made in self.choices.items() if slug != question}
        return replace(self, choices=kept | ({question: tuple(choices)} if choices else {}))

    def pairs(self, catalogue: Catalogue) -> list[tuple[str, str]]:
        """Return the keys and values of the one address of these answers."""
        pairs = [(EDITION, str(self.edition))] if self.edition is not None else []
        pairs += [(AMONG, slug) for slug in self.among]
        for question in catalogue.questions:
            if made := self.choices.get(question.slug):
                pairs += [(question.slug, choice.slug) for choice in question.choices if choice.slug in made]
        rated = [criterion.slug for criterion in catalogue.rated_criteria] if self.levels or self.needs else []
        pairs += [(LEVEL + slug, self.levels[slug].value) for slug in rated if slug in self.levels]
        pairs += [(NEED + slug, f"{self.needs[slug]:g}") for slug in rated if slug in self.needs]
        return pairs

    def query(self, catalogue: Catalogue) -> str:
        return encoded(self.pairs(catalogue))


class Reading(Struct, frozen=True):
    """Answers read from a query string, and the keys of what could not be kept."""

    answers: Answers
    dropped: tuple[str, ...]


def query_pairs(query: str, most: int = MAX_PAIRS) -> list[tuple[str, str]]:
    """Split a query string. Raises MalformedQuery with a sentence that says what is wrong with it."""
    if len(query) > MAX_LENGTH:
        raise MalformedQuery(f"This address is too long: {len(query)} characters after the question mark.")
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=most)
    except UnicodeDecodeError:
        raise MalformedQuery("This address holds bytes that are not UTF-8 text.") from None
    except ValueError:
        raise MalformedQuery(f"This address holds more than {most} answers.") from None
    if any("\x00" in key + value for key, value in pairs):
        raise MalformedQuery("This address holds a NUL byte.")
    return pairs


def edition_number(pairs: Iterable[tuple[str, str]]) -> int | None:
    """Return the edition that the pairs pin, None if none. Raises MalformedQuery."""
    numbers = {value for key, value in pairs if key == EDITION}
    if not numbers:
        return None
    if len(numbers) > 1:
        raise MalformedQuery("This address names more than one edition.")
    number = numbers.pop()
    if not re.fullmatch(r"[1-9][0-9]{0,8}", number):
        raise MalformedQuery("An edition is a whole number, as in edition=1.")
    return int(number)


def read_answers(pairs: Sequence[tuple[str, str]], catalogue: Catalogue) -> Reading:
    """Return the answers that the pairs give in the words of this catalogue. Raises MalformedQuery."""
    given: dict[str, list[str]] = {}
    for key, value in pairs:
        if key not in (EDITION, DROPPED):
            given.setdefault(key, []).append(value)
    reader = _Reader(catalogue)
    for key, values in given.items():
        reader.take(key, values)
    answers = Answers(
        choices=reader.choices,
        levels=reader.levels,
        needs=reader.needs,
        edition=edition_number(pairs),
        among=reader.among,
    )
    return Reading(answers=answers, dropped=tuple(reader.dropped))


def told_as_dropped(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Return what a corrected address says was dropped, as far as it is fit to be shown."""
    names = [value if _NAME.fullmatch(value) else "unreadable" for key, value in pairs if key == DROPPED]
    return list(dict.fromkeys(names))[:_MAX_DROPPED]


class _Reader:
    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.rated = {criterion.slug for criterion in catalogue.rated_criteria}
        self.choices: dict[str, tuple[str, ...]] = {}
        self.levels: dict[str, Importance] = {}
        self.needs: dict[str, float] = {}
        self.among: tuple[str, ...] = ()
        self.dropped: list[str] = []

    def take(self, key: str, values: list[str]) -> None:
        if key in self.catalogue.question_by_slug:
            self.take_choices(self.catalogue.question_by_slug[key], values)
        elif key.startswith(LEVEL) and key.removeprefix(LEVEL) in self.rated:
            self.take_level(key, values)
        elif key.startswith(NEED) and key.removeprefix(NEED) in self.rated:
            self.take_need(key, values)
        elif key == AMONG:
            self.take_among(values)
        else:
            self.drop(key)

    def take_choices(self, question: Question, values: list[str]) -> None:
        wanted = set(values) - {NOT_SURE, ""}
        known = [choice for choice in question.choices if choice.slug in wanted]
        for slug in sorted(wanted - {choice.slug for choice in known}):
            self.drop(f"{question.slug}.{slug}")
        contradictory = len(known) > 1 and (not question.multiple or any(choice.exclusive for choice in known))
        if contradictory:
            self.drop(question.slug)
        elif known:
            self.choices[question.slug] = tuple(choice.slug for choice in known)

    def take_level(self, key: str, values: list[str]) -> None:
        levels = {value for value in values if value}
        if len(levels) == 1 and levels <= set(Importance):
            self.levels[key.removeprefix(LEVEL)] = Importance(levels.pop())
        elif levels:
            self.drop(key)

    def take_need(self, key: str, values: list[str]) -> None:
        numbers = {number for value in values if value.strip() for number in [_number(value)]}
        number = numbers.pop() if len(numbers) == 1 else None
        if number is not None:
            self.needs[key.removeprefix(NEED)] = number
        elif any(values):
            self.drop(key)

    def take_among(self, values: list[str]) -> None:
        known = {framework.slug for framework in self.catalogue.published_frameworks}
        wanted = set(values) - {""}
        for slug in sorted(wanted - known):
            self.drop(f"{AMONG}.{slug}")
        if len(wanted & known) > 1:
            self.among = tuple(sorted(wanted & known))
        elif wanted & known:  # One alone leaves nothing to choose.
            self.drop(AMONG)

    def drop(self, name: str) -> None:
        self.dropped.append(name if _NAME.fullmatch(name) else "unreadable")


def _number(text: str) -> float | None:
    try:
        number = float(f"{float(text):g}")
    except ValueError:
        return None
    return abs(number) if math.isfinite(number) and number >= 0 else None  # abs: -0 is 0


def corrected_query(reading: Reading, catalogue: Catalogue) -> str:
    """Return the query of the one right address, which also tells what was dropped."""
    dropped = list(dict.fromkeys(reading.dropped))[:_MAX_DROPPED]
    return encoded([*reading.answers.pairs(catalogue), *((DROPPED, name) for name in dropped)])


def encoded(pairs: list[tuple[str, str]]) -> str:
    """Return a query string. Slugs and most figures stand in it as they are, so that they are not looked at singly."""
    plain = "&".join([f"{key}={value}" for key, value in pairs])
    return plain if _PLAIN.fullmatch(plain) else urlencode(pairs)
