"""The outcomes of one framework's probes in a file, with what was run, when and where."""

import platform
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from lab.probes.listing import Outcome, read_probes

RESULTS = Path(__file__).resolve().parent.parent / "results"


class Behaviour(Struct, frozen=True, forbid_unknown_fields=True):
    """The outcomes by the slug of their probe, in the order of the list."""

    framework: str
    release: str
    python: str
    date: str
    machine: str
    command: str
    outcomes: dict[str, Outcome]


def today() -> str:
    """The date in UTC."""
    return datetime.now(UTC).date().isoformat()


def machine() -> str:
    """The system that the probes ran on."""
    return f"{platform.system()} {platform.machine()}"


def path_of(slug: str, folder: Path = RESULTS) -> Path:
    """The file of one framework."""
    return folder / f"{slug}-behaviour.json"


def read(slug: str, folder: Path = RESULTS) -> Behaviour | None:
    """The outcomes of one framework, if there are any."""
    path = path_of(slug, folder)
    return msgspec.json.decode(path.read_bytes(), type=Behaviour) if path.exists() else None


def merged(before: Behaviour | None, now: Behaviour) -> Behaviour:
    """What a run of some probes makes of the outcomes of an earlier one of the same release and Python."""
    if before is None or (before.release, before.python) != (now.release, now.python):
        return now
    found = {**before.outcomes, **now.outcomes}
    ordered = {probe.slug: found[probe.slug] for probe in read_probes() if probe.slug in found}
    return msgspec.structs.replace(now, outcomes=ordered)


def write(behaviour: Behaviour, folder: Path = RESULTS) -> None:
    """Write the file whole, or not at all."""
    folder.mkdir(exist_ok=True)
    path = path_of(behaviour.framework, folder)
    partial = path.with_suffix(".part")
    partial.write_bytes(msgspec.json.format(msgspec.json.encode(behaviour), indent=2) + b"\n")
    partial.replace(path)
