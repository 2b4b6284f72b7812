"""Query string <-> several people's answers. Pure: links that people paste are read, never fetched.

    edition=3&1=Ada&1.build=site&1.level.speed=a-lot&2=Linus&2.build=api

Key `n` is the name of person n, `n.<key>` what the address of their own result says. One state has one address:
people are numbered from 1, each has a name of their own, and their keys stand in the catalogue's order.
`n.link` comes from the form: a pasted address, of which only the query counts.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from advisor.answers.priorities import without_idle_levels
from advisor.answers.query import (
    DROPPED,
    EDITION,
    MAX_LENGTH,
    Answers,
    MalformedQuery,
    edition_number,
    query_pairs,
    read_answers,
    told_as_dropped,
)
from comparisons.catalogue.value import Catalogue

__all__ = [
    "LEAST",
    "MOST",
    "NAME_LENGTH",
    "Given",
    "Person",
    "Row",
    "answer_pairs",
    "dropped_names",
    "edition_of_links",
    "given_people",
    "people_of",
    "people_query",
    "read_row",
    "split",
    "told_words",
]

LEAST, MOST = 2, 8
NAME_LENGTH = 40
# A full set of answers is some 60 pairs.
MAX_PAIRS = 60 * MOST

_KEY = re.compile(r"([1-9][0-9]?)(?:\.(.+))?", re.DOTALL)
# A pasted link may come from any page: where it led to, came from and what it showed says nothing of the project.
_PASSING = {DROPPED, "to", "from", "versus"}

Pairs = list[tuple[str, str]]


class Person(Struct, frozen=True):
    name: str
    answers: Answers


class Given(Struct, frozen=True):
    """What an address says of one person, unread."""

    number: int
    name: str
    pairs: Pairs
    link: str


class Row(Struct, frozen=True):
    """One person read in the words of an edition; `problem` says why nothing could be read."""

    number: int
    name: str
    link: str
    answers: Answers = Answers()
    dropped: tuple[str, ...] = ()
    problem: str = ""

    @property
    def is_read(self) -> bool:
        return self.answers != Answers() and not self.problem


def split(query: str) -> Pairs:
    """Split a query string. Raises MalformedQuery with a sentence that says what is wrong with it."""
    if len(query) > MAX_LENGTH:
        raise MalformedQuery(
            f"This address is too long: {len(query)} characters after the question mark, {MAX_LENGTH} at most. "
            "Put fewer people together, or paste their links one by one."
        )
    return query_pairs(query, MAX_PAIRS)


def given_people(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[Given, ...], tuple[str, ...]]:
    """Sort the pairs by person; return also the keys that belong to nobody. Raises MalformedQuery."""
    by_number: dict[int, Pairs] = {}
    others = []
    for key, value in pairs:
        found = _KEY.fullmatch(key)
        if found:
            by_number.setdefault(int(found[1]), []).append((found[2] or "", value))
        elif key not in (EDITION, DROPPED):
            others.append(key)
    people = [_given(number, by_number[number]) for number in sorted(by_number)]
    there = tuple(one for one in people if one.name or one.link or one.pairs)
    if len(there) > MOST:
        raise MalformedQuery(f"At most {MOST} people fit on one page; this address names {len(there)}.")
    return there, tuple(others)


def _given(number: int, pairs: Pairs) -> Given:
    names = [_clean_name(value) for key, value in pairs if key == ""]
    links = [value.strip(" \t\r\n<>\"'") for key, value in pairs if key == "link"]
    return Given(
        number=number,
        name=next(filter(None, names), ""),
        pairs=[(key, value) for key, value in pairs if key not in ("", "link", *_PASSING)],
        link=next(filter(None, links), ""),
    )


def _clean_name(text: str) -> str:
    """Return one line of characters that can be seen, at most as many as fit."""
    words = "".join(character if character.isprintable() else " " for character in text).split()
    return " ".join(words)[:NAME_LENGTH].rstrip()


def edition_of_links(given: Sequence[Given]) -> int | None:
    """Return the edition that everybody's pasted link names; None if there is no such one."""
    named = {_edition_of_link(one) for one in given}
    return named.pop() if len(named) == 1 else None


def _edition_of_link(given: Given) -> int | None:
    try:
        return edition_number(_link_pairs(given.link)) if given.link else None
    except MalformedQuery:
        return None  # said where the link is read


def _link_pairs(link: str) -> Pairs:
    _, mark, query = link.partition("?")
    if not mark:
        raise MalformedQuery("This is no link to a result: it has no question mark.")
    # Some programs hand links on as they stand in HTML.
    return query_pairs(query.partition("#")[0].replace("&amp;", "&"))


def read_row(given: Given, catalogue: Catalogue, number: int) -> Row:
    """Read one person's answers in the words of an edition, the one of this number."""
    row = Row(number=given.number, name=given.name, link=given.link)
    if not given.link and not given.pairs:
        return replace(row, problem=f"Paste the link of {row.name}'s result, or clear the name.")
    try:
        answers, dropped = _read(_link_pairs(given.link) if given.link else given.pairs, catalogue, number)
    except MalformedQuery as error:
        return replace(row, problem=f"{error} Copy the whole address of a result page.")
    return replace(row, answers=answers, dropped=dropped)


def _read(pairs: Pairs, catalogue: Catalogue, number: int) -> tuple[Answers, tuple[str, ...]]:
    named = edition_number(pairs)
    own = [(key, value) for key, value in pairs if key != EDITION and key not in _PASSING]
    reading = read_answers(own, catalogue)
    answers = without_idle_levels(catalogue, reading.answers)
    if answers == Answers():
        raise MalformedQuery(f"This link holds no answers to the questions of edition {number}.")
    other_edition = () if named in (None, number) else (EDITION,)
    return answers, (*other_edition, *reading.dropped)


def people_of(rows: Sequence[Row]) -> tuple[Person, ...]:
    """Return the people whose answers could be read, each with a name of their own."""
    read = [row for row in rows if row.is_read]
    names = _own_names([row.name for row in read])
    return tuple(Person(name=name, answers=row.answers) for name, row in zip(names, read, strict=True))


def _own_names(names: Sequence[str]) -> list[str]:
    own: list[str] = []
    for place, name in enumerate(names, start=1):
        wanted, times = name or f"Person {place}", 1
        unlike = wanted
        while unlike in own:
            times += 1
            suffix = f" {times}"
            unlike = wanted[: NAME_LENGTH - len(suffix)].rstrip() + suffix
        own.append(unlike)
    return own


def dropped_names(rows: Sequence[Row]) -> list[str]:
    """Return what could not be kept, after the number that the person has in the corrected address."""
    read = [row for row in rows if row.is_read]
    return [f"{place}.{name}" for place, row in enumerate(read, start=1) for name in row.dropped]


def answer_pairs(number: int, answers: Answers, catalogue: Catalogue) -> Pairs:
    return [(f"{number}.{key}", value) for key, value in answers.pairs(catalogue)]


def people_query(
    people: Iterable[Person], catalogue: Catalogue, edition: int | None, dropped: Iterable[str] = ()
) -> str:
    """Return the query of the one address of these people; it also tells what was dropped on the way."""
    pairs = [(EDITION, str(edition))] if edition is not None else []
    for number, person in enumerate(people, start=1):
        pairs += [(str(number), person.name), *answer_pairs(number, person.answers, catalogue)]
    told = told_as_dropped((DROPPED, name) for name in dropped)
    return urlencode([*pairs, *((DROPPED, name) for name in told)])


def told_words(told: Iterable[str], people: Sequence[Person]) -> tuple[list[str], list[str]]:
    """Return what was dropped, with whose it was, and the names of those whose links named another edition."""
    words, elsewhere = [], []
    for name in told:
        number, _, key = name.partition(".")
        whose = people[int(number) - 1].name if re.fullmatch("[1-8]", number) and int(number) <= len(people) else ""
        if whose and key == EDITION:
            elsewhere.append(whose)
        else:
            words.append(f"{key} ({whose})" if whose else name)
    return words, elsewhere
