"""Pipfile and Pipfile.lock of Pipenv."""

import json
from typing import Any

from advisor.project_files.project import Findings, package_name
from advisor.project_files.toml_text import tables_of

# Tables of a Pipfile that hold no packages. Sources are addresses of indexes, and may hold passwords.
_OTHERS = frozenset({"source", "requires", "scripts", "pipenv", "pipfile"})
_DEVELOPMENT = {"dev-packages": "dev", "develop": "dev"}


class NotJson(ValueError):
    """The text is not JSON. The message says where, and nothing of what stands there."""


def read_pipfile(text: str, found: Findings) -> None:
    """Read the packages of all categories. Raises NotToml."""
    for name, table in tables_of(text).items():
        if name not in _OTHERS:
            found.take_names(table, name, group=_DEVELOPMENT.get(name, name))


def read_pipfile_lock(text: str, found: Findings) -> None:
    """Read all that is locked, which does not say what was chosen and what came along. Raises NotJson."""
    for name, table in _object_of(text).items():
        if name.startswith("_"):
            continue
        if not isinstance(table, dict):
            found.leave(name, "a category")
            continue
        for key in table:
            package = package_name(key)
            if package is None:
                found.leave(key, name)
            else:
                found.add(package, group=_DEVELOPMENT.get(name, name), is_direct=None)


def _object_of(text: str) -> dict[str, Any]:
    try:
        held = json.loads(text)
    except RecursionError:
        raise NotJson("is not read: lists or objects in it lie too deep in each other") from None
    except json.JSONDecodeError as error:
        raise NotJson(f"is not valid JSON: line {error.lineno} does not fit") from None
    except ValueError:  # a number of thousands of digits
        raise NotJson("is not valid JSON: it holds a number that is too long") from None
    if not isinstance(held, dict):
        raise NotJson("is JSON, but not a lock file of Pipenv")
    return held
