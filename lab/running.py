"""Runs an application in a copy of its folder, and ends it with all its processes."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import psutil

from lab.application import Application, filled_in
from lab.environment import Environment

# Seconds: for `prepare` and `test`; until the first answer (some compile their pages first); to end after SIGTERM.
COMMAND_LIMIT = 300
START_LIMIT = 240
END_LIMIT = 10
_LINES_OF_LOG = 30
# Files in memory: a POST then measures programs, not how long this disk takes to store a row.
_IN_MEMORY = Path("/dev/shm")  # noqa: S108  (TemporaryDirectory makes a folder of its own in it)


class NotRunning(RuntimeError):
    """An application that did not start, or a command of it that failed. The message has the end of its log."""


@dataclass(frozen=True)
class Copy:
    """A copy of an application's folder, with a database of its own."""

    application: Application
    environment: Environment
    folder: Path
    variables: dict[str, str]

    @property
    def log(self) -> Path:
        return self.folder.parent / "log"

    @property
    def database(self) -> Path:
        return Path(self.variables["LAB_DATABASE"])

    def command(self, words: Sequence[str], port: int = 0, processes: int = 1) -> list[str]:
        places = {"python": str(self.environment.python), "bin": str(self.environment.bin)}
        return filled_in(words, **places, port=port, processes=processes)

    def run(self, words: Sequence[str]) -> None:
        """Run a command of the application to its end. Raises NotRunning."""
        with self._started(self.command(words)) as process:
            try:
                status = process.wait(COMMAND_LIMIT)
            except subprocess.TimeoutExpired:
                raise NotRunning(self._told(words, f"not done after {COMMAND_LIMIT} s")) from None
        if status:
            raise NotRunning(self._told(words, f"ended with status {status}"))

    @contextmanager
    def serving(self, processes: int = 2) -> Iterator["Server"]:
        """Serve the application until the context ends. Raises NotRunning."""
        port = free_port()
        begin = time.perf_counter()
        with self._started(self.command(self.application.serve, port, processes)) as process:
            while not answers(port):
                if process.poll() is not None:
                    raise NotRunning(self._told(self.application.serve, f"ended with status {process.returncode}"))
                if time.perf_counter() - begin > START_LIMIT:
                    raise NotRunning(self._told(self.application.serve, f"no answer after {START_LIMIT} s"))
                time.sleep(0.005)
            yield Server(self.application, port, process.pid, time.perf_counter() - begin, self)

    @contextmanager
    def _started(self, command: Sequence[str]) -> Iterator["subprocess.Popen[bytes]"]:
        """Start a command in a process group of its own, with its output in the log, and end it with the context."""
        with self.log.open("ab") as log:
            try:
                process = subprocess.Popen(
                    command,
                    cwd=self.folder,
                    env=self.variables,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            except OSError as error:
                raise NotRunning(self._told(command, f"not started: {error}")) from error
        try:
            yield process
        finally:
            end(process, self.database)

    def _told(self, words: Sequence[str], what: str) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join([f"{' '.join(words)}: {what}. The end of its log:", *lines[-_LINES_OF_LOG:]])


@dataclass(frozen=True)
class Server:
    application: Application
    port: int
    process: int
    seconds_to_first_answer: float
    copy: Copy

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def processes(self) -> list[psutil.Process]:
        """Return all processes that serve, those in other process groups too."""
        return processes_of(self.process, self.copy.database)

    def processor_seconds(self) -> float:
        """Return the processor time that all processes have taken so far, in seconds."""
        times = [process.cpu_times() for process in self.processes()]
        return sum(one.user + one.system for one in times)


def copies() -> Path:
    """Return the folder in which applications are copied: in memory where the system has such a place."""
    return _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else Path(gettempdir())


@contextmanager
def copied(application: Application, environment: Environment) -> Iterator[Copy]:
    """Copy an application's folder into a temporary one, run its `prepare`, and remove it in the end.

    Raises NotRunning.
    """
    with TemporaryDirectory(prefix=f"lab-{application.slug}-", dir=copies(), ignore_cleanup_errors=True) as name:
        place = Path(name)
        folder = place / application.slug
        shutil.copytree(application.folder, folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        variables = {
            "PATH": f"{environment.bin}:{os.environ['PATH']}",
            "HOME": os.environ["HOME"],
            "LAB_DATABASE": str(place / "lab.sqlite3"),
            "LAB_SECRET": secrets.token_urlsafe(32),
        }
        copy = Copy(application, environment, folder, variables)
        if application.prepare:
            copy.run(application.prepare)
        yield copy


@contextmanager
def running(application: Application, environment: Environment, processes: int = 2) -> Iterator[Server]:
    """Copy, prepare and serve an application until the context ends. Raises NotRunning."""
    with copied(application, environment) as copy, copy.serving(processes) as server:
        yield server


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Tell whether something answers over HTTP at this port, whatever it says."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/hello")
        return connection.getresponse().status > 0
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def end(process: "subprocess.Popen[bytes]", database: Path) -> None:
    """End a process and all that it started: SIGTERM, and SIGKILL for what is left after ten seconds."""
    try:
        _signal_group(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + END_LIMIT
        while processes_of(process.pid, database) and time.monotonic() < deadline:
            process.poll()
            time.sleep(0.05)
    finally:
        _signal_group(process.pid, signal.SIGKILL)
        left = processes_of(process.pid, database)
        for one in left:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        process.wait()
        psutil.wait_procs(left, timeout=END_LIMIT)


def _signal_group(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def processes_of(group: int, database: Path) -> list[psutil.Process]:
    """Return the live processes of a process group, and those that left it but have its LAB_DATABASE."""
    return [one for one in psutil.process_iter() if _belongs(one, group, database)]


def _belongs(process: psutil.Process, group: int, database: Path) -> bool:
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return os.getpgid(process.pid) == group or process.environ().get("LAB_DATABASE") == str(database)
    except (psutil.Error, ProcessLookupError):
        return False
