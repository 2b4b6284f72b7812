"""The files of several applications beside each other, by what they do. Pure."""

import re
from collections.abc import Sequence

from msgspec import Struct

from comparisons.applications.reading import LabApplication, SourceFile, application_of
from comparisons.applications.specification import KINDS
from comparisons.catalogue.value import Framework
from comparisons.catalogue.wording import joined

# So many columns of code can be read beside each other.
MOST_SIDE_BY_SIDE = 3


class Role(Struct, frozen=True):
    """What a file does. `slug` is the anchor of such files on the page."""

    slug: str
    name: str
    text: str


_ANSWERS = Role("answers", "Addresses and answers", "Which addresses there are, and what each of them answers.")
_DATA = Role("data", "Data", "The table of notes, and how it is read and written.")
_CHECKS = Role("checks", "Checks", "What a form or JSON must be like to be taken.")
_LOGIN = Role("log-in", "Log-in", "Passwords, and who may see the private page.")
_FRAME = Role("frame", "Base template", "What all pages share.")
_LIST = Role("list", "Notes template", "The list of notes, with the form below it.")
_ROWS = Role("rows", "Rows template", "The table that is made of a list in memory.")
_SIGN_IN = Role("sign-in", "Log-in template", "The form for name and password.")
_PRIVATE = Role("private", "Private template", "What only those who are signed in may see.")
_PAGES = Role("pages", "Other templates", "Pages that not every application has.")
_START = Role("start", "Preparing and starting", "Settings, the first tables and the user, and what the server starts.")
_SCREENS = Role("screens", "Both pages", "What starts the application, and what its pages share.")
_ROWS_SCREEN = Role("rows", "The page Rows", "The table with its filter, and the slider that moves the chart.")
_WORK_SCREEN = Role("work", "The page Work", "The form, the slow job and the counter.")

_ROLES = (
    _ANSWERS, _SCREENS, _ROWS_SCREEN, _WORK_SCREEN, _CHECKS, _DATA, _LOGIN,
    _FRAME, _LIST, _ROWS, _SIGN_IN, _PRIVATE, _PAGES, _START,
)  # fmt: skip
# Names of files without their ends, of templates and of others. The first that matches counts.
_TEMPLATES = (
    (re.compile(r"base|layout"), _FRAME),
    (re.compile(r"index|notes|home|list"), _LIST),
    (re.compile(r"rows"), _ROWS),
    (re.compile(r"login"), _SIGN_IN),
    (re.compile(r"private"), _PRIVATE),
)
_SCREEN_FILES = (
    (re.compile(r"rows"), _ROWS_SCREEN),
    (re.compile(r"work"), _WORK_SCREEN),
)
_OTHERS = (
    (re.compile(r"models?|database|db|schema|store|repository|migrations/.*"), _DATA),
    (re.compile(r"forms?|schemas|validation"), _CHECKS),
    (re.compile(r"security|passwords?|auth|login"), _LOGIN),
    (re.compile(r"prepare|settings|config\w*|apps|[aw]sgi|manage|rxconfig|__main__|management/.*"), _START),
)


class Column(Struct, frozen=True):
    """The files of one framework's application that do the same."""

    framework: Framework
    application: LabApplication
    files: tuple[SourceFile, ...]


class Row(Struct, frozen=True):
    role: Role
    columns: tuple[Column, ...]


Applications = Sequence[tuple[Framework, LabApplication]]


class Code(Struct, frozen=True):
    """The applications of some frameworks, and why they cannot stand side by side: '' if they can."""

    applications: tuple[tuple[Framework, LabApplication], ...]
    obstacle: str


def code_of(frameworks: Sequence[Framework]) -> Code:
    """Return the applications of the compared frameworks."""
    found = [(framework, application_of(framework)) for framework in frameworks]
    existing = tuple((framework, own) for framework, own in found if own)
    return Code(existing, _obstacle([framework.name for framework, own in found if not own], existing))


def _obstacle(without: Sequence[str], applications: Applications) -> str:
    if without:
        return f"{joined(without)} {'has' if len(without) == 1 else 'have'} no application in the lab yet."
    by_kind = {kind: [one.name for one, own in applications if own.specification == kind] for kind in KINDS}
    if all(by_kind.values()):
        web, screens = (joined(names) for names in by_kind.values())
        return (
            f"{web} and {screens} do different things in the lab: one kind answers addresses, the other shows screens."
        )
    if len(applications) > MOST_SIDE_BY_SIDE:
        return "The code of up to three frameworks fits side by side."
    return ""


def side_by_side(applications: Applications) -> list[Row]:
    """Return a row for everything that the files of these applications do, in the order to read it."""
    rows = []
    for role in _ROLES:
        columns = tuple(Column(framework, own, _files(own, role)) for framework, own in applications)
        if any(column.files for column in columns):
            rows.append(Row(role, columns))
    return rows


def _files(application: LabApplication, role: Role) -> tuple[SourceFile, ...]:
    return tuple(file for file in application.source if role_of(file, application.specification) == role)


def role_of(file: SourceFile, specification: str) -> Role:
    """Return what a file does, by its name. What has no usual name holds the addresses, or what all screens share."""
    path = re.sub(r"\.\w+$", "", file.name)
    names = (path, path.rpartition("/")[2], *re.findall(r"(?:migrations|management)/.*", path))
    if file.language == "template":
        return _named(names, _TEMPLATES) or _PAGES
    if specification == "screen":
        return _named(names, (*_SCREEN_FILES, *_OTHERS)) or _SCREENS
    return _named(names, _OTHERS) or (_ANSWERS if file.language == "python" else _START)


def _named(names: Sequence[str], known: Sequence[tuple[re.Pattern[str], Role]]) -> Role | None:
    return next((role for pattern, role in known if any(map(pattern.fullmatch, names))), None)
