"""The program of a framework: a copy of it in a folder of its own, and processes that run it."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import psutil
from msgspec import Struct

from lab.application import APPLICATIONS, Specification, filled_in
from lab.probes.exchange import listens
from lab.running import free_port, processes_of

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
START_PATIENCE = 90.0  # seconds; some build their pages first
PREPARE_PATIENCE = 300.0
STOP_PATIENCE = 3.0
SECRET = "a key of the lab, thirty-two bytes and more"


class DidNotStart(Exception):
    """A program that ended, or did not listen in time; with the end of its output."""


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """What SLUG.toml says of a framework's program."""

    slug: str
    release: str
    module: str
    needs: tuple[str, ...]
    serve: tuple[str, ...]
    develop: tuple[str, ...]
    default: tuple[str, ...]
    deploy: tuple[str, ...]
    prepare: tuple[str, ...] = ()
    specification: Specification = "web"
    template: str = "page.html"
    websocket: str = "/echo"
    openapi: str = ""
    docs: str = ""
    test_client: str = ""
    async_view: str = ""
    telemetry: str = ""
    cannot: dict[str, str] = {}
    unrun: dict[str, str] = {}


def read_settings(slug: str, folder: Path = PROGRAMS) -> Settings:
    """The settings of one framework's program."""
    table = tomllib.loads((folder / f"{slug}.toml").read_text())
    return msgspec.convert({"slug": slug, **table}, Settings)


def known_programs(folder: Path = PROGRAMS) -> list[str]:
    """The slugs of all frameworks that have a program."""
    return sorted(path.stem for path in folder.glob("*.toml"))


@dataclass
class Process:
    """A running program, in a process group of its own."""

    popen: subprocess.Popen[bytes]
    port: int
    output: Path
    database: Path

    def log(self) -> str:
        """All that it has printed."""
        return self.output.read_text(errors="replace")

    def last_line(self) -> str:
        """The last line that it has printed, or the last that tells of an exception."""
        lines = [line.strip() for line in self.log().splitlines() if line.strip()]
        raised = [line for line in lines if re.match(r"(\w+\.)+\w+: |\w*(Error|Exception)\b", line)]
        return (raised or lines or [""])[-1]

    def stop(self) -> None:
        """End it and all that it started, also what left its process group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.popen.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_PATIENCE
        while processes_of(self.popen.pid, self.database) and time.monotonic() < deadline:
            self.popen.poll()
            time.sleep(0.05)
        for left in processes_of(self.popen.pid, self.database):
            with contextlib.suppress(psutil.NoSuchProcess):
                left.kill()
        self.popen.wait()


@dataclass(eq=False)
class Program:
    """A copy of a framework's program, and the environments to run it in."""

    settings: Settings
    folder: Path
    environment: Path
    plain: Path

    @classmethod
    def copied(cls, settings: Settings, folder: Path, environment: Path, plain: Path) -> "Program":
        """Copy the program into the folder, under the name `program.py`, so that it hides no package.

        Where a framework has no program here, the lab's application is its program.
        """
        if (PROGRAMS / f"{settings.slug}.py").exists():
            copy_program(settings.slug, folder)
        else:
            hidden = shutil.ignore_patterns("__pycache__", ".*")
            shutil.copytree(APPLICATIONS / settings.slug, folder, dirs_exist_ok=True, ignore=hidden)
        program = cls(settings, folder, environment, plain)
        if settings.prepare:
            program.run_to_end(settings.prepare)
        return program

    def run_to_end(self, command: tuple[str, ...]) -> None:
        """Run a command that ends by itself; DidNotStart where it fails."""
        process = self.start(command)
        if process.popen.wait(PREPARE_PATIENCE):
            raise DidNotStart(f"{command[-1]}: {process.last_line()}")

    @property
    def database(self) -> Path:
        """The file in LAB_DATABASE, by which the processes of this program are known."""
        return self.folder / "lab.sqlite3"

    def command(self, command: tuple[str, ...], port: int) -> list[str]:
        """A command with its places filled in."""
        return filled_in(
            command, python=str(self.environment / "bin/python"), bin=str(self.environment / "bin"), port=port
        )

    def variables(self, **more: str) -> dict[str, str]:
        """The environment variables of a program: none of the caller's but PATH and HOME."""
        own = {
            "PATH": f"{self.environment / 'bin'}:{os.environ['PATH']}",
            "HOME": os.environ["HOME"],
            "LAB_SECRET": SECRET,
            "LAB_DATABASE": str(self.database),
            "PROBE_LOG": str(self.folder / "stream.log"),
            "PYTHONUNBUFFERED": "1",
        }
        return {**own, **more}

    def start(self, command: tuple[str, ...], port: int | None = None, /, **variables: str) -> Process:
        """Start the program without waiting for it."""
        port = port or free_port()
        output = self.folder / f"output-{port}-{time.monotonic_ns()}.log"
        with output.open("wb") as file:
            popen = subprocess.Popen(
                self.command(command, port),
                cwd=self.folder,
                env=self.variables(**variables),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return Process(popen, port, output, self.database)

    @contextlib.contextmanager
    def running(self, command: tuple[str, ...] | None = None, **variables: str) -> Iterator[Process]:
        """The program in production, or by another command, as soon as it listens. DidNotStart if it does not."""
        process = self.start(command or self.settings.serve, **variables)
        try:
            wait_until_it_listens(process)
            yield process
        finally:
            process.stop()


def copy_program(slug: str, folder: Path) -> None:
    """Copy a program with what all programs share."""
    for name in ("templates", "static"):
        shutil.copytree(PROGRAMS / name, folder / name, dirs_exist_ok=True)
    shutil.copy(PROGRAMS / "sample.py", folder)
    for part in PROGRAMS.glob(f"{slug}.*"):
        if part.suffix != ".toml":
            shutil.copy(part, folder / f"program{part.suffix}")


def wait_until_it_listens(process: Process, patience: float = START_PATIENCE) -> None:
    """Wait for the first connection that is taken."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if process.popen.poll() is not None:
            raise DidNotStart(f"ended by itself: {process.last_line()}")
        if listens(process.port):
            time.sleep(0.3)  # some listen before they answer
            return
        time.sleep(0.1)
    raise DidNotStart(f"did not listen within {patience:.0f} seconds: {process.last_line()}")
