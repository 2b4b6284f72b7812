"""Problems that checks find, and rules for lists of slugs that several checks share."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

# The collections of a catalogue, and what one thing of each is called.
THINGS = {
    "groups": "group",
    "criteria": "criterion",
    "frameworks": "framework",
    "sources": "source",
    "claims": "claim",
    "questions": "question",
    "scenarios": "scenario",
    "starting_points": "starting point",
    "moves": "move",
    "packages": "package",
}


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Problem(Struct, frozen=True):
    """A problem with its place in words, such as 'framework django, score admin'.

    An `unfinished` error prevents publishing only: files and the working copy may have it until then.
    """

    severity: Severity
    where: str
    message: str
    unfinished: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def error(where: str, message: str) -> Problem:
    return Problem(Severity.ERROR, where, message)


def unfinished(where: str, message: str) -> Problem:
    return Problem(Severity.ERROR, where, message, unfinished=True)


def warning(where: str, message: str) -> Problem:
    return Problem(Severity.WARNING, where, message)


def unknown(where: str, thing: str, slugs: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    for slug in slugs:
        if slug not in known:
            yield error(where, f"names the {thing} '{slug}', which does not exist")


def repeated(where: str, thing: str, slugs: Iterable[str]) -> Iterator[Problem]:
    for slug, times in Counter(slugs).items():
        if times > 1:
            yield error(where, f"gives the {thing} '{slug}' {times} times")
