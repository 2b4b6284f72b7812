"""The results of the lab that this release brings. Pure."""

import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from comparisons.applications.reading import LabApplication, application_of, applications
from comparisons.catalogue.value import Framework
from lab.application import Application
from lab.figures import Speed
from lab.results import RESULTS, Refused, Result, current, read

log = logging.getLogger(__name__)

# The file with the comparison of the two bare programs.
_BARE = "bare"


class Measured(Struct, frozen=True):
    """An application with its result, and how the bare ASGI program compares with the bare WSGI program."""

    application: LabApplication
    result: Result
    bare: Speed | None

    @property
    def described(self) -> Application:
        return self.application.described

    @property
    def day(self) -> str:
        """The day of the last part, such as 2026-11-30."""
        return max(run.date[:10] for _, run in self.result.runs)

    @property
    def processors(self) -> str:
        """What the first part was run on: '2 cores of AMD EPYC'."""
        (_, run), *_ = self.result.runs
        return processors(run.machine)


class Results(Struct, frozen=True):
    """The results by slug; why others are not used, by slug; and the slugs of these that there is no result of."""

    measured: Mapping[str, Measured]
    refused: Mapping[str, str]
    missing: tuple[str, ...] = ()


def read_results(folder: Path = RESULTS) -> Results:
    """Read the results of all applications. Those that cannot be used are named with the reason."""
    try:
        bare = read(_BARE, folder)
    except Refused as error:
        return Results({}, dict.fromkeys(applications(), f"the two bare programs: {error}"))
    measured, refused, missing = {}, {}, []
    for slug, application in applications().items():
        try:
            result = current(application.described, folder)
            if result is None:
                missing.append(slug)
                raise Refused(f'there is no result in {folder.name}/; run: make lab ARGS="{slug}"')
            if not [*result.runs]:
                raise Refused(f"{slug}: no part of the run is finished")
            measured[slug] = Measured(application, result, _relation(result, bare))
        except Refused as error:
            refused[slug] = str(error)
    return Results(measured, refused, tuple(missing))


def _relation(result: Result, bare: Result | None) -> Speed | None:
    """Return how the two bare programs compare. Raises Refused if that was measured on another machine."""
    if bare is None or bare.speed is None:
        return None
    own = result.speed.run.machine if result.speed else bare.speed.run.machine
    if processors(own) != processors(bare.speed.run.machine):
        raise Refused(
            f"its speed was measured on {processors(own)}, and that of the two bare programs on "
            f"{processors(bare.speed.run.machine)}; measure both on one machine"
        )
    return bare.speed.values


def processors(machine: Mapping[str, str]) -> str:
    """Return which processors a machine has: '2 cores of AMD EPYC'."""
    return f"{machine.get('cores', '?')} cores of {machine.get('processor', 'an unknown processor')}"


@cache
def shipped_results() -> Mapping[str, Measured]:
    """Return the results to show, read once per process. The log says which are not shown, and why.

    An application that was never measured is no fault: that of a draft comes before the lab's next run.
    """
    results = read_results(RESULTS)
    for slug, reason in results.refused.items():
        if slug not in results.missing:
            log.warning("A result of the lab is not shown. %s: %s", slug, reason)
    return results.measured


def measured_of(framework: Framework, among: Mapping[str, Measured]) -> Measured | None:
    """Return the result of a framework, which may have been renamed since; None if there is none."""
    own = application_of(framework)
    return among.get(own.slug) if own else None
