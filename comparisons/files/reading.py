"""Reads a catalogue from TOML files. An invalid file is refused as a whole."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from comparisons.catalogue.checks import storage_errors
from comparisons.catalogue.codec import CatalogueFormatError, canonical, from_plain
from comparisons.catalogue.days import read_day, read_month
from comparisons.catalogue.value import Catalogue, Framework
from comparisons.files.writing import COLLECTIONS, FRAMEWORKS, LATER_FILES, file_of, framework_file

Plain = dict[str, Any]

_DAYS, _MONTHS = ("accessed", "decided_on", "reviewed_on"), ("first_release", "latest_release")
_PATH = re.compile(r"`\$(?P<path>[^`]*)`$")
# Alternatives are in the order in which TOML distinguishes them. An unclosed string extends to the end of the file or
# line, so that matching takes linear time.
_STRING_OR_COMMENT = re.compile(
    r'''"""(?:\\.?|[^\\])*?(?:"{3,5}|\Z)|\'{3}.*?(?:\'{3,5}|\Z)|"(?:\\.|[^"\\\n])*"?|\'[^\'\n]*\'?|#[^\n]*''',
    re.DOTALL,
)
# A number with a decimal point, where it is no part of a key.
_DECIMAL = re.compile(r"(?<![\w.+-])[+-]?\d[\d_]*\.\d[\d_]*(?:[eE][+-]?\d+)?(?![\w.-])(?!\s*[.=])")
# Dots of keys in a line, and in all files. Our keys have two at most, and tomllib takes a kilobyte for each.
_MOST_DOTS, _MOST_DOTS_TOGETHER = 10, 20_000
# Keys, lists, tables and commas in all files of an archive: a third more than a catalogue of ten megabytes has.
_SIGNS, _MOST_SIGNS = "=[{,", 600_000
# The most problems that a message names.
_MOST_NAMED = 100
_STEP = re.compile(r"\.(?P<key>\w+)|\[(?P<index>\d+)\]")


class BrokenFile(ValueError):
    """A file that cannot be loaded. The message names file, place, and what was expected."""


def read_directory(directory: Path, as_of: date | None = None) -> Catalogue:
    """Return the catalogue in a directory, without days after `as_of`. Raises BrokenFile."""
    if not directory.is_dir():
        raise BrokenFile(f"{directory}: there is no such directory")
    files = {name: content for name in COLLECTIONS if (content := _content(directory / name, name)) is not None}
    if not (directory / FRAMEWORKS).is_dir():
        raise BrokenFile(f"{FRAMEWORKS}: the directory is missing; expected a file for each framework in it")
    for path in sorted((directory / FRAMEWORKS).glob("*.toml")):
        name = f"{FRAMEWORKS}/{path.name}"
        files[name] = _content(path, name) or b""
    return read_files(files, as_of)


def read_files(files: Mapping[str, bytes], as_of: date | None = None) -> Catalogue:
    """Return the catalogue in files, given by their names within the directory, without days after `as_of`.

    Raises BrokenFile.
    """
    plain: Plain = {}
    for name, collections in COLLECTIONS.items():
        if name not in files and name not in LATER_FILES:
            raise BrokenFile(f"{name}: the file is missing")
        plain |= _read_collections(files.get(name, b""), name, collections)
    catalogue = from_plain(plain, Catalogue)
    names = sorted(name for name in files if name not in COLLECTIONS)
    frameworks = tuple(_read_framework(files[name], name) for name in names)
    catalogue = canonical(Catalogue(**{**_fields(catalogue), "frameworks": frameworks}))
    if problems := storage_errors(catalogue, as_of):
        lines = [f"{file_of(problem.where)}: {problem}" for problem in problems[:_MOST_NAMED]]
        if len(problems) > _MOST_NAMED:
            lines.append(f"There are {len(problems) - _MOST_NAMED:,} more problems.")
        raise BrokenFile("\n".join(lines))
    return catalogue


def _fields(catalogue: Catalogue) -> Plain:
    return {field: getattr(catalogue, field) for field in catalogue.__struct_fields__}


def _read_collections(content: bytes, name: str, collections: tuple[str, ...]) -> Plain:
    plain = _read_toml(content, name)
    for key in plain:
        if key not in collections:
            raise BrokenFile(f"{name}: '{key}' does not belong here; expected {' and '.join(collections)}")
    _convert(plain, Catalogue, name)
    return plain


def _read_framework(content: bytes, name: str) -> Framework:
    framework: Framework = _convert(_read_toml(content, name), Framework, name)
    if framework_file(framework.slug) != name:
        expected = name.removeprefix(f"{FRAMEWORKS}/").removesuffix(".toml")
        raise BrokenFile(f"{name}: slug is '{framework.slug}'; expected '{expected}', the name of the file")
    return framework


def _content(path: Path, name: str) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BrokenFile(f"{name}: cannot be read: {error.strerror}") from error


def _read_toml(content: bytes, name: str) -> Plain:
    """Parse a file. A byte order mark, which some editors write, is skipped. Raises BrokenFile."""
    try:
        text = _text(content)
        refuse_deep_keys(text)
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise BrokenFile(f"{name}: expected UTF-8 text; byte {error.start} is something else") from error
    except RecursionError as error:
        raise BrokenFile(f"{name}: not TOML: lists or tables in it lie too deep in each other") from error
    except ValueError as error:  # invalid TOML, or a number of thousands of digits
        raise BrokenFile(f"{name}: not TOML: {error}") from error


def _text(content: bytes, errors: str = "strict") -> str:
    return content.decode("utf-8-sig", errors).replace("\r\n", "\n")


def _keys_of(text: str) -> str:
    """Return a text without its strings, comments and decimal points: each dot that is left belongs to a key."""
    return _DECIMAL.sub("0", _STRING_OR_COMMENT.sub(_line_ends, text))


def refuse_deep_keys(text: str) -> None:
    """Raise ValueError on a key of very many parts, `a.a.a…`, on which tomllib would exhaust memory."""
    for number, line in enumerate(_keys_of(text).split("\n"), start=1):
        if line.count(".") > _MOST_DOTS:
            raise ValueError(f"a key of too many parts (at line {number})")


def refuse_excess(files: Mapping[str, bytes]) -> None:
    """Raise BrokenFile on files with far more keys than a catalogue has, for which tomllib would take much memory."""
    dots = signs = 0
    for content in files.values():
        keys = _keys_of(_text(content, errors="replace"))
        dots += keys.count(".")
        signs += sum(map(keys.count, _SIGNS))
    if dots > _MOST_DOTS_TOGETHER or signs > _MOST_SIGNS:
        raise BrokenFile("The files hold far more keys than a catalogue has: nothing of them was read.")


def _line_ends(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _convert(plain: Plain, part: type[Any], name: str) -> Any:
    """Return the part that a file holds; days and months in words become what they mean in it. Raises BrokenFile."""
    _read_days(plain, name)
    try:
        return from_plain(plain, part)
    except CatalogueFormatError as error:
        raise BrokenFile(f"{name}: {_with_names(str(error), plain)}") from error


def _read_days(held: object, name: str, path: str = "") -> None:
    """Put days and months, in whatever form that is taken, as such into tables and lists. Raises BrokenFile."""
    if isinstance(held, list):
        for number, part in enumerate(held, start=1):
            _read_days(part, name, f"{path} number {number}{_name(part)}")
    elif isinstance(held, dict):
        for key, value in held.items():
            if key in _DAYS and (isinstance(value, datetime) or not isinstance(value, date)):
                held[key] = _day(value, f"{name}: `{f'{path} {key}'.strip()}`")
            elif key in _MONTHS and isinstance(value, str):
                held[key] = _month(value)
            else:
                _read_days(value, name, f"{path} {key}")


def _day(value: object, where: str) -> date:
    try:
        return read_day(str(value))
    except ValueError as error:
        raise BrokenFile(f"{where} is '{str(value)[:60]}': {error}") from error


def _month(text: str) -> str:
    """Return a month as 2005-07; `check` reports a text that is none."""
    try:
        return read_month(text)
    except ValueError:
        return text


def _with_names(message: str, plain: Plain) -> str:
    """Replace the path `$.scores[3].value` in a message by `scores number 4 (admin) value`, which editors can find."""
    match = _PATH.search(message)
    if match is None:
        return message
    words, here = [], plain
    for step in _STEP.finditer(match["path"]):
        here = here[step["key"] or int(step["index"])]  # type: ignore[index]
        words.append(step["key"] or f"number {int(step['index']) + 1}{_name(here)}")
    return message[: match.start()] + f"`{' '.join(words)}`" if words else message


def _name(part: object) -> str:
    if isinstance(part, dict):
        for key in ("slug", "criterion", "label"):
            if isinstance(part.get(key), str):
                return f" ({part[key]})"
    return ""
