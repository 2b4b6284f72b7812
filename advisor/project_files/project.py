"""What was read from a project's files."""

import re
from collections.abc import Iterable

from msgspec import Struct
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import InvalidName, canonicalize_name

# Longer texts and lines are no requirement that anybody wrote, and would take long to look at.
_LONGEST = 2000
# The most packages and lines of a file that are looked at; the largest projects have some hundred packages.
MOST_PACKAGES, MOST_LINES = 5_000, 20_000
# What may be an address, a name and password, or a key is not shown to anybody.
_MAY_BE_SECRET = re.compile(
    r"://|@|pass(?:word|wd|phrase)|token|secret|credential|api[-_ ]?key|bearer|auth\b|[A-Za-z0-9+/_=.-]{32,}"
    # Letters, capitals among them, and digits in one word, as keys have.
    r"|(?-i:(?=[A-Za-z0-9]*[0-9])(?=[A-Za-z0-9]*[A-Z])[A-Za-z0-9]{14,})",
    re.IGNORECASE,
)
_LONGEST_SHOWN, _LONGEST_NAME = 100, 80
# Words in the names of groups and files that hold tools for developers.
_DEVELOPMENT = frozenset(
    {
        *("bench", "benchmark", "benchmarks", "build", "check", "checks", "ci", "commit", "cov", "coverage", "debug"),
        *("dev", "develop", "development", "doc", "docs", "documentation", "format", "formatting", "lint", "linter"),
        *("linting", "local", "mypy", "nox", "precommit", "qa", "quality", "release", "style", "test", "testing"),
        *("tests", "tox", "types", "typing"),
    }
)


class Dependency(Struct, frozen=True):
    """A package that a file names, by its normalized name.

    `is_optional`: it is a tool for developers, or comes with an extra that not every installation has. `is_direct` is
    None in lists of all that is installed, which do not say what was chosen and what came along.
    """

    name: str
    file: str
    is_optional: bool = False
    is_direct: bool | None = True


class Unread(Struct, frozen=True):
    """A line that was not understood. `text` is "" where the line may hold an address or a password."""

    file: str
    where: str
    text: str = ""


class ReadFile(Struct, frozen=True):
    """A file that was read, what it is in words, and how many packages it names."""

    name: str
    kind: str
    packages: int


class Project(Struct, frozen=True):
    """All that was read. `notes` are sentences about what could not be read, or was left out.

    `unread` are the lines that were not understood, at most as many as the reader keeps; `more_unread` counts the rest.
    """

    files: tuple[ReadFile, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    unread: tuple[Unread, ...] = ()
    more_unread: int = 0
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The packages that it names, sorted, each once."""
        return tuple(sorted({dependency.name for dependency in self.dependencies}))


class Findings:
    """Collects what one file holds. `name` is the file's name as it may be shown."""

    def __init__(self, name: str, *, is_optional: bool = False) -> None:
        self.name = name
        self.is_optional = is_optional
        self.dependencies: list[Dependency] = []
        self.unread: list[Unread] = []
        self.notes: list[str] = []
        # Files that this one includes, by the names that it gives them.
        self.includes: list[str] = []
        # Requirements that were looked at.
        self.looked_at = 0

    def add(self, name: str, *, group: str = "", is_direct: bool | None = True, is_extra: bool = False) -> None:
        """Take a package by its normalized name. `group` is the group that it belongs to."""
        is_optional = self.is_optional or is_extra or is_for_developers(group)
        self.dependencies.append(Dependency(name, self.name, is_optional, is_direct))

    def take(
        self, requirement: object, where: str, *, group: str = "", is_direct: bool | None = True, is_extra: bool = False
    ) -> None:
        """Take a requirement such as "flask>=3"; of too many, the rest is passed over."""
        self.looked_at += 1
        if self.looked_at > MOST_PACKAGES:
            return
        name = required_name(requirement)
        if name is None:
            self.leave(requirement, where)
        else:
            self.add(name, group=group, is_direct=is_direct, is_extra=is_extra)

    def take_all(self, requirements: object, where: str, *, group: str = "", is_extra: bool = False) -> None:
        """Take a list of requirements."""
        if not isinstance(requirements, list):
            self.leave(requirements, where)
            return
        for requirement in requirements:
            self.take(requirement, where, group=group, is_extra=is_extra)

    def take_names(self, table: object, where: str, *, group: str = "") -> None:
        """Take the keys of a table, which are names of packages; Python itself is none."""
        if not isinstance(table, dict):
            self.leave(table, where)
            return
        for key in table:
            name = package_name(key)
            if name is None:
                self.leave(key, where)
            elif name != "python":
                self.add(name, group=group)

    def lines(self, text: str) -> list[str]:
        """Return the first lines of a text. One that is too long is noted and left empty."""
        lines = text.split("\n", MOST_LINES)
        if len(lines) > MOST_LINES:
            self.notes.append(f"Only the first {MOST_LINES:,} lines of {self.name} were read.")
            del lines[MOST_LINES:]
        for number, line in enumerate(lines, start=1):
            if len(line) > _LONGEST:
                self.leave("", f"line {number}")
                lines[number - 1] = ""
        return lines

    def leave(self, what: object, where: str) -> None:
        """Note something that was not understood."""
        self.unread.append(Unread(self.name, where, shown(what) if isinstance(what, str) else ""))


def package_name(text: object) -> str | None:
    """Return the normalized form of a package's name, None if it is no such name.

    >>> package_name("Flask_SQLAlchemy")
    'flask-sqlalchemy'
    """
    try:
        return canonicalize_name(text, validate=True) if isinstance(text, str) and len(text) <= _LONGEST else None
    except InvalidName:
        return None


def required_name(requirement: object) -> str | None:
    """Return the normalized name of the package that a requirement names, None if it is no requirement.

    >>> required_name("Django[argon2]>=5,<6 ; python_version > '3.11'")
    'django'
    """
    if not isinstance(requirement, str) or len(requirement) > _LONGEST:
        return None
    try:
        return canonicalize_name(Requirement(requirement).name)
    except (InvalidRequirement, RecursionError):
        return None


def is_for_developers(name: str) -> bool:
    """Return whether the name of a group or file says that it is for developers: 'dev', 'requirements-test.txt'."""
    return not _DEVELOPMENT.isdisjoint(re.split(r"[\W_]+", name.lower()))


def shown(text: str) -> str:
    """Return a line as it may be shown, "" if it may hold an address, a password or a key."""
    line = " ".join(text.split())
    if _MAY_BE_SECRET.search(line) or not line.isprintable():
        return ""
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}…"


def shown_name(name: str) -> str:
    """Return the last part of a file's name as it may be shown."""
    last = re.split(r"[\\/]", name)[-1]
    printable = "".join(c for c in last if c.isprintable()).strip()
    return shown(printable[:_LONGEST_NAME]) or "file"


def names_of(dependencies: Iterable[Dependency]) -> frozenset[str]:
    return frozenset(dependency.name for dependency in dependencies)
