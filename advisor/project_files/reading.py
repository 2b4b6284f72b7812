"""The files of a project -> Project. No code is run, no address is opened, and no other file is looked for."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable

from advisor.project_files.conda import is_environment, read_environment
from advisor.project_files.locks import read_lock
from advisor.project_files.pipfile import NotJson, read_pipfile, read_pipfile_lock
from advisor.project_files.project import MOST_PACKAGES, Findings, Project, ReadFile, is_for_developers, shown_name
from advisor.project_files.pyproject import has_cycle, read_pyproject
from advisor.project_files.requirements_txt import read_requirements
from advisor.project_files.setup_cfg import NotConfiguration, read_setup_cfg
from advisor.project_files.toml_text import NotToml
from comparisons.files.recognizing import kind_of

# Limits: bytes of a file and of all, files, packages, and lines that were not understood.
LARGEST, LARGEST_TOGETHER, MOST_FILES = 2**20, 3 * 2**20, 20
_MOST_UNREAD = 100

_Reader = Callable[[str, Findings], None]
_PYPROJECT: tuple[str, _Reader] = "pyproject.toml", read_pyproject
_PIPFILE: tuple[str, _Reader] = "Pipfile", read_pipfile
_PIPFILE_LOCK: tuple[str, _Reader] = "lock file of Pipenv", read_pipfile_lock
_LOCK: tuple[str, _Reader] = "lock file", read_lock
_SETUP_CFG: tuple[str, _Reader] = "setup.cfg", read_setup_cfg
_CONDA: tuple[str, _Reader] = "environment of conda", read_environment
_REQUIREMENTS: tuple[str, _Reader] = "list of requirements", read_requirements

# What the name of a file says.
_BY_NAME = {
    re.compile(r"pyproject.*\.toml"): _PYPROJECT,
    re.compile(r"pipfile"): _PIPFILE,
    re.compile(r"pipfile\.lock"): _PIPFILE_LOCK,
    re.compile(r"(?:uv|poetry|pdm)\.lock|pylock(?:\.[^.]+)?\.toml"): _LOCK,
    re.compile(r"setup\.cfg"): _SETUP_CFG,
    re.compile(r".*\.ya?ml"): _CONDA,
}
# What the content of a text without such a name says; the first that fits.
_BY_CONTENT = {
    re.compile(r"^\s*\{"): _PIPFILE_LOCK,
    re.compile(r"^\[\[packages?\]\]", re.MULTILINE): _LOCK,
    re.compile(r"^\[(?:project|dependency-groups|build-system|tool\.[\w.\"'-]+)\]", re.MULTILINE): _PYPROJECT,
    re.compile(r"^\[(?:packages|dev-packages)\]", re.MULTILINE): _PIPFILE,
    re.compile(r"^\[(?:metadata|options|options\.[\w.]+)\]", re.MULTILINE): _SETUP_CFG,
    re.compile(r"^dependencies\s*:", re.MULTILINE): _CONDA,
}
_NOT_PYTHON = frozenset({"package.json", "package-lock.json", "yarn.lock", "cargo.toml", "go.mod", "gemfile"})
_ENCODINGS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}


def read_project(files: Iterable[tuple[str, bytes]]) -> Project:
    """Return what the files of a project say, given as names and contents. Whatever is wrong becomes a note.

    A pasted text has the name "". Nothing that may be an address, a password or a key is in the result.
    """
    read: list[ReadFile] = []
    findings: list[Findings] = []
    notes: list[str] = []
    together = 0
    for number, (name, content) in enumerate(files, start=1):
        if number > MOST_FILES:
            notes.append(f"Only the first {MOST_FILES} files were read.")
            break
        own = Findings(shown_name(name) if name else "your text", is_optional=is_for_developers(name))
        together += len(content) if len(content) <= LARGEST else 0
        kind, problem = "", "was not read: the files are too large together" if together > LARGEST_TOGETHER else ""
        if not problem:
            kind, problem = _read(name, content, own)
        if problem:
            notes.append(f"{_capitalized(own.name)} {problem}.")
        else:
            read.append(ReadFile(own.name, kind, len({one.name for one in own.dependencies})))
            findings.append(own)
    notes += [note for own in findings for note in own.notes]
    notes += _about_includes(findings)
    return _project(read, findings, notes)


def _project(read: list[ReadFile], findings: list[Findings], notes: list[str]) -> Project:
    dependencies = list(dict.fromkeys(one for own in findings for one in own.dependencies))
    unread = [one for own in findings for one in own.unread]
    if len(dependencies) > MOST_PACKAGES or any(own.looked_at > MOST_PACKAGES for own in findings):
        notes.append(f"Only the first {MOST_PACKAGES:,} packages were looked at.")
    return Project(
        files=tuple(read),
        dependencies=tuple(dependencies[:MOST_PACKAGES]),
        unread=tuple(unread[:_MOST_UNREAD]),
        more_unread=max(0, len(unread) - _MOST_UNREAD),
        notes=tuple(dict.fromkeys(notes)),
    )


def _capitalized(name: str) -> str:
    return "Your text" if name == "your text" else name


def _read(name: str, content: bytes, found: Findings) -> tuple[str, str]:
    """Read a file. Return what it is, and why it was not read; "" if it was."""
    base = re.split(r"[\\/]", name)[-1].lower()
    if len(content) > LARGEST:
        return "", f"was not read: it is larger than {LARGEST // 2**20} MB"
    if not content.strip():
        return "", "is empty"
    if base in _NOT_PYTHON:
        return "", "was not read: it is not a file of a Python project"
    if base.endswith(".py"):
        return "", "was not read: it is a program, and no program is run here. Add setup.cfg, pyproject.toml or a list"
    text = _text_of(content)
    if text is None:
        what, _ = kind_of(content)
        return "", f"was not read: it is {what}" if what else "was not read: it is not a text"
    kind, reader = _reader_of(base, text)
    if reader is read_environment and not is_environment(text):
        return "", "was not read: it lists no dependencies as files of conda do"
    try:
        reader(text, found)
    except (NotToml, NotJson, NotConfiguration) as error:
        return "", str(error)
    return kind, ""


def _text_of(content: bytes) -> str | None:
    """Return the text of a file, None if it is none. Windows PowerShell writes UTF-16."""
    encoding = next((found for mark, found in _ENCODINGS.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text.replace("\r\n", "\n").replace("\r", "\n")


def _reader_of(base: str, text: str) -> tuple[str, _Reader]:
    by_name = (reader for pattern, reader in _BY_NAME.items() if pattern.fullmatch(base))
    by_content = (reader for pattern, reader in _BY_CONTENT.items() if pattern.search(text))
    return next(by_name, None) or next(by_content, _REQUIREMENTS)


def _about_includes(findings: list[Findings]) -> list[str]:
    """Return sentences about files that are included: those that were not added, and circles."""
    included: dict[str, set[str]] = {}
    notes = []
    given = {own.name for own in findings}
    for own in findings:
        names = {shown_name(file) for file in own.includes}
        included.setdefault(own.name, set()).update(names)
        notes += [f"{_capitalized(own.name)} includes {name}, which you did not add." for name in sorted(names - given)]
    if has_cycle(included):
        notes.append("Some of your files include each other in a circle: each was read once.")
    return notes
