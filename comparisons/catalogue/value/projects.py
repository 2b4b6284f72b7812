"""What a project is made of: its parts, what moving them to another framework costs, and what its packages mean."""

from datetime import date
from enum import StrEnum

from comparisons.catalogue.value.part import Part
from comparisons.catalogue.value.questions import Answer


class ProjectPart(StrEnum):
    """The parts of a project that moving to another framework touches, in the order in which pages show them."""

    ROUTES = "routes"
    MODELS = "models"
    TEMPLATES = "templates"
    FORMS = "forms"
    LOGIN = "login"
    TESTS = "tests"
    DEPLOYMENT = "deployment"


class PackageKind(StrEnum):
    """What a package is to a web project.

    One that is `EITHER` is a web framework, and is as often used as a client or a library. It is taken for the
    framework in use only where no other one is.
    """

    FRAMEWORK = "framework"
    EITHER = "either"
    LIBRARY = "library"


# The efforts of moving a part of a project: the story points of Red Hat's migration toolkit for applications.
# The effort of a part that is written anew, and what stands for one that nobody knows.
WRITTEN_ANEW, UNKNOWN_EFFORT = 7, 13

EFFORTS = {
    0: "nothing to do",
    1: "replace names and calls",
    3: "rework, along a way that is documented",
    5: "redesign it",
    WRITTEN_ANEW: "write it anew",
    UNKNOWN_EFFORT: "nobody knows",
}


class MovedPart(Part, frozen=True):
    """The effort (efforts.py) that a part of a project takes when it moves, and why."""

    part: ProjectPart
    effort: int
    reason: str
    sources: tuple[str, ...] = ()


class Move(Part, frozen=True):
    """Moving from the framework `origin` to the framework `target`. `summary` says what it comes to, in a sentence."""

    slug: str
    origin: str
    target: str
    summary: str
    reviewed_on: date
    parts: tuple[MovedPart, ...] = ()


class Package(Part, frozen=True):
    """A package by its normalized name in the Python Package Index, and what follows from depending on it.

    A framework is the one of the catalogue that has the same slug or alias; without one, the catalogue lacks it.
    `meaning` is a sentence about the package, from which the `answers` follow; most packages imply none. `extends` is
    the framework, by the name of its package, without which an add-on is of no use. `brings` are names of packages
    that it installs itself, and that say nothing about the project where it is there too.
    """

    slug: str
    meaning: str
    kind: PackageKind = PackageKind.LIBRARY
    extends: str = ""
    brings: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
