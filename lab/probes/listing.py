"""The list of probes, and what a probe can come to."""

import tomllib
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

HERE = Path(__file__).parent

Kind = Literal["yes-no", "figure", "word"]
Applies = Literal["web", "screen", "both"]
State = Literal["seen", "does not apply", "cannot be run"]


class Probe(Struct, frozen=True, forbid_unknown_fields=True):
    """One question, with the same meaning for every framework."""

    slug: str
    question: str
    kind: Kind
    applies: Applies
    how: str
    criteria: tuple[str, ...]
    unit: str = ""

    def is_for(self, specification: str) -> bool:
        """Whether the question can be put to frameworks of this specification, `web` or `screen`."""
        return self.applies in ("both", specification)


class Outcome(Struct, frozen=True, omit_defaults=True):
    """What a probe came to: a value, or the reason why there is none.

    `at_least` says that a figure is only a bound, because the probe went no further.
    """

    state: State
    value: bool | int | float | str | None = None
    detail: str = ""
    at_least: bool = False


def seen(value: bool | int | float | str, detail: str = "", at_least: bool = False) -> Outcome:
    """What was seen."""
    return Outcome("seen", value, detail, at_least)


def does_not_apply(reason: str) -> Outcome:
    """A question that cannot be put to this framework."""
    return Outcome("does not apply", detail=reason)


def cannot_be_run(reason: str) -> Outcome:
    """A question whose answer could not be found out."""
    return Outcome("cannot be run", detail=reason)


def read_probes(path: Path = HERE / "probes.toml") -> tuple[Probe, ...]:
    """All probes in the order of their file."""
    return msgspec.convert(tomllib.loads(path.read_text())["probes"], tuple[Probe, ...])
