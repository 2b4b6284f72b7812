"""Requests per second of processor time, as ratios to a bare program with the same answers in the same run."""

import json
import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benches.serving.wrk import WRK, parsed
from lab.application import Application
from lab.environment import Environment
from lab.figures import Ratio, Speed
from lab.ratios import ROUNDS_AT_ONCE, simultaneous
from lab.reference import bare, bare_environment
from lab.running import Copy, Server, copied

# Seconds of one run, and of the run before the first round.
SECONDS, WARM_UP = 1, 2
PROCESSES = 2
UNIT = "requests per second of processor time"
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
    """What is asked for, and the parts of the specification without which there is no such address."""

    path: str
    needs: frozenset[str] = frozenset()
    writes: bool = False


CASES = {
    "json": Case("/hello"),
    "page": Case("/rows", frozenset({"html"})),
    "list": Case("/api/notes", frozenset({"api"})),
    "post": Case("/api/notes", frozenset({"api", "validation"}), writes=True),
}


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
        cannot = one.application.cannot.keys()
        commands = {name: _command(case, Path(place)) for name, case in CASES.items() if not case.needs & cannot}
        return {name: _compared(application, reference, command) for name, command in commands.items()}


def _command(case: Case, place: Path) -> Callable[[Server, int], list[str]]:
    """Return what makes the command that sends the requests of a case for some seconds."""
    flags = [f"-c{WRITERS if case.writes else CONNECTIONS}", *(["-s", _script(place)] if case.writes else [])]
    return lambda server, seconds: [*WRK, *flags, f"-d{seconds}s", server.url + case.path]


def _compared(application: Server, reference: Server, command: Callable[[Server, int], list[str]]) -> Ratio:
    def rates(seconds: int = SECONDS) -> tuple[float, float]:
        with ThreadPoolExecutor(2) as both:
            one, other = both.map(lambda server: _rate(server, command(server, seconds)), (application, reference))
        return one, other

    rates(WARM_UP)
    return simultaneous(UNIT, rates, ROUNDS_AT_ONCE)


def _rate(server: Server, command: list[str]) -> float:
    """Return the requests that were answered, per second of processor time of the server's processes.

    Not per second by the clock: which worker takes how many of the kept connections is chance, and moves that by half.
    """
    before = server.processor_seconds()
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=_LIMIT)
    return parsed(done.stdout).answers / (server.processor_seconds() - before)


def _script(place: Path) -> str:
    file = place / "post.lua"
    file.write_text(_POST % json.dumps(json.dumps(_BODY)), encoding="utf-8")
    return str(file)
