"""pyproject.toml: the project table (PEP 621), dependency groups (PEP 735), and the tables of tools."""

import re
from collections.abc import Mapping
from typing import Any

from advisor.project_files.project import Findings, package_name
from advisor.project_files.toml_text import Table, tables_of
from comparisons.catalogue.wording import joined

_INCLUDE = "include-group"


def read_pyproject(text: str, found: Findings) -> None:
    """Read pyproject.toml. Raises NotToml."""
    tables = tables_of(text)
    tools = _table(tables, "tool")
    _read_project(_table(tables, "project"), found)
    _read_groups(_table(tables, "dependency-groups"), found)
    _read_poetry(_table(tools, "poetry"), found)
    for group, listed in _table(_table(tools, "pdm"), "dev-dependencies").items():
        found.take_all(_without_options(listed), f"tool.pdm.dev-dependencies.{group}", group="dev")
    if "dev-dependencies" in (own := _table(tools, "uv")):
        found.take_all(own["dev-dependencies"], "tool.uv.dev-dependencies", group="dev")
    _read_hatch(_table(_table(tools, "hatch"), "envs"), found)
    _read_flit(_table(_table(tools, "flit"), "metadata"), found)
    _read_pixi(_table(tools, "pixi"), found)
    _tell_dynamic(tables, found)


def _table(tables: Table, name: str) -> Table:
    table = tables.get(name)
    return table if isinstance(table, dict) else {}


def _read_project(project: Table, found: Findings) -> None:
    found.take_all(project.get("dependencies", []), "project.dependencies")
    own = package_name(project.get("name"))
    for extra, listed in _table(project, "optional-dependencies").items():
        before = len(found.dependencies)
        found.take_all(listed, f"project.optional-dependencies.{extra}", is_extra=True)
        # An extra that names the project itself takes other extras of it along.
        found.dependencies[before:] = [one for one in found.dependencies[before:] if one.name != own]


def _read_groups(groups: Table, found: Findings) -> None:
    """Read dependency groups. What a group includes is read in its own place."""
    for group, listed in groups.items():
        where = f"dependency-groups.{group}"
        if not isinstance(listed, list):
            found.leave(listed, where)
            continue
        for item in listed:
            if not isinstance(item, Mapping):
                found.take(item, where, group=group)
            elif not isinstance(included := item.get(_INCLUDE), str) or len(item) > 1:
                found.leave(item, where)
            elif _normalized(included) not in map(_normalized, groups):
                found.notes.append(f"{found.name} includes a dependency group that it does not have.")
    if _has_cycle(groups):
        found.notes.append(f"Dependency groups of {found.name} include each other in a circle: each was read once.")


def _normalized(group: str) -> str:
    return re.sub(r"[-_.]+", "-", group).lower()


def _has_cycle(groups: Table) -> bool:
    included = {
        _normalized(group): {
            _normalized(item[_INCLUDE])
            for item in (listed if isinstance(listed, list) else [])
            if isinstance(item, Mapping) and isinstance(item.get(_INCLUDE), str)
        }
        for group, listed in groups.items()
    }
    return has_cycle(included)


def has_cycle(included: Mapping[str, set[str]]) -> bool:
    """Return whether following these inclusions leads back to where one began."""
    left = {name: set(others) & included.keys() for name, others in included.items()}
    while left:
        ends = [name for name, others in left.items() if not others]
        if not ends:
            return True
        for name in ends:
            del left[name]
        for others in left.values():
            others.difference_update(ends)
    return False


def _read_poetry(poetry: Table, found: Findings) -> None:
    found.take_names(poetry.get("dependencies", {}), "tool.poetry.dependencies")
    found.take_names(poetry.get("dev-dependencies", {}), "tool.poetry.dev-dependencies", group="dev")
    for group, table in _table(poetry, "group").items():
        own = table.get("dependencies", {}) if isinstance(table, dict) else table
        found.take_names(own, f"tool.poetry.group.{group}.dependencies", group=group)


def _read_hatch(environments: Table, found: Findings) -> None:
    """Read the environments of Hatch, which developers work in."""
    for name, table in environments.items():
        for key in ("dependencies", "extra-dependencies"):
            if isinstance(table, dict) and key in table:
                listed = [text for text in table[key] if not _is_template(text)] if _is_list(table[key]) else table[key]
                found.take_all(listed, f"tool.hatch.envs.{name}.{key}", group="dev")


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_template(text: Any) -> bool:
    return isinstance(text, str) and "{" in text and "@" in text


def _read_flit(metadata: Table, found: Findings) -> None:
    found.take_all(metadata.get("requires", []), "tool.flit.metadata.requires")
    for extra, listed in _table(metadata, "requires-extra").items():
        found.take_all(listed, f"tool.flit.metadata.requires-extra.{extra}", is_extra=True)


def _read_pixi(pixi: Table, found: Findings) -> None:
    for key in ("dependencies", "pypi-dependencies"):
        found.take_names(pixi.get(key, {}), f"tool.pixi.{key}")
    for feature, table in _table(pixi, "feature").items():
        for key in ("dependencies", "pypi-dependencies"):
            own = table.get(key, {}) if isinstance(table, dict) else {}
            found.take_names(own, f"tool.pixi.feature.{feature}.{key}", group=feature)


def _without_options(listed: Any) -> Any:
    """Return requirements without the option that makes one editable: '-e file:///${PROJECT_ROOT}/lib#egg=lib'."""
    if not isinstance(listed, list):
        return listed
    return [text for text in listed if not (isinstance(text, str) and text.startswith("-e "))]


def _tell_dynamic(tables: Table, found: Findings) -> None:
    """Note that the dependencies are elsewhere."""
    dynamic = _table(tables, "project").get("dynamic")
    if not isinstance(dynamic, list) or "dependencies" not in dynamic or _table(_table(tables, "tool"), "poetry"):
        return
    setuptools = _table(_table(_table(tables, "tool"), "setuptools"), "dynamic").get("dependencies")
    files = setuptools.get("file") if isinstance(setuptools, dict) else None
    named = [files] if isinstance(files, str) else files if isinstance(files, list) else []
    found.includes += [file for file in named if isinstance(file, str)]
    if not named:
        elsewhere = joined(["setup.py", "setup.cfg"]).replace(" and ", " or ")
        found.notes.append(
            f"{found.name} says that its dependencies are set elsewhere, such as in {elsewhere}: "
            "add setup.cfg or a list of requirements."
        )
