"""One run of the lab over several applications: part by part, safe to stop and to go on with."""

import re
import subprocess
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from http.client import HTTPException
from pathlib import Path
from tempfile import gettempdir
from typing import get_args

import msgspec
import psutil
from msgspec import Struct
from msgspec.structs import replace

from benches.serving.wrk import Unfit
from lab.application import Application, Unreadable, read
from lab.conformance.suite import NotTested, conformance
from lab.effort import effort
from lab.environment import NotInstalled, environment, home, newest_python
from lab.figures import Behaviour, Effort, Footprint, Ratio, Speed, Tested
from lab.footprint import footprint
from lab.machine import machine
from lab.probes.behaviour import behaviour
from lab.probes.listing import State
from lab.probes.program import DidNotStart
from lab.reference import bare, bare_environment
from lab.results import Failure, Part, Refused, Result, Run, digest, write
from lab.results import read as read_result
from lab.running import NotRunning, copies
from lab.speed import NoLoad, interfaces, speed

PARTS = ("conformance", "effort", "footprint", "speed", "behaviour")
BARE = "bare"
# An unfinished run that began earlier is not gone on with.
_AT_MOST = timedelta(hours=12)
_FAILURES = (
    *(NotInstalled, NotRunning, NotTested, NoLoad, Unfit, DidNotStart),
    *(OSError, HTTPException, psutil.Error, subprocess.SubprocessError),
)

Values = tuple[Tested, ...] | Effort | Footprint | Speed | Behaviour
Say = Callable[[str], None]


class Wanted(Struct, frozen=True):
    """What a run is about. It is kept in LAB_HOME until the run is finished."""

    slugs: tuple[str, ...]
    parts: tuple[str, ...]
    begun: str = ""


class Session:
    """One run. It goes on with the last one if that was about the same and was stopped."""

    def __init__(self, slugs: Sequence[str], parts: Sequence[str], say: Say, *, anew: bool = False) -> None:
        self.say, self.machine = say, machine()
        self.wanted = Wanted(tuple(slugs), tuple(parts))
        self.failed = False
        stopped = None if anew else self._stopped()
        if stopped:
            say(f"Going on with the run of {stopped.begun}.")
        self.wanted = stopped or replace(self.wanted, begun=_now())
        home().mkdir(parents=True, exist_ok=True)
        self._file.write_bytes(msgspec.json.encode(self.wanted))

    @property
    def _file(self) -> Path:
        return home() / "unfinished.json"

    def _stopped(self) -> Wanted | None:
        try:
            found = msgspec.json.decode(self._file.read_bytes(), type=Wanted)
        except (FileNotFoundError, msgspec.DecodeError):
            return None
        is_recent = datetime.now(UTC) - datetime.fromisoformat(found.begun) < _AT_MOST
        return found if is_recent and replace(found, begun="") == self.wanted else None

    def run(self) -> bool:
        """Run all parts of all applications, and tell whether all succeeded."""
        total = len(self.wanted.slugs)
        for number, slug in enumerate(self.wanted.slugs, start=1):
            self.say(f"[{number}/{total}] {slug}")
            try:
                application = read(slug)
            except Unreadable as error:
                self.say(f"    FAILED: {error}")
                self.failed = True
                continue
            for part in self.wanted.parts:
                if part != "speed" or application.specification == "web":
                    self._part(application, part, partial(measured, application, part))
        if "speed" in self.wanted.parts:
            self.say("The two bare programs")
            reference = bare("asgi", ("3.13", "3.12", "3.11"))
            self._part(replace(reference, framework=BARE), "speed", partial(compared_interfaces, reference))
        self._file.unlink(missing_ok=True)
        return not self.failed

    def _part(self, application: Application, part: str, measure: Callable[[], tuple[str, Values]]) -> None:
        """Run a part and write it down, unless that is done in this run."""
        result = self._result(application)
        if self._is_done(application, result, part):
            self.say(f"    {part}: done before")
            return
        begin = time.monotonic()
        told, values, python = "", None, ""
        try:
            python, values = measure()
        except _FAILURES as error:
            told = _without_places(str(error) or repr(error))
        run = self._run(application, part, python, time.monotonic() - begin)
        failed = {name: failure for name, failure in result.failed.items() if name != part}
        if values is None:
            self.failed = True
            self.say(f"    {part}: FAILED ({run.seconds:.0f} s)\n{_indented(told)}")
            write(replace(result, **{part: None}, failed=failed | {part: Failure(run, told[-4000:])}))
        else:
            self.failed |= _has_failures(values)
            self.say(f"    {part}: {summary(values)} ({run.seconds:.0f} s)")
            write(replace(result, **{part: Part(run, values)}, failed=failed))

    def _result(self, application: Application) -> Result:
        """Return what is known of an application, or nothing if that was changed by hand."""
        try:
            return read_result(application.framework) or Result(application.framework)
        except Refused as error:
            self.say(f"    {error}: made anew")
            return Result(application.framework)

    def _is_done(self, application: Application, result: Result, part: str) -> bool:
        found: Part[Values] | None = getattr(result, part)
        if found is None or found.run.date < self.wanted.begun:
            return False
        return found.run.application == digest(application) and found.run.machine == self.machine

    def _run(self, application: Application, part: str, python: str, seconds: float) -> Run:
        return Run(
            date=_now(),
            release=application.release,
            python=python,
            application=digest(application),
            machine=self.machine,
            command=f'make lab ARGS="{application.framework} --only {part}"',
            seconds=round(seconds, 1),
        )


def measured(application: Application, part: str) -> tuple[str, Values]:
    """Return the version of Python and what a part found. Raises one of _FAILURES."""
    if part == "effort":
        return newest_python(application.python).version, effort(application)
    if part == "behaviour":
        return behaviour(application.slug)
    found = environment(application)
    if part == "conformance":
        return found.version, tuple(conformance(application.slug))
    if part == "footprint":
        return found.version, footprint(application, found)
    return found.version, speed(application, found)


def compared_interfaces(reference: Application) -> tuple[str, Speed]:
    found = bare_environment(newest_python(reference.python).version)
    return found.version, interfaces(reference.python, found)


def _has_failures(values: Values) -> bool:
    return isinstance(values, tuple) and any(one.outcome == "failed" for one in values)


def summary(values: Values) -> str:
    """Return one line about the values of a part."""
    if isinstance(values, Effort):
        return f"{values.all_lines} lines in {values.files} files, {len(values.packages)} packages chosen"
    if isinstance(values, Footprint):
        memory = f"{values.memory.idle:.0f} MB idle, {values.memory.after:.0f} MB after {values.memory.requests:,}"
        plain = f"{len(values.plain.distributions)} packages, {values.plain.megabytes:.0f} MB"
        return f"{plain}; import {_times(values.imports.time)}, start {_times(values.start)}; {memory}"
    if isinstance(values, Speed):
        return ", ".join(f"{name} {_times(found)}" for name, found in values.cases.items())
    if isinstance(values, Behaviour):
        return ", ".join(f"{values.count(state)} {state}" for state in get_args(State))
    counts = {kind: sum(one.outcome == kind for one in values) for kind in ("passed", "cannot", "failed")}
    faults = "".join(f"\n        FAILED: {one.test}" for one in values if one.outcome == "failed")
    return ", ".join(f"{number} {kind}" for kind, number in counts.items() if number) + faults


def _times(found: Ratio) -> str:
    return f"x {found.ratio:.2f} [{found.low:.2f}, {found.high:.2f}]"


def _without_places(text: str) -> str:
    """Leave out where this machine keeps environments and temporary files, as results are published."""
    text = text.replace(str(home()), "LAB_HOME").replace(str(Path.home()), "HOME")
    places = "|".join(re.escape(str(folder)) for folder in {gettempdir(), copies()})
    return re.sub(rf"(?:{places})/lab-[\w-]+", "COPY", text)


def _indented(text: str) -> str:
    return "\n".join(f"        {line}" for line in text.splitlines())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
