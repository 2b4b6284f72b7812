"""Servers to measure: gunicorn on loopback as it is shipped, each server with its own data and its log in a file.

The bare view is served by as many workers and threads of the same kind.
"""

import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import IO

from advisor.operations import server as shipped
from audit.site import free_port

PROJECT = Path(__file__).resolve().parent.parent.parent
PROXY = PROJECT / "deploy" / "nginx"
# Sites accept all subdomains of this host. The same path under another name is another URL.
HOSTS = "bench.example"
# The most seconds for a management command.
_LIMIT = 600
# Slow responses are measured and not cut off.
_GUNICORN = ["-m", "gunicorn", "--timeout", "300"]
_AS_SHIPPED = ["--config", "python:advisor.operations.server"]
# gunicorn silently replaces "sync" workers by threaded ones if the number of threads is above 1, so set both.
_ONE_THREAD = ["--worker-class", "sync", "--threads", "1"]


@dataclass(frozen=True)
class Checkout:
    """A tree of the project, and the Python that has the packages it needs."""

    root: Path
    python: str


HERE = Checkout(PROJECT, sys.executable)


@dataclass(frozen=True)
class Server:
    port: int
    process: int
    seconds_to_first_answer: float

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def rest(self) -> None:
        """Wait until the requests of the last run are finished, as they would slow down the next run."""
        for _ in range(4):
            ask(self.url, "/healthz")

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text(encoding="ascii")
        return [int(pid) for pid in children.split()]

    def memory(self) -> list[float]:
        """Return the proportional set size (PSS) of each worker in megabytes."""
        return [_pss(pid) for pid in self.workers()]

    def cpu_seconds(self) -> list[float]:
        """Return the processor time of each worker since its start."""
        return [_cpu_seconds(pid) for pid in self.workers()]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    size: int


def ask(url: str, path: str, **headers: str) -> Answer:
    connection = HTTPConnection(url.removeprefix("http://"), timeout=60)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, len(response.read()))
    finally:
        connection.close()


def filled(state: Path, frameworks: int, criteria: int) -> dict[str, str]:
    """Create a database with a catalogue of this size, and return the environment for a server."""
    environment = _environment(state)
    size = ["--frameworks", str(frameworks), "--criteria", str(criteria)]
    _manage(HERE, environment, ["make_large_catalogue", *size, "--publish"])
    return environment


def filled_from(checkout: Checkout, state: Path, catalogue: Path) -> dict[str, str]:
    """Create a database with the catalogue files of a directory, and return the environment for a server."""
    environment = _environment(state)
    _manage(checkout, environment, ["load_catalogue", str(catalogue)], ["publish"])
    return environment


def _environment(state: Path) -> dict[str, str]:
    state.mkdir(parents=True)
    return {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": f"127.0.0.1,.{HOSTS}",
        "HTTPS": "off",
        "STATE_DIR": str(state),
        "STATIC_ROOT": str(state.parent / "static"),
        "MALLOC_ARENA_MAX": "1",  # as in the image
        "ADVICE_RATE": "0",  # all requests come from one address
    }


def _manage(checkout: Checkout, environment: dict[str, str], *commands: list[str]) -> None:
    """Collect static files, migrate, and run these management commands."""
    for command in (
        ["collectstatic", "--no-input", "--verbosity", "0"],
        ["migrate", "--no-input", "--verbosity", "0"],
        *commands,
    ):
        manage = [checkout.python, "manage.py", *command]
        subprocess.run(
            manage, cwd=checkout.root, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=_LIMIT
        )


@contextmanager
def serving(environment: dict[str, str], checkout: Checkout = HERE) -> Iterator[Server]:
    """Run the site as shipped until the context ends."""
    with _running(_AS_SHIPPED, environment, checkout) as server:
        yield server


@contextmanager
def serving_with_one_thread(environment: dict[str, str], checkout: Checkout = HERE) -> Iterator[Server]:
    """Run the site in workers that serve one request, and one connection, at a time."""
    with _running([*_ONE_THREAD, *_AS_SHIPPED], environment, checkout) as server:
        yield server


@contextmanager
def bare(place: Path) -> Iterator[Server]:
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": secrets.token_urlsafe(64), "STATE_DIR": str(place)}
    served = ["--workers", str(shipped.workers), "--threads", str(shipped.threads)]
    served += ["--worker-class", shipped.worker_class, "--worker-connections", str(shipped.worker_connections)]
    with _running([*served, "--no-control-socket", "benches.serving.bare"], environment) as server:
        yield server


@contextmanager
def _running(application: list[str], environment: dict[str, str], checkout: Checkout = HERE) -> Iterator[Server]:
    port = free_port()
    command = [checkout.python, *_GUNICORN, "--bind", f"127.0.0.1:{port}", *application]
    begin = time.perf_counter()
    with (Path(environment["STATE_DIR"]) / f"log-{port}").open("w+") as log:
        process = subprocess.Popen(command, cwd=checkout.root, env=environment, stderr=log)
        try:
            _wait_for_first_answer(process, port, log)
            yield Server(port, process.pid, time.perf_counter() - begin)
        finally:
            process.terminate()
            process.wait(timeout=60)


@contextmanager
def proxy(server: Server, place: Path) -> Iterator[Server]:
    """Run the shipped caching proxy in front of a server, with one process, since wrk needs a core too."""
    port = free_port()
    shutil.copytree(PROXY, place, dirs_exist_ok=True)
    main = place / "nginx.conf"
    text = _instead(main.read_text(encoding="utf-8"), "/tmp/nginx", f"{place}/nginx")  # noqa: S108 (where nginx keeps its files)
    main.write_text(_instead(text, "worker_processes auto;", "worker_processes 1;"), encoding="utf-8")
    (place / "listen.conf").write_text(f"listen 127.0.0.1:{port};\n", encoding="utf-8")
    (place / "replicas.conf").write_text(f"server 127.0.0.1:{server.port};\n", encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    command = ["nginx", "-p", f"{place}/", "-c", "nginx.conf", "-g", f"daemon off; {user}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    begin = time.perf_counter()
    try:
        _wait_for_first_answer(process, port)
        yield Server(port, process.pid, time.perf_counter() - begin)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _instead(settings: str, shipped: str, here: str) -> str:
    if shipped not in settings:
        raise RuntimeError(f"{shipped!r} is not in the proxy's settings any more: say here what stands for it.")
    return settings.replace(shipped, here)


def _wait_for_first_answer(process: subprocess.Popen[bytes], port: int, log: IO[str] | None = None) -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if ask(f"http://127.0.0.1:{port}", "/").status == 200:
                return
        except ConnectionError:
            time.sleep(0.01)
    if log is not None:
        log.seek(0)
        print(log.read(), file=sys.stderr)
    raise RuntimeError("The server did not start; what it printed stands above.")


def _pss(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss:\s+(\d+) kB$", rollup, re.MULTILINE)
    assert found is not None, "Linux reports it"
    return int(found[1]) / 1024


def _cpu_seconds(pid: int) -> float:
    """Return the sum of the times that the threads of a process were on a processor."""
    times = [path.read_text(encoding="ascii").split()[0] for path in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    return sum(int(time) for time in times) / 1e9
