"""Query string <-> the answers of several people. Pure: pasted links are parsed, never fetched.

    edition=3&1=Ada&1.build=site&1.level.speed=a-lot&2=Linus&2.build=api

Key `n` is the name of person n; `n.<key>` is a key of that person's own result URL. Each state has one canonical URL:
people are numbered from 1, names are unique, and keys are in the order of the catalogue. `n.link` comes from the form:
a pasted URL, of which only the query string is used.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from advisor.answers.among import nothing_left_sentence
from advisor.answers.priorities import without_redundant_levels
from advisor.answers.query import (
    COMPLETED,
    DROPPED,
    EDITION,
    MAX_LENGTH,
    Answers,
    MalformedQuery,
    already_dropped,
    edition_number,
    query_pairs,
    read_answers,
    repaired_answers,
)
from comparisons.catalogue.names import Names
from comparisons.catalogue.value import Catalogue
from comparisons.links.repair import repaired
from comparisons.links.tracking import is_foreign

LEAST, MOST = 2, 8
NAME_LENGTH = 40
# A complete set of answers has about 60 pairs.
MAX_PAIRS = 60 * MOST

_KEY = re.compile(r"([1-9][0-9]?)(?:\.(.+))?", re.DOTALL)
_PLAIN_KEY = re.compile("[a-z0-9-]+(?:[.][a-z0-9-]+)*")
# Quoted-printable writes `=` as `=3D`.
_PLAIN_VALUE = re.compile("(?!3[Dd])[A-Za-z0-9.+-]*")
# Parameters that are no answers: pasted links may come from any page of the wizard or the result.
_IGNORED: dict[str, Callable[[str], bool]] = dict.fromkeys(
    (DROPPED, COMPLETED, "to", "from", "versus", "number", "madr"),
    lambda text: _PLAIN_VALUE.fullmatch(text) is not None,
)
_ESCAPED_QUERY = re.compile("%(?:25)*3[DF]|-3[DF]|#.*=|=.*&", re.IGNORECASE | re.DOTALL)
_HIDDEN_KEY = re.compile(
    r"(?:&|;|%26|%u0026|\\u0026|\\x26)(?:amp;)*[1-9][0-9]?(?:[.][a-z]|=|%3D|\\u003d|\\x3d)", re.IGNORECASE
)

Pairs = list[tuple[str, str]]


class Person(Struct, frozen=True):
    name: str
    answers: Answers


class _PeopleParameters:
    """The parameters of this page before the catalogue is known: their form, not their values (a Vocabulary)."""

    keys: Collection[str] = ()

    def knows(self, key: str, value: str) -> bool:
        if key in (EDITION, DROPPED, COMPLETED):
            return bool(_PLAIN_VALUE.fullmatch(value))
        found = _KEY.fullmatch(key)
        if not found or not found[2]:
            return bool(found) and not _HIDDEN_KEY.search(value)
        if found[2] == "link":
            return True
        return bool(_PLAIN_KEY.fullmatch(found[2]) and _PLAIN_VALUE.fullmatch(value))

    def choices(self, key: str) -> frozenset[str]:
        return frozenset()


class RawPerson(Struct, frozen=True):
    """The parameters of one person, not yet checked against a catalogue."""

    number: int
    name: str
    pairs: Pairs
    link: str


class Row(Struct, frozen=True):
    """One person's answers read with a catalogue; `problem` is an error message if there are none."""

    number: int
    name: str
    link: str
    answers: Answers = Answers()
    dropped: tuple[str, ...] = ()
    completed: tuple[str, ...] = ()
    problem: str = ""

    @property
    def is_read(self) -> bool:
        return self.answers != Answers() and not self.problem


def split(query: str) -> Pairs:
    """Return the pairs of a query string. Raises MalformedQuery with a message for visitors."""
    if len(query) > MAX_LENGTH:
        raise MalformedQuery(
            f"This address is too long: {len(query)} characters after the question mark, {MAX_LENGTH} at most. "
            "Put fewer people together, or paste their links one by one."
        )
    return list(repaired(query_pairs(query, MAX_PAIRS), _PeopleParameters()).pairs)


def edition_of_page(pairs: Iterable[tuple[str, str]]) -> int | None:
    """Return the edition that all people are read with, None if the address names none. Raises MalformedQuery."""
    return edition_number((key, value) for key, value in pairs if not _KEY.fullmatch(key))


def raw_people(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[RawPerson, ...], tuple[str, ...]]:
    """Group the pairs by person, in the order of their numbers; also return the keys that belong to no person.

    Raises MalformedQuery for more than MOST people.
    """
    by_number: dict[int, Pairs] = {}
    others = []
    for key, value in pairs:
        found = _KEY.fullmatch(key)
        if found:
            by_number.setdefault(int(found[1]), []).append((found[2] or "", value))
        elif key not in (EDITION, *_IGNORED) and not is_foreign(key):
            others.append(key)
    people = [_raw_person(number, by_number[number]) for number in sorted(by_number)]
    filled = tuple(one for one in people if one.name or one.link or one.pairs)
    if len(filled) > MOST:
        raise MalformedQuery(f"At most {MOST} people fit on one page; this address names {len(filled)}.")
    return filled, tuple(others)


def _raw_person(number: int, pairs: Pairs) -> RawPerson:
    names = [_clean_name(value) for key, value in pairs if key == ""]
    links = [value.strip(" \t\r\n<>\"'") for key, value in pairs if key == "link"]
    return RawPerson(
        number=number,
        name=next(filter(None, names), ""),
        pairs=[(key, value) for key, value in pairs if key not in ("", "link", *_IGNORED)],
        link=next(filter(None, links), ""),
    )


def _clean_name(text: str) -> str:
    """Return the name as one line of printable characters, cut to NAME_LENGTH."""
    words = "".join(character if character.isprintable() else " " for character in text).split()
    return " ".join(words)[:NAME_LENGTH].rstrip()


def edition_of_links(given: Sequence[RawPerson]) -> int | None:
    """Return the edition that all pasted links name, or None if they differ or any person has none."""
    named = {_edition_of_link(one) for one in given}
    return named.pop() if len(named) == 1 else None


def _edition_of_link(given: RawPerson) -> int | None:
    try:
        return edition_number(_link_pairs(given.link)) if given.link else None
    except MalformedQuery:
        return None  # `read_row` reports the error


def _link_pairs(link: str) -> Pairs:
    """Return the pairs of a pasted link, to be repaired. Answers may stand in its path or fragment, escaped."""
    _, mark, query = link.partition("?")
    if not mark and not _ESCAPED_QUERY.search(link):
        raise MalformedQuery("This is no link to a result: it has no question mark.")
    return query_pairs(query if mark else link)


def read_row(given: RawPerson, catalogue: Catalogue, number: int, today: Catalogue | None = None) -> Row:
    """Read one person's answers with the catalogue of edition `number`. Errors go into `problem`; nothing is raised.

    `today` is the catalogue of the current edition, for names that things have only there.
    """
    row = Row(number=given.number, name=given.name, link=given.link)
    if not given.link and not given.pairs:
        return replace(row, problem=f"Paste the link of {row.name}'s result, or clear the name.")
    try:
        pairs = _link_pairs(given.link) if given.link else given.pairs
        known, completed = repaired_answers(pairs, catalogue, _IGNORED)
        answers, dropped = _read(known, Names(catalogue, today), number)
    except MalformedQuery as error:
        return replace(row, problem=f"{error} Copy the whole address of a result page.")
    if nothing_left := nothing_left_sentence(catalogue, answers, dropped):
        return replace(row, problem=f"{nothing_left} Name others, or take “among” out of the link.")
    return replace(row, answers=answers, dropped=dropped, completed=completed)


def _read(pairs: Pairs, names: Names, number: int) -> tuple[Answers, tuple[str, ...]]:
    named, catalogue = edition_number(pairs), names.catalogue
    answer_keys = [(key, value) for key, value in pairs if key != EDITION and key not in _IGNORED]
    reading = read_answers(answer_keys, catalogue, names.today)
    answers = without_redundant_levels(catalogue, reading.answers)
    if answers == Answers():
        raise MalformedQuery(f"This link holds no answers to the questions of edition {number}.")
    other_edition = () if named in (None, number) else (EDITION,)
    return answers, (*other_edition, *reading.dropped)


def people_of(rows: Sequence[Row]) -> tuple[Person, ...]:
    """Return the people whose answers could be read, with unique names."""
    read = [row for row in rows if row.is_read]
    names = _unique_names([row.name for row in read])
    return tuple(Person(name=name, answers=row.answers) for name, row in zip(names, read, strict=True))


def _unique_names(names: Sequence[str]) -> list[str]:
    unique: list[str] = []
    for place, name in enumerate(names, start=1):
        full_name, times = name or f"Person {place}", 1
        candidate = full_name
        while candidate in unique:
            times += 1
            suffix = f" {times}"
            candidate = full_name[: NAME_LENGTH - len(suffix)].rstrip() + suffix
        unique.append(candidate)
    return unique


def dropped_names(rows: Sequence[Row]) -> list[str]:
    """Return the keys that were dropped, prefixed with the person's number in the canonical URL."""
    read = [row for row in rows if row.is_read]
    return [f"{place}.{name}" for place, row in enumerate(read, start=1) for name in row.dropped]


def completed_names(rows: Sequence[Row]) -> list[str]:
    """Return the answers that were cut off and completed, prefixed with the person's number in the canonical URL."""
    read = [row for row in rows if row.is_read]
    return [f"{place}.{name}" for place, row in enumerate(read, start=1) for name in row.completed]


def answer_pairs(number: int, answers: Answers, catalogue: Catalogue) -> Pairs:
    return [(f"{number}.{key}", value) for key, value in answers.pairs(catalogue)]


def people_query(
    people: Iterable[Person],
    catalogue: Catalogue,
    edition: int | None,
    dropped: Iterable[str] = (),
    completed: Iterable[str] = (),
) -> str:
    """Return the canonical query string of these people, with the names of dropped and completed keys appended."""
    pairs = [(EDITION, str(edition))] if edition is not None else []
    for number, person in enumerate(people, start=1):
        pairs += [(str(number), person.name), *answer_pairs(number, person.answers, catalogue)]
    pairs += [(DROPPED, name) for name in already_dropped((DROPPED, name) for name in dropped)]
    return urlencode([*pairs, *((COMPLETED, name) for name in completed)])


def dropped_words(dropped: Iterable[str], people: Sequence[Person]) -> tuple[list[str], list[str]]:
    """Return the dropped keys with the names of their people, and the people whose links named another edition."""
    words, elsewhere = [], []
    for name in dropped:
        number, _, key = name.partition(".")
        owner = people[int(number) - 1].name if re.fullmatch("[1-8]", number) and int(number) <= len(people) else ""
        if owner and key == EDITION:
            elsewhere.append(owner)
        else:
            words.append(f"{key} ({owner})" if owner else name)
    return words, elsewhere
