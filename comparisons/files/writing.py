"""Writes a Catalogue as a directory of TOML files, laid out for readable diffs. Pure but for `write_directory`."""

from pathlib import Path
from typing import Any

import tomli_w
from msgspec.structs import fields

from comparisons.catalogue.codec import canonical
from comparisons.catalogue.value import Catalogue, Part

# The directory with one file for each framework.
FRAMEWORKS = "frameworks"

# Every other file, and the collections of the catalogue in it.
COLLECTIONS = {
    "criteria.toml": ("groups", "criteria"),
    "questions.toml": ("questions", "starting_points"),
    "sources.toml": ("sources",),
    "claims.toml": ("claims",),
    "scenarios.toml": ("scenarios",),
    "moves.toml": ("moves",),
    "packages.toml": ("packages",),
}
# Files that catalogues were written without.
LATER_FILES = frozenset({"moves.toml", "packages.toml"})

_FILE_OF_THING = {
    "group": "criteria.toml",
    "criterion": "criteria.toml",
    "question": "questions.toml",
    "source": "sources.toml",
    "claim": "claims.toml",
    "scenario": "scenarios.toml",
    "starting point": "questions.toml",
    "move": "moves.toml",
    "package": "packages.toml",
}


def framework_file(slug: str) -> str:
    """Return the name of a framework's file within the directory."""
    return f"{FRAMEWORKS}/{slug}.toml"


def file_of(where: str) -> str:
    """Return the file that holds the place of a problem, such as 'framework django, score admin'."""
    if where.startswith("framework "):
        return framework_file(where.removeprefix("framework ").split(",")[0])
    return next(name for thing, name in _FILE_OF_THING.items() if where.startswith(f"{thing} "))


def write_directory(catalogue: Catalogue, directory: Path) -> None:
    """Write all files of a catalogue, and delete the files of frameworks that it does not hold."""
    (directory / FRAMEWORKS).mkdir(parents=True, exist_ok=True)
    files = written(catalogue)
    for name, text in files.items():
        (directory / name).write_text(text, encoding="utf-8")
    for path in (directory / FRAMEWORKS).glob("*.toml"):
        if f"{FRAMEWORKS}/{path.name}" not in files:
            path.unlink()


def written(catalogue: Catalogue) -> dict[str, str]:
    """Return the text of each file of a catalogue, by its name within the directory."""
    catalogue = canonical(catalogue)
    plain: dict[str, dict[str, Any]] = {}
    for name, collections in COLLECTIONS.items():
        parts = {c: [_plain(part) for part in getattr(catalogue, c)] for c in collections}
        plain[name] = {collection: held for collection, held in parts.items() if held}
    plain |= {framework_file(framework.slug): _plain(framework) for framework in catalogue.frameworks}
    return {name: tomli_w.dumps(file) for name, file in plain.items()}


def _plain(part: Part) -> dict[str, Any]:
    """Return the TOML table of a part. Fields that hold their default are left out."""
    config = part.__struct_config__
    plain: dict[str, Any] = {config.tag_field: config.tag} if config.tag_field else {}
    for field in fields(type(part)):
        value = getattr(part, field.encode_name)
        if not field.required and value == field.default:
            continue
        plain[field.name] = _plain_value(value)
    return plain


def _plain_value(value: Any) -> Any:
    """Return a value as TOML writes it: floats without a fraction as integers."""
    if isinstance(value, Part):
        return _plain(value)
    if isinstance(value, tuple):
        return [_plain_value(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return str(value) if isinstance(value, str) else value
