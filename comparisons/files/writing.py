"""A Catalogue as a directory of TOML files that reads well in a diff."""

from pathlib import Path
from typing import Any

import tomli_w
from msgspec.structs import fields

from comparisons.catalogue.codec import canonical
from comparisons.catalogue.value import Catalogue, Part
from comparisons.files.layout import COLLECTIONS, FRAMEWORKS, framework_file

__all__ = ["write_directory", "written"]


def write_directory(catalogue: Catalogue, directory: Path) -> None:
    """Write all files of a catalogue; files of frameworks that are gone are removed."""
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
    """A part as TOML holds it: fields that say nothing are left out, whole numbers look whole."""
    config = part.__struct_config__
    plain: dict[str, Any] = {config.tag_field: config.tag} if config.tag_field else {}
    for field in fields(type(part)):
        value = getattr(part, field.encode_name)
        if not field.required and value == field.default:
            continue
        plain[field.name] = _plain_value(value)
    return plain


def _plain_value(value: Any) -> Any:
    if isinstance(value, Part):
        return _plain(value)
    if isinstance(value, tuple):
        return [_plain_value(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return str(value) if isinstance(value, str) else value
