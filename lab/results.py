"""The results of runs: a file for each framework, with a digest, so that nothing in it is changed by hand."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from lab.application import Application
from lab.figures import Behaviour, Effort, Footprint, Speed, Tested

RESULTS = Path(__file__).resolve().parent / "results"
_NOT_DIGESTED = ("README.md", "__pycache__")

Values = TypeVar("Values")


class Refused(ValueError):
    """A result that cannot be used. The message names the file and the reason."""


class Run(Struct, frozen=True):
    """Where figures come from: `date` in UTC, the release that was run, the digest of the application, the command."""

    date: str
    release: str
    python: str
    application: str
    machine: dict[str, str]
    command: str
    seconds: float


class Part(Struct, Generic[Values], frozen=True):
    run: Run
    values: Values


class Failure(Struct, frozen=True):
    run: Run
    told: str


class Result(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is known of a framework: each finished part, and why the others failed."""

    framework: str
    conformance: Part[tuple[Tested, ...]] | None = None
    effort: Part[Effort] | None = None
    footprint: Part[Footprint] | None = None
    speed: Part[Speed] | None = None
    behaviour: Part[Behaviour] | None = None
    failed: dict[str, Failure] = {}

    @property
    def runs(self) -> Iterator[tuple[str, Run]]:
        """Yield the name and the run of each part that is finished or failed."""
        for name in ("conformance", "effort", "footprint", "speed", "behaviour"):
            part = getattr(self, name) or self.failed.get(name)
            if part is not None:
                yield name, part.run


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    digest: str
    result: Result


def write(result: Result, folder: Path = RESULTS) -> None:
    """Write a result, or nothing at all if this is interrupted."""
    folder.mkdir(exist_ok=True)
    content = msgspec.json.format(msgspec.json.encode(_File(_digest(result), result)), indent=2)
    unfinished = folder / f".{result.framework}.part"
    unfinished.write_bytes(content + b"\n")
    unfinished.replace(folder / f"{result.framework}.json")


def read(slug: str, folder: Path = RESULTS) -> Result | None:
    """Return the result of a framework, if there is one. Raises Refused."""
    file = folder / f"{slug}.json"
    try:
        found = msgspec.json.decode(file.read_bytes(), type=_File)
    except FileNotFoundError:
        return None
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise Refused(f"{file}: {error}") from error
    if found.digest != _digest(found.result):
        raise Refused(f"{file}: the digest does not fit, so it was changed after the run")
    if found.result.framework != slug:
        raise Refused(f"{file} is the result of {found.result.framework}")
    return found.result


def current(application: Application, folder: Path = RESULTS) -> Result | None:
    """Return the result of an application as it is now. Raises Refused if one of its parts is of an older one."""
    result = read(application.slug, folder)
    for name, run in result.runs if result else ():
        if run.release != application.release:
            raise Refused(f"{application.slug}: {name} was run with {run.release}, which is not {application.release}")
        if run.application != digest(application):
            raise Refused(f"{application.slug}: the application was changed after the run of {name}")
    return result


def digest(application: Application) -> str:
    """Return the digest of all files of an application but its README."""
    found = sha256()
    for path in sorted(application.folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(application.folder).parts)
        if path.is_file() and not hidden and not set(path.parts) & set(_NOT_DIGESTED):
            found.update(f"{path.relative_to(application.folder)}\0{path.stat().st_size}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def _digest(result: Result) -> str:
    return sha256(msgspec.json.encode(result, order="sorted")).hexdigest()
