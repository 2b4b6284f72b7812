"""Requests per second of web applications, as ratios to a bare program with the same answers in the same run."""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from msgspec import Struct

from benches.serving.wrk import WRK, parsed
from lab.application import Application
from lab.environment import Environment
from lab.ratios import ROUNDS, Ratio, interleaved
from lab.reference import Interface, bare, bare_environment
from lab.running import Copy, Server, copied

# Seconds of one run, and of the run before the first round.
SECONDS, WARM_UP = 1, 2
PROCESSES = 2
# Connections that are kept. Writers of one SQLite file wait for each other, so they are fewer.
CONNECTIONS, WRITERS = 16, 4
_LIMIT = 60
_POST = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = %s
"""
_BODY = {"title": "Post office", "body": "Before noon"}


class NoLoad(RuntimeError):
    """There is no wrk."""


class Case(NamedTuple):
    path: str
    writes: bool = False


CASES = {
    "json": Case("/hello"),
    "page": Case("/rows"),
    "list": Case("/api/notes"),
    "post": Case("/api/notes", writes=True),
}


class Speed(Struct, frozen=True):
    """Requests per second beside the bare program of the same interface, for each of CASES."""

    interface: Interface
    cases: dict[str, Ratio]


def speed(application: Application, environment: Environment) -> Speed:
    """Compare an application with the bare program of its interface. Raises NoLoad, Unfit, NotRunning, NotInstalled."""
    reference = bare(application.interface, application.python)
    other = bare_environment(environment.version)
    with copied(application, environment) as one, copied(reference, other) as bare_copy:
        return Speed(application.interface, compared(one, bare_copy))


def interfaces(python: tuple[str, ...], environment: Environment) -> Speed:
    """Compare the bare ASGI program under Uvicorn with the bare WSGI program under gunicorn. Raises as speed."""
    with copied(bare("asgi", python), environment) as asgi, copied(bare("wsgi", python), environment) as wsgi:
        return Speed("asgi", compared(asgi, wsgi))


def compared(one: Copy, other: Copy) -> dict[str, Ratio]:
    """Compare two programs, case by case. POST comes last, since it makes the list of notes longer."""
    if shutil.which("wrk") is None:
        raise NoLoad("Speed is not measured: there is no wrk, which sends the load. On Debian: apt install wrk")
    with (
        TemporaryDirectory(prefix="lab-wrk-") as place,
        one.serving(PROCESSES) as application,
        other.serving(PROCESSES) as reference,
    ):
        found = {}
        for name, case in CASES.items():
            measure, bare_measure = (_rate(server, case, Path(place)) for server in (application, reference))
            found[name] = interleaved("requests/s", measure, bare_measure, ROUNDS)
        return found


def _rate(server: Server, case: Case, place: Path) -> Callable[[], float]:
    """Return what measures requests per second, after a first run that is not counted."""
    flags = [f"-c{WRITERS if case.writes else CONNECTIONS}", *(["-s", _script(place)] if case.writes else [])]

    def run(seconds: int = SECONDS) -> float:
        command = [*WRK, *flags, f"-d{seconds}s", server.url + case.path]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + _LIMIT)
        return parsed(done.stdout).rate

    run(WARM_UP)
    return run


def _script(place: Path) -> str:
    file = place / "post.lua"
    file.write_text(_POST % json.dumps(json.dumps(_BODY)), encoding="utf-8")
    return str(file)


class Bounds(NamedTuple):
    """A ratio to the bare WSGI program, with the bounds of its interval."""

    ratio: float
    low: float
    high: float


def to_wsgi(case: str, found: Speed, relation: Speed) -> Bounds:
    """Return a ratio to the bare WSGI program: that to the bare ASGI program times the relation of the two."""
    one = found.cases[case]
    if found.interface == "wsgi":
        return Bounds(one.ratio, one.low, one.high)
    other = relation.cases[case]
    return Bounds(one.ratio * other.ratio, one.low * other.low, one.high * other.high)


def places(found: Mapping[str, Bounds]) -> dict[str, int]:
    """Return the place of each framework. Whose interval meets that of the first at a place shares it."""
    order = sorted(found, key=lambda slug: (-found[slug].ratio, slug))
    found_places: dict[str, int] = {}
    first = order[0] if order else ""
    for number, slug in enumerate(order, start=1):
        if found[slug].high < found[first].low:
            first = slug
        found_places[slug] = number if slug == first else found_places[first]
    return found_places
