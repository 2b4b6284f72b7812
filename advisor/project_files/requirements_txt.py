"""Requirements files of pip, as people and as pip-compile write them, and the output of `pip freeze`."""

import re
from collections.abc import Iterator

from msgspec.structs import replace
from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)

from advisor.project_files.project import Findings, package_name

# Options of pip that name no package. What follows them, such as the address of an index, is passed over.
_OPTIONS = re.compile(
    r"(?:-i|-f|--index-url|--extra-index-url|--find-links|--no-index|--trusted-host|--pre|--no-binary|--only-binary"
    r"|--prefer-binary|--require-hashes|--use-feature|--pypi-url|--no-deps|--no-build-isolation|--no-cache-dir"
    r"|--process-dependency-links|--hash|--upgrade|-U|--quiet|-q|--exclude-newer|--index|--default-index)(?![a-z-])",
)
_INCLUDE = re.compile(r"(?:-r|--requirements?)(?:\s+|=|(?<=r))(?P<file>\S.*)")
_CONSTRAINTS = re.compile(r"(?:-c|--constraints?)(?:\s|=|\S)")
_EDITABLE = re.compile(r"(?:-e|--editable)(?:\s+|=)(?P<what>\S.*)")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_OWN_OPTIONS = re.compile(r"\s+--[a-z].*")
# Of a requirement with hashes, each has a line of its own.
_HASH = re.compile(r"\s*--hash=")
_EGG = re.compile(r"[#&]egg=(?P<name>[A-Za-z0-9._-]+)")
_ADDRESS = re.compile(r"(?:[a-z+]+://|git\+|hg\+|svn\+|bzr\+|file:)", re.IGNORECASE)
# The project itself: '.', './', '.[dev]'.
_ITSELF = re.compile(r"\./?(?:\[[^\]]*\])?")
_VIA = re.compile(r"\s*#\s*via\b\s*(?P<parent>.*)")
_MORE_VIA = re.compile(r"\s+#\s{2,}(?P<parent>\S.*)")
_PIP_LIST = re.compile(r"Package\s+Version\b")
_EDITABLE_COMMENT = re.compile(r"# Editable .*\((?P<name>[A-Za-z0-9._-]+)==")
# So many packages, all with exact versions and without a word beside them, are what `pip freeze` prints.
_LEAST_FROZEN = 8


def read_requirements(text: str, found: Findings) -> None:
    """Read a requirements file or the output of `pip freeze` or `pip list`."""
    lines = found.lines(text)
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if _PIP_LIST.match(lines[start].strip()):
        _read_pip_list(lines, start + 1, found)
        return
    is_frozen = _is_frozen(lines)
    parents_of: dict[str, list[str]] = {}
    for number, line, parents in _logical_lines(lines):
        before = len(found.dependencies)
        _read_line(line, f"line {number}", found, is_frozen=is_frozen)
        if parents:
            parents_of |= {one.name: parents for one in found.dependencies[before:]}
    _tell_chosen(found, parents_of)


def _tell_chosen(found: Findings, parents_of: dict[str, list[str]]) -> None:
    """Mark what only came along: pip-compile and uv say with which packages, and the project is not among them."""
    names = {one.name for one in found.dependencies}
    brought = {name for name, parents in parents_of.items() if all(package_name(parent) in names for parent in parents)}
    found.dependencies[:] = [
        replace(one, is_direct=False) if one.name in brought else one for one in found.dependencies
    ]


def _is_frozen(lines: list[str]) -> bool:
    """Return whether this is a list of all that is installed."""
    filled = [line.strip() for line in lines if line.strip() and not _EDITABLE_COMMENT.match(line)]
    exact = [line for line in filled if line.startswith("-e ") or " @ " in line or re.fullmatch(r"[^\s#;]+==\S+", line)]
    return len(filled) >= _LEAST_FROZEN and len(exact) == len(filled)


def _logical_lines(lines: list[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Yield each line with its number and what `# via` says of it. Continued lines are joined, comments left out."""
    pending: tuple[int, str, list[str]] | None = None
    joined, first, is_via = "", 0, False
    for number, line in enumerate(lines, start=1):
        if not joined:
            first = number
            via = _VIA.match(line) or (_MORE_VIA.match(line) if is_via else None)
            if via and pending:
                is_via = True
                pending[2].extend(_parents(via["parent"]))
                continue
        if joined and _HASH.match(line):
            line = "\\" if line.endswith("\\") else ""
        if line.endswith("\\") and not line.lstrip().startswith("#"):
            joined += f"{line[:-1]} "
            continue
        whole, joined = joined + line, ""
        if pending:
            yield pending
        is_via, pending = False, None
        if editable := _EDITABLE_COMMENT.match(whole):
            pending = (first, editable["name"], [])
        elif content := _COMMENT.sub("", whole).strip():
            inline = re.search(r"\s#\s*via\s+(?P<parent>.*)", whole)
            pending = (first, content, _parents(inline["parent"]) if inline else [])
    if pending:
        yield pending
    if joined.strip():
        yield first, _COMMENT.sub("", joined).strip(), []


def _parents(text: str) -> list[str]:
    return [parent.strip() for parent in text.split(",") if parent.strip()]


def _read_line(line: str, where: str, found: Findings, *, is_frozen: bool) -> None:
    is_direct = None if is_frozen else True
    if include := _INCLUDE.match(line):
        found.includes.append(include["file"].strip())
    elif _CONSTRAINTS.match(line) or _OPTIONS.match(line):
        pass
    elif editable := _EDITABLE.match(line):
        _read_place(editable["what"], line, where, found, is_direct=is_direct)
    elif _ADDRESS.match(line) or line.startswith((".", "/", "\\")):
        _read_place(line, line, where, found, is_direct=is_direct)
    else:
        found.take(_OWN_OPTIONS.sub("", line), where, is_direct=is_direct)


def _read_place(place: str, line: str, where: str, found: Findings, *, is_direct: bool | None) -> None:
    """Read a folder or an address, which names a package in its fragment or in the name of its file."""
    place = _OWN_OPTIONS.sub("", place).strip()
    if _ITSELF.fullmatch(place):
        return
    name = _name_in(place)
    if name is None:
        found.leave(line, where)
    else:
        found.add(name, is_direct=is_direct)


def _name_in(place: str) -> str | None:
    if egg := _EGG.search(place):
        return package_name(egg["name"])
    if " @ " in place:
        return package_name(place.partition(" @ ")[0].partition("[")[0].strip())
    file = place.partition("#")[0].partition("?")[0].rpartition("/")[2]
    try:
        return canonicalize_name(parse_wheel_filename(file)[0])
    except InvalidWheelFilename:
        pass
    try:
        return canonicalize_name(parse_sdist_filename(file)[0])
    except InvalidSdistFilename:
        return None


def _read_pip_list(lines: list[str], start: int, found: Findings) -> None:
    for number, line in enumerate(lines[start:], start=start + 1):
        words = line.split()
        if not words or set(line.strip()) <= {"-", " "}:
            continue
        name = package_name(words[0])
        if name is None or len(words) < 2:
            found.leave(line, f"line {number}")
        else:
            found.add(name, is_direct=None)
