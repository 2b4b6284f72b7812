"""Lock files in TOML: uv.lock, poetry.lock, pdm.lock and pylock.toml (PEP 751).

All list packages with what each of them needs. What no other package needs was chosen; of the rest, a lock file does
not say it, except that of uv, which lists what the project itself needs.
"""

from collections.abc import Iterator
from typing import Any

from advisor.project_files.project import Findings, package_name, required_name
from advisor.project_files.toml_text import Table, tables_of

_DEVELOPMENT = frozenset({"dev", "develop", "development", "test", "tests", "docs", "lint", "typing"})
_OWN_SOURCES = ("virtual", "editable", "directory")


def read_lock(text: str, found: Findings) -> None:
    """Read a lock file of uv, Poetry, PDM or pip. Raises NotToml."""
    tables = tables_of(text)
    listed = tables.get("package", tables.get("packages", []))
    packages = []
    for table in listed if isinstance(listed, list) else [listed]:
        if not isinstance(table, dict) or package_name(table.get("name")) is None:
            found.leave(table.get("name") if isinstance(table, dict) else table, "a package")
        else:
            packages.append(table)
    projects = [table for table in packages if _is_project(table)]
    if projects:
        _read_uv(packages, projects, found)
    else:
        _read_graph(packages, found)


def _name(table: Table) -> str:
    return package_name(table["name"]) or ""


def _is_project(table: Table) -> bool:
    """Return whether a package of uv.lock is the project itself, or a member of its workspace."""
    source = table.get("source")
    return isinstance(source, dict) and any(key in source for key in _OWN_SOURCES)


def _read_uv(packages: list[Table], projects: list[Table], found: Findings) -> None:
    own = {_name(table) for table in projects}
    chosen = {name for table in projects for name in _named(table.get("dependencies", []))}
    optional = {
        name
        for table in projects
        for key in ("optional-dependencies", "dev-dependencies")
        if isinstance(groups := table.get(key), dict)
        for listed in groups.values()
        for name in _named(listed)
    }
    for table in packages:
        name = _name(table)
        if name not in own:
            found.add(name, is_direct=name in chosen | optional, is_extra=name in optional - chosen)


def _read_graph(packages: list[Table], found: Findings) -> None:
    needed = {name for table in packages for name in _needs(table) if name != _name(table)}
    for table in packages:
        name = _name(table)
        is_root = bool(needed) and name not in needed
        group = "dev" if _is_for_developers(table) else ""
        found.add(name, group=group, is_direct=(True if is_root else False if needed else None))


def _needs(table: Table) -> Iterator[str]:
    """Yield the names of what a package needs: a list of names or requirements, or a table with names as keys."""
    yield from _named(table.get("dependencies", []))


def _named(listed: Any) -> Iterator[str]:
    for item in listed if isinstance(listed, list | dict) else ():
        text = item.get("name") if isinstance(item, dict) else item
        name = package_name(text) or required_name(text)
        if name:
            yield name


def _is_for_developers(table: Table) -> bool:
    """Return whether Poetry or PDM say that a package belongs only to groups for developers."""
    groups = table.get("groups", table.get("category", []))
    named = [groups] if isinstance(groups, str) else groups if isinstance(groups, list) else []
    return bool(named) and all(group in _DEVELOPMENT for group in named)
