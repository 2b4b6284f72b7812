"""All probes of one framework, one after another, each bounded in time; what fails is told and the others go on."""

import http.client
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from lab.application import Unreadable, read
from lab.environment import NotInstalled, environment, newest_python
from lab.environment import installed as installed_environment
from lab.figures import Behaviour
from lab.probes import answers, installed, lifetime, limits
from lab.probes.disturbance import undisturbed
from lab.probes.listing import Outcome, Probe, cannot_be_run, does_not_apply, read_probes
from lab.probes.program import DidNotStart, Process, Program, read_settings, wait_until_it_listens

REQUIREMENTS = Path(__file__).resolve().parent / "requirements"
PYTHONS = ("3.13", "3.12", "3.11")
RUNNING: dict[str, Callable[[Program, Process], Outcome]] = {**answers.PROBES, **limits.PROBES}
STARTING: dict[str, Callable[[Program], Outcome]] = {**lifetime.PROBES, **installed.PROBES}
FAILURES = (
    OSError,
    http.client.HTTPException,
    subprocess.SubprocessError,
    DidNotStart,
    NotInstalled,
    Unreadable,
    ValueError,
)


@contextmanager
def prepared(slug: str) -> Iterator[tuple[str, Program]]:
    """The version of Python, and a framework's program with its environments. NotInstalled or DidNotStart."""
    python = newest_python(PYTHONS)
    own = installed_environment(REQUIREMENTS / f"{slug}.txt", f"{slug}-probes", python)
    plain = installed_environment(REQUIREMENTS / f"{slug}-plain.txt", f"{slug}-plain", python)
    with TemporaryDirectory(prefix=f"lab-probes-{slug}-", ignore_cleanup_errors=True) as folder:
        yield python.version, Program.copied(read_settings(slug), Path(folder), own.folder, plain.folder)


def behaviour(slug: str) -> tuple[str, Behaviour]:
    """Run all probes of a framework. NotInstalled or DidNotStart where there is nothing to probe."""
    with prepared(slug) as (version, program):
        return version, Behaviour({probe.slug: outcome for probe, outcome in outcomes(program)})


def strict_application(program: Program) -> Outcome:
    """Whether mypy's strict mode finds nothing in the lab's application of the framework."""
    application = read(program.settings.slug)
    folder = program.folder / "application"
    shutil.copytree(application.folder, folder, dirs_exist_ok=True)
    sources = [name for name in application.source if name.endswith(".py")]
    return installed.strict(environment(application).python, folder, sources)


@dataclass
class Shared:
    """The one process that single answers are asked of; started again when it has ended."""

    program: Program
    process: Process | None = None

    def alive(self) -> Process:
        """The process, running."""
        if self.process is None or self.process.popen.poll() is not None:
            self.close()
            self.process = self.program.start(self.program.settings.serve)
            wait_until_it_listens(self.process)
        return self.process

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.stop()
            self.process = None


def outcomes(program: Program, only: frozenset[str] = frozenset()) -> Iterator[tuple[Probe, Outcome]]:
    """Run all probes, or some, of a framework's program."""
    shared = Shared(program)
    try:
        for probe in read_probes():
            if not only or probe.slug in only:
                yield probe, outcome_of(probe, program, shared)
    finally:
        shared.close()


def outcome_of(probe: Probe, program: Program, shared: Shared) -> Outcome:
    """Run one probe. No failure of a framework leaves this function as an exception."""
    settings = program.settings
    if not probe.is_for(settings.specification):
        return does_not_apply("a question about frameworks of another kind")
    if probe.slug in settings.cannot:
        return does_not_apply(settings.cannot[probe.slug])
    if probe.slug in settings.unrun:
        return cannot_be_run(settings.unrun[probe.slug])
    return undisturbed(lambda: attempted(probe.slug, program, shared))


def attempted(slug: str, program: Program, shared: Shared) -> Outcome:
    """Run one probe, and tell a failure as an outcome."""
    try:
        return run(slug, program, shared)
    except FAILURES as failure:
        shared.close()
        return cannot_be_run(f"{type(failure).__name__}: {failure}"[:200])


def run(slug: str, program: Program, shared: Shared) -> Outcome:
    """Run one probe, against the shared process or one of its own."""
    if slug == "strict-application":
        return strict_application(program)
    if slug in STARTING:
        shared.close()
        return STARTING[slug](program)
    return RUNNING[slug](program, shared.alive())
