"""The tables of the lab's pages: speed with shared places, what a framework takes, what probes found. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from msgspec import Struct

from comparisons.catalogue.value import Catalogue, Framework
from comparisons.measurements.probes import answer_in_words, probes
from comparisons.measurements.results import Measured, measured_of
from comparisons.measurements.scores import rounded
from lab.figures import Footprint
from lab.places import Bounds, places, to_wsgi
from lab.probes.listing import Outcome, Probe

# The cases of speed, with a heading and what is asked for.
CASES = {
    "json": ("A small JSON document", "one object with a greeting"),
    "page": ("A page", "30 rows from a template"),
    "list": ("A list from the database", "three notes from SQLite, as JSON"),
    "post": ("A new note", "JSON that is checked and stored in SQLite"),
}
_NOT_ASKED = "does not apply"


class Rate(Struct, frozen=True):
    """A speed in percent of the bare WSGI program, with its interval; the same in percent of the fastest end."""

    framework: Framework
    place: int
    is_shared: bool
    percent: float
    low: float
    high: float
    start: float
    middle: float
    end: float


class SpeedTable(Struct, frozen=True):
    slug: str
    title: str
    text: str
    rates: tuple[Rate, ...]


class Takes(Struct, frozen=True):
    """What a framework takes from a machine."""

    framework: Framework
    release: str
    footprint: Footprint


class Found(Struct, frozen=True):
    """What a probe found at one framework."""

    probe: Probe
    answer: str
    detail: str
    is_seen: bool


class Answer(NamedTuple):
    """An answer, and the frameworks of which a probe found it."""

    words: str
    frameworks: tuple[Framework, ...]


class Asked(Struct, frozen=True):
    """A probe with its answers, the most frequent first, and the frameworks that it cannot be put to."""

    probe: Probe
    answers: tuple[Answer, ...]
    not_asked: tuple[Framework, ...]


class Beside(Struct, frozen=True):
    """What a probe found at several frameworks, in their order. None: not run there."""

    probe: Probe
    found: tuple[Found | None, ...]

    @property
    def differs(self) -> bool:
        """Whether an answer that was seen is another one than another that was seen."""
        return len({one.answer for one in self.found if one and one.is_seen}) > 1

    @property
    def is_seen(self) -> bool:
        return any(one and one.is_seen for one in self.found)


F = TypeVar("F", Asked, Found, Beside)


def measured_frameworks(catalogue: Catalogue, among: Mapping[str, Measured]) -> list[tuple[Framework, Measured]]:
    """Return the public frameworks with a result, by name."""
    found = ((framework, measured_of(framework, among)) for framework in catalogue.public_frameworks.values())
    return sorted(((one, own) for one, own in found if own), key=lambda pair: pair[0].name.lower())


def speed_tables(measured: Sequence[tuple[Framework, Measured]]) -> list[SpeedTable]:
    """Return the tables of speed that have a row, the fastest first."""
    tables = [SpeedTable(slug, *words, rates=tuple(_rates(slug, measured))) for slug, words in CASES.items()]
    return [table for table in tables if table.rates]


def _rates(case: str, measured: Sequence[tuple[Framework, Measured]]) -> Iterator[Rate]:
    found = {
        framework.slug: to_wsgi(case, own.result.speed.values, own.bare)
        for framework, own in measured
        if own.result.speed and own.bare and case in own.result.speed.values.cases
    }
    place_of, by_slug = places(found), {framework.slug: framework for framework, _ in measured}
    longest = max((bounds.high for bounds in found.values()), default=1.0)
    taken = list(place_of.values())
    for slug, place in place_of.items():
        yield _rate(by_slug[slug], found[slug], place, longest, is_shared=taken.count(place) > 1)


def _rate(framework: Framework, bounds: Bounds, place: int, longest: float, *, is_shared: bool) -> Rate:
    percent, low, high = (rounded(100 * value) for value in bounds)
    middle, start, end = (round(100 * value / longest, 2) for value in bounds)
    return Rate(framework, place, is_shared, percent, low, high, start=start, middle=middle, end=end)


def takings(measured: Sequence[tuple[Framework, Measured]], specification: str) -> list[Takes]:
    """Return what the frameworks of a specification take, the least memory first."""
    found = [
        Takes(framework, own.described.release, own.result.footprint.values)
        for framework, own in measured
        if own.result.footprint and own.described.specification == specification
    ]
    return sorted(found, key=lambda one: one.footprint.memory.idle)


def found_of(measured: Measured) -> list[Found]:
    """Return what each probe found at a framework, in the order of the list."""
    behaviour = measured.result.behaviour
    outcomes = behaviour.values.outcomes if behaviour else {}
    return [_found(probe, outcomes[slug]) for slug, probe in probes().items() if slug in outcomes]


def _found(probe: Probe, outcome: Outcome) -> Found:
    return Found(probe, answer_in_words(probe, outcome), outcome.detail, outcome.state == "seen")


def beside(measured: Sequence[Measured]) -> list[Beside]:
    """Return each probe that found something at one of these frameworks, in the order of the list."""
    found = [{one.probe.slug: one for one in found_of(own)} for own in measured]
    rows = (Beside(probe, tuple(own.get(slug) for own in found)) for slug, probe in probes().items())
    return [row for row in rows if row.is_seen]


def asked(measured: Sequence[tuple[Framework, Measured]]) -> list[Asked]:
    """Return all probes with the answers of all frameworks, in the order of the list."""
    found = [(framework, {one.probe.slug: one for one in found_of(own)}) for framework, own in measured]
    by_probe = {slug: [(framework, own[slug]) for framework, own in found if slug in own] for slug in probes()}
    return [_asked(probes()[slug], pairs) for slug, pairs in by_probe.items() if pairs]


def _asked(probe: Probe, pairs: Sequence[tuple[Framework, Found]]) -> Asked:
    by_answer: dict[str, list[Framework]] = {}
    for framework, own in pairs:
        by_answer.setdefault(own.answer, []).append(framework)
    not_asked = tuple(by_answer.pop(_NOT_ASKED, []))
    answers = [Answer(words, tuple(frameworks)) for words, frameworks in by_answer.items()]
    return Asked(probe, tuple(sorted(answers, key=lambda one: (-len(one.frameworks), one.words))), not_asked)


def by_subject(catalogue: Catalogue, found: Sequence[F]) -> list[tuple[str, str, list[F]]]:
    """Group probes by the first criterion of the catalogue that they bear on: its slug, its name, the probes."""
    groups: dict[str, list[F]] = {}
    for one in found:
        known = (slug for slug in one.probe.criteria if slug in catalogue.criterion_by_slug)
        groups.setdefault(next(known, ""), []).append(one)
    return [(slug, catalogue.criterion_by_slug[slug].name if slug else "Others", own) for slug, own in groups.items()]
