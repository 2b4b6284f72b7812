"""Query string <-> Answers. Pure.

    edition=3&among=django&among=flask&uses=flask&build=site&back-office=admin&level.speed=a-lot&need.packages=20

Canonical queries hold known keys only, in the catalogue's order, so that equal answers have one address. What programs
and people do to a link is undone first (comparisons/links). Keys and values that cannot be kept are named under
`dropped` in the corrected address, and a value that was cut off and completed under `completed`; the page reports both.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from msgspec import Struct
from msgspec.structs import replace

from advisor.answers.among import AMONG
from advisor.answers.own import KEYS, NOTHING, Own, is_own_value
from comparisons.catalogue.house_rules import WISHES
from comparisons.catalogue.memo import memo
from comparisons.catalogue.names import Names
from comparisons.catalogue.slugs import NOT_SURE
from comparisons.catalogue.value import CRITERIA, FRAMEWORKS, QUESTIONS, Catalogue, Criterion, Importance, Question
from comparisons.links.repair import Parameters, repaired
from comparisons.links.tracking import is_foreign, is_tracking

EDITION = "edition"
TOPICS = "topics"
DROPPED = "dropped"
COMPLETED = "completed"
# The key of a framework that the visitor's project uses now.
USES = "uses"
LEVEL = "level."
REQUIREMENT = "need."
HOUSE = "house"

# Limits on a query string, in characters and pairs. A full set of answers has about 60 pairs.
MAX_LENGTH = 6000
MAX_PAIRS = 200
_MAX_DROPPED = 8
# Queries of slugs and plain numbers need no percent-encoding.
_PLAIN = re.compile(r"[a-z0-9.=&-]*")
_NAME = re.compile(r"[a-z0-9._-]{1,80}")
_OF_CRITERION = re.compile(r"(?:[1-8]\.)?(?:level|need)\.([a-z0-9-]+)")
_EDITION_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class MalformedQuery(ValueError):
    """The query string cannot be read. The message is a sentence for the visitor."""


class Answers(Struct, frozen=True):
    """A visitor's choices by question, and the `levels` and `requirements` set by hand, by criterion.

    A requirement is a bound in the criterion's own unit (editorial scales: 0..10): a minimum, or a maximum if less is
    better. `edition` is the pinned edition, None for the current one. `among` are the slugs of the only frameworks to
    consider, retired ones among them, which nothing recommends; empty means all. `passed` are the questions that were
    passed with "not sure": they give nothing, but are not asked again. `topics` are the questions that a visitor picked
    as topics, in the catalogue's order: others that have a topic are not asked (flow.py). Empty: nothing was picked.
    `house` is what house rules must say of a framework, one of WISHES; "" asks for nothing. `own` is what the visitor
    adds to the catalogue.
    `uses` are the slugs of frameworks that the project uses now: they change no ranking, and results show where they
    stand.
    """

    choices: dict[str, tuple[str, ...]] = {}
    levels: dict[str, Importance] = {}
    requirements: dict[str, float] = {}
    edition: int | None = None
    among: tuple[str, ...] = ()
    passed: frozenset[str] = frozenset()
    topics: tuple[str, ...] = ()
    house: str = ""
    own: Own = NOTHING
    uses: tuple[str, ...] = ()

    def with_choices(self, question: str, choices: Sequence[str]) -> "Answers":
        """Return the answers with the choices of one question replaced; no choices means not sure."""
        others = {slug: made for slug, made in self.choices.items() if slug != question}
        if not choices:
            return replace(self, choices=others, passed=self.passed | {question})
        return replace(self, choices=others | {question: tuple(choices)}, passed=self.passed - {question})

    def is_done(self, question: str) -> bool:
        """Return whether a question was answered or passed."""
        return question in self.choices or question in self.passed

    def pairs(self, catalogue: Catalogue) -> list[tuple[str, str]]:
        """Return the keys and values of the canonical query."""
        pairs = [(EDITION, str(self.edition))] if self.edition is not None else []
        pairs += [(AMONG, slug) for slug in self.among]
        pairs += [(TOPICS, slug) for slug in self.topics]
        pairs += [(USES, slug) for slug in self.uses]
        for question in catalogue.questions:
            if made := self.choices.get(question.slug):
                pairs += [(question.slug, choice.slug) for choice in question.choices if choice.slug in made]
            elif question.slug in self.passed:
                pairs.append((question.slug, NOT_SURE))
        rated = [criterion.slug for criterion in catalogue.rated_criteria] if self.levels or self.requirements else []
        pairs += [(LEVEL + slug, self.levels[slug].value) for slug in rated if slug in self.levels]
        pairs += [(REQUIREMENT + slug, f"{self.requirements[slug]:g}") for slug in rated if slug in self.requirements]
        pairs += [(HOUSE, self.house)] if self.house else []
        return [*pairs, *self.own.pairs()]

    def query(self, catalogue: Catalogue) -> str:
        return encoded(self.pairs(catalogue))


class Reading(Struct, frozen=True):
    """Answers read from a query string, and the names of the keys and values that were dropped or completed.

    `renamed`: it held old names, or new ones of an old edition.
    """

    answers: Answers
    dropped: tuple[str, ...]
    completed: tuple[str, ...] = ()
    renamed: bool = False


def query_pairs(query: str, limit: int = MAX_PAIRS) -> list[tuple[str, str]]:
    """Split a query string of at most `limit` pairs. Bytes that are not UTF-8 become U+FFFD. Raises MalformedQuery."""
    if len(query) > MAX_LENGTH:
        raise MalformedQuery(f"This address is too long: {len(query)} characters after the question mark.")
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="replace", max_num_fields=limit)
    except ValueError:
        raise MalformedQuery(f"This address holds more than {limit} answers.") from None
    if any("\x00" in key + value for key, value in pairs):
        raise MalformedQuery("This address holds a NUL byte.")
    return pairs


def edition_number(pairs: Iterable[tuple[str, str]]) -> int | None:
    """Return the pinned edition, None if there is none. Raises MalformedQuery."""
    naming = [(key, value) for key, value in pairs if EDITION in key.casefold() or EDITION in value.casefold()]
    numbers = {value for key, value in repaired(naming, _PINNED).pairs if key == EDITION}
    if not numbers:
        return None
    if len(numbers) > 1:
        raise MalformedQuery("This address names more than one edition.")
    number = numbers.pop()
    if not _EDITION_NUMBER.fullmatch(number):
        raise MalformedQuery("An edition is a whole number, as in edition=1.")
    return int(number)


def repaired_answers(
    pairs: Sequence[tuple[str, str]], catalogue: Catalogue, others: Mapping[str, Callable[[str], bool]]
) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """Return the pairs of a link as they were before it was handed on, and the names of those that were completed.

    `others` are the keys of a page that are no answers, with rules for their values.
    """
    known = answer_parameters(catalogue)
    found = repaired(pairs, replace(known, ruled={**known.ruled, **others}))
    return list(found.pairs), found.completed


@memo
def answer_parameters(catalogue: Catalogue) -> Parameters:
    """Return the parameters that hold answers to the questions of a catalogue, by all their names."""
    rated = _names(catalogue.rated_criteria)
    choices = {name: frozenset([NOT_SURE, *_names(q.choices)]) for q in catalogue.questions for name in _names([q])}
    levels = {LEVEL + name: frozenset(map(str, Importance)) for name in rated}
    public = frozenset(_names(catalogue.public_frameworks.values()))
    lists = {
        AMONG: public,
        USES: public,
        TOPICS: frozenset(_names(question for question in catalogue.questions if question.topic)),
    }
    rules = {HOUSE: frozenset(WISHES)} if catalogue.has_house_rules else {}
    return Parameters(
        listed=lists | levels | choices | rules,
        ruled={
            **{REQUIREMENT + name: _is_bound for name in rated},
            **_PINNED.ruled,
            **dict.fromkeys(KEYS, is_own_value),
        },
        free=frozenset([DROPPED, COMPLETED]),
    )


def _names(parts: Iterable[Any]) -> list[str]:
    return [name for part in parts for name in (part.slug, *part.aliases)]


def read_answers(pairs: Sequence[tuple[str, str]], catalogue: Catalogue, today: Catalogue | None = None) -> Reading:
    """Return the answers that the pairs give to this catalogue's questions. Raises MalformedQuery for a bad edition.

    Keys and values may be old names. `today` is the current edition's catalogue where another one is read: things may
    also have the names that they have there.
    """
    reader = _Reader(Names(catalogue, today))
    given: dict[str, list[str]] = {}
    for key, value in pairs:
        if key not in (EDITION, DROPPED, COMPLETED):
            given.setdefault(reader.key(key), []).append(value)
    for key, values in given.items():
        reader.take(key, values)
    answers = Answers(
        choices=reader.choices,
        levels=reader.levels,
        requirements=reader.requirements,
        edition=edition_number(pairs),
        among=reader.among,
        passed=frozenset(reader.passed - reader.choices.keys()),
        topics=reader.topics,
        house=reader.house,
        uses=reader.uses,
    )
    return Reading(answers=answers, dropped=tuple(reader.dropped), renamed=reader.renamed)


def already_dropped(pairs: Iterable[tuple[str, str]], key: str = DROPPED) -> list[str]:
    """Return the names under `dropped` or another key, at most _MAX_DROPPED.

    Names that are not slugs become 'unreadable'. Tracking parameters, which older corrections named, are left out.
    """
    names = [value if _NAME.fullmatch(value) else "unreadable" for name, value in pairs if name == key]
    return [name for name in dict.fromkeys(names) if not is_tracking(name)][:_MAX_DROPPED]


def retired_criteria(dropped: Iterable[str], catalogue: Catalogue) -> list[Criterion]:
    """Return the retired criteria whose level or must-have was dropped; '1.level.x' is one person's of several."""
    named = {found[1] for name in dropped if (found := _OF_CRITERION.fullmatch(name))}
    return [criterion for criterion in catalogue.criteria if criterion.retired and criterion.slug in named]


class _Reader:
    def __init__(self, names: Names) -> None:
        self.names = names
        self.catalogue = names.catalogue
        self.rated = {criterion.slug for criterion in names.catalogue.rated_criteria}
        self.renamed = False
        self.choices: dict[str, tuple[str, ...]] = {}
        self.levels: dict[str, Importance] = {}
        self.requirements: dict[str, float] = {}
        self.among: tuple[str, ...] = ()
        self.uses: tuple[str, ...] = ()
        self.passed: set[str] = set()
        self.topics: tuple[str, ...] = ()
        self.house = ""
        self.dropped: list[str] = []

    def key(self, key: str) -> str:
        """Return a key with the slug of its question or criterion; an unknown one stays as it is."""
        prefix = next((prefix for prefix in (LEVEL, REQUIREMENT) if key.startswith(prefix)), "")
        slug = self.names.slug(CRITERIA if prefix else QUESTIONS, key.removeprefix(prefix))
        return self.noted(key, prefix + slug if slug else None)

    def noted(self, name: str, slug: str | None) -> str:
        """Return the slug of a name, or the name itself if there is none, and note whether they differ."""
        self.renamed |= slug not in (None, name)
        return slug or name

    def take(self, key: str, values: list[str]) -> None:
        if key in self.catalogue.question_by_slug:
            self.take_choices(self.catalogue.question_by_slug[key], values)
        elif key.startswith(LEVEL) and key.removeprefix(LEVEL) in self.rated:
            self.take_level(key, values)
        elif key.startswith(REQUIREMENT) and key.removeprefix(REQUIREMENT) in self.rated:
            self.take_requirement(key, values)
        elif key == AMONG:
            self.among = self.frameworks(key, values)
        elif key == USES:
            self.uses = self.frameworks(key, values)
        elif key == TOPICS:
            self.take_topics(values)
        elif key == HOUSE:
            self.take_house(values)
        elif not is_foreign(key):
            self.drop(key)

    def take_choices(self, question: Question, values: list[str]) -> None:
        given = set(values) - {NOT_SURE, ""}
        if NOT_SURE in values:
            self.passed.add(question.slug)
        wanted = {self.noted(value, self.names.choice(question.slug, value)) for value in given}
        offered = [choice for choice in question.choices if choice.slug in wanted]
        for slug in sorted(wanted - {choice.slug for choice in offered}):
            self.drop(f"{question.slug}.{slug}")
        contradictory = len(offered) > 1 and (not question.multiple or any(choice.exclusive for choice in offered))
        if contradictory:
            self.drop(question.slug)
        elif offered:
            self.choices[question.slug] = tuple(choice.slug for choice in offered)

    def take_level(self, key: str, values: list[str]) -> None:
        levels = {value for value in values if value}
        if len(levels) == 1 and levels <= set(Importance):
            self.levels[key.removeprefix(LEVEL)] = Importance(levels.pop())
        elif levels:
            self.drop(key)

    def take_requirement(self, key: str, values: list[str]) -> None:
        numbers = {number for value in values if value.strip() for number in [_number(value)]}
        number = numbers.pop() if len(numbers) == 1 else None
        if number is not None:
            self.requirements[key.removeprefix(REQUIREMENT)] = number
        elif any(values):
            self.drop(key)

    def frameworks(self, key: str, values: list[str]) -> tuple[str, ...]:
        """Return the slugs of frameworks. Retired ones stay: `among` without them would become a choice among all."""
        known = self.catalogue.public_frameworks.keys()
        wanted = {self.noted(value, self.names.slug(FRAMEWORKS, value)) for value in values if value}
        for slug in sorted(wanted - known):
            self.drop(f"{key}.{slug}")
        return tuple(sorted(wanted & known))

    def take_topics(self, values: list[str]) -> None:
        wanted = {self.noted(value, self.names.slug(QUESTIONS, value)) for value in values if value}
        self.topics = tuple(q.slug for q in self.catalogue.questions if q.topic and q.slug in wanted)
        for slug in sorted(wanted - set(self.topics)):
            self.drop(f"{TOPICS}.{slug}")

    def take_house(self, values: list[str]) -> None:
        wishes = {value for value in values if value}
        if len(wishes) == 1 and wishes <= WISHES.keys() and self.catalogue.has_house_rules:
            self.house = wishes.pop()
        elif wishes:
            self.drop(HOUSE)

    def drop(self, name: str) -> None:
        self.dropped.append(name if _NAME.fullmatch(name) else "unreadable")


def _number(text: str) -> float | None:
    try:
        number = float(f"{float(text):g}")
    except ValueError:
        return None
    return abs(number) if math.isfinite(number) and number >= 0 else None  # abs: -0 is 0


def _is_bound(text: str) -> bool:
    return _number(text) is not None


# An edition is known before the catalogue, whose number it is.
_PINNED = Parameters(listed={}, ruled={EDITION: lambda text: _EDITION_NUMBER.fullmatch(text) is not None})


def corrected_query(reading: Reading, catalogue: Catalogue) -> str:
    """Return the canonical query of the answers, with the names of what was dropped and completed."""
    dropped = list(dict.fromkeys(reading.dropped))[:_MAX_DROPPED]
    told = [*((DROPPED, name) for name in dropped), *((COMPLETED, name) for name in reading.completed)]
    return encoded([*reading.answers.pairs(catalogue), *told])


def encoded(pairs: list[tuple[str, str]]) -> str:
    """Return a query string. Skips percent-encoding if no character needs it."""
    plain = "&".join([f"{key}={value}" for key, value in pairs])
    return plain if _PLAIN.fullmatch(plain) else urlencode(pairs)
