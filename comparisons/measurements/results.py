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
        return max((run.date[:10] for _, run in self.result.runs), default="")


class Results(Struct, frozen=True):
    """The results by slug, and why others are not used: the reason by slug."""

    measured: Mapping[str, Measured]
    refused: Mapping[str, str]


def read_results(folder: Path = RESULTS) -> Results:
    """Read the results of all applications. Those that cannot be used are named with the reason."""
    try:
        found = read(_BARE, folder)
    except Refused as error:
        return Results({}, dict.fromkeys(applications(), f"the two bare programs: {error}"))
    bare = found.speed.values if found and found.speed else None
    measured, refused = {}, {}
    for slug, application in applications().items():
        try:
            result = current(application.described, folder)
        except Refused as error:
            refused[slug] = str(error)
            continue
        if result is None:
            refused[slug] = f"there is no result in {folder.name}/; run: make lab ARGS={slug}"
        else:
            measured[slug] = Measured(application, result, bare)
    return Results(measured, refused)


@cache
def shipped_results() -> Mapping[str, Measured]:
    """Return the results to show, read once per process. The log says which are not shown, and why."""
    results = read_results()
    for slug, reason in results.refused.items():
        log.warning("A result of the lab is not shown. %s: %s", slug, reason)
    return results.measured


def measured_of(framework: Framework, among: Mapping[str, Measured]) -> Measured | None:
    """Return the result of a framework, which may have been renamed since; None if there is none."""
    own = application_of(framework)
    return among.get(own.slug) if own else None
