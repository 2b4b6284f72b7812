"""What an application takes from a machine: packages, disk, time to start, memory."""

import ast
import subprocess
import sys
import time
from collections.abc import Sequence
from http.client import HTTPConnection
from importlib.metadata import distributions
from pathlib import Path

from lab.application import Application
from lab.environment import Environment, plain
from lab.figures import Footprint, Imports, Installed, Memory, Ratio
from lab.ratios import ROUNDS, TRIES_OF_STARTS, interleaved
from lab.reference import bare, bare_environment
from lab.running import Copy, NotRunning, Server, copied, running

# Six rounds are the fewest whose range is a 95 % interval. One start that takes longer than this has three rounds.
STARTS, SLOW_START, SLOW_STARTS = 6, 15, 3
REQUESTS = 10_000
# Seconds: for these requests, and for a server to rest before its memory is read.
_REQUESTS_LIMIT, _REST = 120, 1
_ADDRESSES = {"web": {"/hello": "", "/rows": "html", "/api/notes": "api"}, "screen": {"/": ""}}
_IMPORTS = """
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except Exception:
        print(name)
"""


def footprint(application: Application, environment: Environment) -> Footprint:
    """Measure an application. Raises NotInstalled, NotRunning."""
    other = bare_environment(environment.version)
    reference = bare(application.interface, application.python)
    return Footprint(
        plain=what_is_installed(plain(application)),
        needed=what_is_installed(environment),
        imports=import_time(application, environment, other),
        start=start_time(application, environment, other),
        memory=memory(application, environment),
        bare_memory=memory(reference, other),
    )


def what_is_installed(environment: Environment) -> Installed:
    folder = environment.site_packages
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    names = sorted(f"{one.metadata['Name'].lower()} {one.version}" for one in distributions(path=[str(folder)]))
    return Installed(tuple(names), round(size / 1e6, 1))


def import_time(application: Application, environment: Environment, other: Environment) -> Imports:
    """Compare a new process that imports what the source imports with one that imports wsgiref or Uvicorn."""
    modules = imported_modules(application)
    left_out = _import_all(environment, modules)[1]
    bare_modules = ["wsgiref.simple_server"] if application.interface == "wsgi" else ["uvicorn"]
    _import_all(other, bare_modules)
    time = interleaved(
        "seconds", lambda: _import_all(environment, modules)[0], lambda: _import_all(other, bare_modules)[0], ROUNDS
    )
    return Imports(tuple(modules), tuple(left_out), time)


def _import_all(environment: Environment, modules: Sequence[str]) -> tuple[float, list[str]]:
    """Return the seconds that a new process takes to import these modules, and the ones that it could not."""
    begin = time.perf_counter()
    command = [str(environment.python), "-I", "-c", _IMPORTS, *modules]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    seconds = time.perf_counter() - begin
    if done.returncode:
        raise NotRunning(f"{', '.join(modules)}: not imported:\n{done.stderr[-2000:]}")
    return seconds, [name for name in done.stdout.split() if name in modules]


def imported_modules(application: Application) -> list[str]:
    """Return the modules that the Python files among the source import, without the standard library and their own."""
    found: set[str] = set()
    for name in application.source:
        if name.endswith(".py"):
            found |= _imports((application.folder / name).read_text(encoding="utf-8"))
    own = {path.stem if path.suffix == ".py" else path.name for path in application.folder.iterdir()}
    own |= {Path(part).stem for name in application.source for part in Path(name).parts}
    return sorted(name for name in found if name.partition(".")[0] not in own | sys.stdlib_module_names)


def _imports(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def start_time(application: Application, environment: Environment, other: Environment) -> Ratio:
    """Compare the seconds from the start of a server with two processes to its first answer."""
    reference = bare(application.interface, application.python)
    with copied(application, environment) as one, copied(reference, other) as bare_copy:
        first = _start(one)
        _start(bare_copy)
        rounds = STARTS if first <= SLOW_START else SLOW_STARTS
        return interleaved("seconds", lambda: _start(one), lambda: _start(bare_copy), rounds, TRIES_OF_STARTS)


def _start(copy: Copy) -> float:
    with copy.serving() as server:
        return server.seconds_to_first_answer


def memory(application: Application, environment: Environment) -> Memory:
    with running(application, environment, processes=1) as server:
        time.sleep(_REST)
        idle = megabytes(server)
        requests = ask(server, addresses(application), REQUESTS)
        time.sleep(_REST)
        return Memory(len(server.processes()), idle, megabytes(server), requests)


def addresses(application: Application) -> list[str]:
    """Return the addresses that the application has, of those that are asked for in turns."""
    return [path for path, part in _ADDRESSES[application.specification].items() if part not in application.cannot]


def megabytes(server: Server) -> float:
    return round(sum(process.memory_full_info().pss for process in server.processes()) / 1e6, 1)


def ask(server: Server, addresses: Sequence[str], requests: int) -> int:
    """Ask for these addresses in turns, and return the number of answers within the limit. Raises NotRunning."""
    deadline = time.monotonic() + _REQUESTS_LIMIT
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    for number in range(requests):
        if time.monotonic() > deadline:
            return number
        path = addresses[number % len(addresses)]
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise NotRunning(f"GET {path}: status {answer.status} in request {number + 1} of {requests}")
    connection.close()
    return requests
