"""What the lab measured, as the API answers it: response types, and the answers. Pure.

The types' docstrings are published in the OpenAPI document.
"""

from datetime import date, datetime
from typing import Any, Literal, TypeVar

import msgspec

from advisor.api.figures import figure
from advisor.api.parameters import ApiQuery, NotFound
from advisor.api.types import Answer, Count, Figure, Page, Typed
from comparisons.catalogue.value import FRAMEWORKS, Catalogue, Framework, Status
from comparisons.measurements.probes import answer_in_words, probes
from comparisons.measurements.results import Measured, measured_of, shipped_results
from comparisons.measurements.tables import measured_frameworks
from lab.figures import Behaviour, Effort, Footprint, Ratio, Speed, Tested
from lab.places import to_wsgi
from lab.results import Part, Run

T = TypeVar("T")
_API = "api/v1/"


class MeasurementSummary(Typed, frozen=True, kw_only=True):
    """What the lab has run of a framework. `parts` are those that finished, `measured_on` is the day of the last one.

    `page` shows the figures to people, `measurement` is the address of all of them, `application` the page with the
    code that was run, and `archive` that code as a ZIP.
    """

    framework: str
    name: str
    status: Status
    release: str
    measured_on: date
    python: str
    machine: dict[str, str]
    parts: tuple[str, ...]
    page: str
    measurement: str
    application: str
    archive: str


class Measurements(Page, frozen=True, kw_only=True):
    """Frameworks by slug. `edition` is the current one: it gives their names, and the figures belong to no edition."""

    items: tuple[MeasurementSummary, ...]


class MeasuredRun(Typed, frozen=True, kw_only=True):
    """When and on what a part was run; `command` repeats it."""

    date: datetime
    release: str
    python: str
    machine: dict[str, str]
    command: str


class MeasuredRatio(Typed, frozen=True, kw_only=True):
    """The median ratio of the application to a bare program in the same run, and the ends of its interval.

    `confidence` is how surely the interval holds the true median. During `disturbed` of the `rounds` other work took
    the machine.
    """

    unit: str
    ratio: float
    low: float
    high: float
    confidence: float
    rounds: Count
    disturbed: Count


class MeasuredBounds(Typed, frozen=True, kw_only=True):
    """A ratio to the bare WSGI program, converted where need be, so that all frameworks can stand in one list."""

    ratio: Figure
    low: Figure
    high: Figure


class MeasuredCase(Typed, frozen=True, kw_only=True):
    """How often the application gives one kind of answer per second of processor time, to the bare program.

    `to_wsgi` is null if the two bare programs were not compared.
    """

    case: str
    to_bare: MeasuredRatio
    to_wsgi: MeasuredBounds | None


class MeasuredSpeed(Typed, frozen=True, kw_only=True):
    """`interface` is that of the bare program which the application is compared with."""

    run: MeasuredRun
    interface: Literal["wsgi", "asgi"]
    cases: tuple[MeasuredCase, ...]


class MeasuredInstall(Typed, frozen=True, kw_only=True):
    """Packages with their versions, and megabytes (10^6 bytes) on disk with bytecode."""

    distributions: tuple[str, ...]
    megabytes: float


class MeasuredMemory(Typed, frozen=True, kw_only=True):
    """Megabytes of all processes of a server with one worker: after the first answer, and after so many requests."""

    idle: float
    after: float
    requests: Count
    processes: Count


class MeasuredFootprint(Typed, frozen=True, kw_only=True):
    """`plain` is an install of the framework alone, `needed` of all that the application needs, tests included.

    `imports` and `start` are times beside those of the bare program, whose memory is `bare_memory`.
    """

    run: MeasuredRun
    plain: MeasuredInstall
    needed: MeasuredInstall
    imports: MeasuredRatio
    start: MeasuredRatio
    memory: MeasuredMemory
    bare_memory: MeasuredMemory


class MeasuredFile(Typed, frozen=True, kw_only=True):
    file: str
    lines: Count


class MeasuredEffort(Typed, frozen=True, kw_only=True):
    """Lines of the application's own code, without blanks, comments, docstrings and tests, and the packages chosen."""

    run: MeasuredRun
    files: tuple[MeasuredFile, ...]
    lines: Count
    packages: tuple[str, ...]


class MeasuredTest(Typed, frozen=True, kw_only=True):
    """A test of the suite that every application passes; `told` says why one cannot or failed."""

    test: str
    outcome: Literal["passed", "failed", "cannot"]
    told: str


class MeasuredConformance(Typed, frozen=True, kw_only=True):
    run: MeasuredRun
    tests: tuple[MeasuredTest, ...]


class ProbeOutcome(Typed, frozen=True, kw_only=True):
    """A question that was put to every framework by running it; `how` says in which way.

    `state` is `seen`, `does not apply` or `cannot be run`; only what was seen has a `value`. `answer` is that in words,
    `detail` what was seen beside it, or the reason why there is no value. `at_least`: the figure is only a bound.
    """

    probe: str
    question: str
    how: str
    criteria: tuple[str, ...]
    state: Literal["seen", "does not apply", "cannot be run"]
    value: bool | float | str | None
    unit: str
    at_least: bool
    answer: str
    detail: str


class MeasuredBehaviour(Typed, frozen=True, kw_only=True):
    run: MeasuredRun
    probes: tuple[ProbeOutcome, ...]


class FailedPart(Typed, frozen=True, kw_only=True):
    part: str
    run: MeasuredRun
    told: str


class MeasurementAnswer(Answer, frozen=True, kw_only=True):
    """All that the lab measured of a framework. A part is null if it was not run, or if it is one of `failed`.

    `about` says who measured, and `repeat` is the command that does it again, in a checkout of this site.
    """

    framework: str
    name: str
    about: str
    repeat: str
    specification: Literal["web", "screen"]
    server: str
    page: str
    application: str
    archive: str
    conformance: MeasuredConformance | None
    effort: MeasuredEffort | None
    footprint: MeasuredFootprint | None
    speed: MeasuredSpeed | None
    behaviour: MeasuredBehaviour | None
    failed: tuple[FailedPart, ...]


def measurements(query: ApiQuery) -> Measurements:
    found = measured_by_slug(query.catalogue)
    return Measurements(**query.page([_summary(query, one, measured) for one, measured in found]))


def measurement(query: ApiQuery) -> MeasurementAnswer:
    framework: Framework = query.found("framework", FRAMEWORKS, query.catalogue.framework_by_slug)
    measured = measured_of(framework, shipped_results())
    if measured is None:
        raise NotFound(f"The lab has no result of {framework.name}. {query.root}measurements lists what it has.")
    result = measured.result
    return MeasurementAnswer(
        edition=query.name,
        framework=framework.slug,
        name=framework.name,
        about=f"Measured by us, run of {measured.day}, {framework.name} {measured.described.release}.",
        repeat=f'make lab ARGS="{measured.described.slug}"',
        specification=measured.described.specification,
        server=measured.described.server,
        **_pages(query, framework),
        conformance=_conformance(result.conformance) if result.conformance else None,
        effort=_effort(result.effort) if result.effort else None,
        footprint=_footprint(result.footprint) if result.footprint else None,
        speed=_speed(result.speed, measured.bare) if result.speed else None,
        behaviour=_behaviour(result.behaviour) if result.behaviour else None,
        failed=tuple(
            FailedPart(part=part, run=_run(failure.run), told=failure.told) for part, failure in result.failed.items()
        ),
    )


def measured_by_slug(catalogue: Catalogue) -> list[tuple[Framework, Measured]]:
    """Return the public frameworks that the lab has a result of, with it, by slug."""
    return sorted(measured_frameworks(catalogue, shipped_results()), key=lambda pair: pair[0].slug)


def _summary(query: ApiQuery, framework: Framework, measured: Measured) -> MeasurementSummary:
    parts, runs = zip(*measured.result.runs, strict=True)
    return MeasurementSummary(
        framework=framework.slug,
        name=framework.name,
        status=framework.status,
        release=measured.described.release,
        measured_on=date.fromisoformat(measured.day),
        python=runs[0].python,
        machine=runs[0].machine,
        parts=tuple(part for part in parts if part not in measured.result.failed),
        measurement=f"{query.root}measurements/{framework.slug}",
        **_pages(query, framework),
    )


def _pages(query: ApiQuery, framework: Framework) -> dict[str, str]:
    """Return the addresses of the pages about a framework in the lab, and of the application's ZIP."""
    lab = f"{query.root.removesuffix(_API)}lab/{framework.slug}"
    return {"page": f"{lab}/measurements/", "application": f"{lab}/", "archive": f"{lab}.zip"}


def _plain(value: Any, answer: type[T]) -> T:
    """Return a value of the lab as an answer that has the same fields, or fewer."""
    return msgspec.convert(value, answer, from_attributes=True)


def _run(run: Run) -> MeasuredRun:
    return _plain(run, MeasuredRun)


def _ratio(found: Ratio) -> MeasuredRatio:
    return MeasuredRatio(
        unit=found.unit,
        ratio=found.ratio,
        low=found.low,
        high=found.high,
        confidence=found.confidence,
        rounds=len(found.application),
        disturbed=found.disturbed,
    )


def _conformance(part: Part[tuple[Tested, ...]]) -> MeasuredConformance:
    return MeasuredConformance(run=_run(part.run), tests=tuple(_plain(one, MeasuredTest) for one in part.values))


def _effort(part: Part[Effort]) -> MeasuredEffort:
    return MeasuredEffort(
        run=_run(part.run),
        files=tuple(MeasuredFile(file=file, lines=lines) for file, lines in part.values.lines.items()),
        lines=part.values.all_lines,
        packages=part.values.packages,
    )


def _footprint(part: Part[Footprint]) -> MeasuredFootprint:
    found = part.values
    return MeasuredFootprint(
        run=_run(part.run),
        plain=_plain(found.plain, MeasuredInstall),
        needed=_plain(found.needed, MeasuredInstall),
        imports=_ratio(found.imports.time),
        start=_ratio(found.start),
        memory=_plain(found.memory, MeasuredMemory),
        bare_memory=_plain(found.bare_memory, MeasuredMemory),
    )


def _speed(part: Part[Speed], bare: Speed | None) -> MeasuredSpeed:
    cases = tuple(
        MeasuredCase(case=case, to_bare=_ratio(ratio), to_wsgi=_to_wsgi(case, part.values, bare))
        for case, ratio in part.values.cases.items()
    )
    return MeasuredSpeed(run=_run(part.run), interface=part.values.interface, cases=cases)


def _to_wsgi(case: str, found: Speed, bare: Speed | None) -> MeasuredBounds | None:
    if bare is None or case not in bare.cases:
        return None
    ratio, low, high = map(figure, to_wsgi(case, found, bare))
    return MeasuredBounds(ratio=ratio, low=low, high=high)


def _behaviour(part: Part[Behaviour]) -> MeasuredBehaviour:
    outcomes = part.values.outcomes
    asked = ((probes()[slug], outcome) for slug, outcome in outcomes.items() if slug in probes())
    return MeasuredBehaviour(
        run=_run(part.run),
        probes=tuple(
            ProbeOutcome(
                probe=probe.slug,
                question=probe.question,
                how=probe.how,
                criteria=probe.criteria,
                state=outcome.state,
                value=outcome.value,
                unit=probe.unit,
                at_least=outcome.at_least,
                answer=answer_in_words(probe, outcome),
                detail=outcome.detail,
            )
            for probe, outcome in asked
        ),
    )
