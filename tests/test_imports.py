"""Which way imports go, how deep they are, and how many modules a package holds: read off the source."""

import ast
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = ("advisor", "comparisons")

# Pure packages: the same arguments give the same result. They reach no Django, not even through other modules.
PURE = (
    "comparisons.bounded_cache",
    "advisor.advice",
    "advisor.answers",
    "advisor.api",
    "advisor.decisions",
    "advisor.markdown",
    "advisor.mcp",
    "advisor.moving",
    "advisor.project_files",
    "advisor.result",
    "advisor.together",
    "comparisons.applications",
    "comparisons.cards",
    "comparisons.catalogue",
    "comparisons.content",
    "comparisons.decisions",
    "comparisons.files",
    "comparisons.links",
    "comparisons.measurements",
    "comparisons.performance",
    "comparisons.ranking",
    "comparisons.search",
)
# The modules of these packages that answer requests.
NOT_PURE = (
    "advisor.answers.request",
    "advisor.api.problems",
    "advisor.api.urls",
    "advisor.api.views",
    "advisor.decisions.views",
    "advisor.markdown.views",
    "advisor.mcp.responses",
    "advisor.mcp.views",
    "advisor.project_files.views",
    "advisor.result.addresses",
    "advisor.result.exports",
    "advisor.result.further_pages",
    "advisor.result.html_parts",
    "advisor.result.own_page",
    "advisor.result.forms",
    "advisor.result.urls",
    "advisor.result.views",
    "advisor.together.forms",
    "advisor.together.views",
    "comparisons.search.not_found",
)
MOST_MODULES_IN_A_PACKAGE = 15
LONGEST_CHAIN = 10
VAGUE = {"utils", "util", "helpers", "helper", "core", "common", "misc"}


def modules():
    """Every module of the project: its dotted name and its file."""
    found = {}
    for package in PACKAGES:
        for path in sorted((PROJECT / package).rglob("*.py")):
            parts = path.relative_to(PROJECT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()
# Without packages, migrations and commands, which are not imported.
PLAIN = [
    name
    for name, path in MODULES.items()
    if path.name != "__init__.py" and path.parent.name not in ("migrations", "commands")
]


def imports(source, *, with_types=True):
    """Return the dotted names that a source imports, wherever in it; `from a import b` may mean a.b too.

    with_types=False leaves out imports under `if TYPE_CHECKING`, which never run.
    """
    names, pending = set(), [ast.parse(source)]
    while pending:
        node = pending.pop()
        only_types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        pending += node.orelse if only_types and not with_types else ast.iter_child_nodes(node)
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@cache
def imported_by(module, *, with_types=True):
    return imports(MODULES[module].read_text(encoding="utf-8"), with_types=with_types)


def is_in(name, *packages):
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def offending_imports(importers, is_forbidden):
    """Return "module imports name" for each forbidden import of the given modules."""
    pairs = [(module, name) for module in importers for name in sorted(imported_by(module))]
    return [f"{module} imports {name}" for module, name in pairs if is_forbidden(name)]


def reach(module):
    """Return all names that are imported when a module is imported, through other modules of the project too."""
    reached, pending = set(), [module]
    while pending:
        current = pending.pop()
        parents = [".".join(current.split(".")[:depth]) for depth in range(1, current.count(".") + 1)]
        for name in {*imported_by(current, with_types=False), *parents} - reached:
            reached.add(name)
            if name in MODULES:
                pending.append(name)
    return reached


def package_of(module):
    return module.rpartition(".")[0]


def is_within(one, other):
    """Tell whether one package lies inside the other."""
    return is_in(one, other) or is_in(other, one)


def plain_imports(module):
    """Return the modules of the project, packages aside, that a module imports when it runs."""
    return sorted(imported_by(module, with_types=False) & set(PLAIN) - {module})


@cache
def longest_chain_from(module):
    """Return the longest list of modules of which each imports the next, beginning with this one."""
    return (module, *max((longest_chain_from(name) for name in plain_imports(module)), key=len, default=()))


def test_comparisons_never_imports_the_advisor():
    assert offending_imports([m for m in MODULES if is_in(m, "comparisons")], lambda name: is_in(name, "advisor")) == []


def test_pure_packages_reach_no_django():
    pure = [module for module in MODULES if is_in(module, *PURE) and module not in NOT_PURE]
    offenders = {module: sorted(name for name in reach(module) if is_in(name, "django")) for module in pure}
    assert {module: names[:3] for module, names in offenders.items() if names} == {}


def test_every_exception_from_purity_exists_and_needs_to_be_one():
    assert [module for module in NOT_PURE if not any(is_in(name, "django") for name in reach(module))] == []


@pytest.mark.parametrize(
    ("package", "library"), [("comparisons.ranking", "numpy"), ("comparisons.catalogue", "msgspec")]
)
def test_ranking_and_catalogue_import_only_the_standard_library_and_one_package(package, library):
    allowed = (*sys.stdlib_module_names, library, package)
    assert offending_imports([m for m in MODULES if is_in(m, package)], lambda name: not is_in(name, *allowed)) == []


def test_of_the_lab_the_site_imports_only_what_reads_applications_and_results():
    """The image has no more of it (tests/deploy/test_image.py), and none of the packages that running it needs."""
    allowed = tuple(
        f"lab.{name}"
        for name in ("application", "effort", "figures", "line_counts", "places", "probes.listing", "results")
    )
    assert offending_imports(MODULES, lambda name: is_in(name, "lab") and not is_in(name, *allowed)) == []
    files = [PROJECT / f"{module.replace('.', '/')}.py" for module in allowed]
    needed = {name for file in files for name in imports(file.read_text(encoding="utf-8")) if not is_in(name, *allowed)}
    assert {name.partition(".")[0] for name in needed} - sys.stdlib_module_names == {"msgspec", "pygments"}


def test_public_views_read_editions_and_no_models():
    views = [m for m in MODULES if "views" in m.split(".") and not is_in(m, "comparisons.admin")]
    forbidden = ("comparisons.models", "comparisons.working_copy", "django.db")
    assert offending_imports(views, lambda name: is_in(name, *forbidden)) == []


def test_no_two_packages_import_each_other():
    pairs = {(package_of(m), package_of(name)): f"{m} imports {name}" for m in PLAIN for name in plain_imports(m)}
    mutual = [pair for pair in pairs if pair[0] < pair[1] and pair[::-1] in pairs and not is_within(*pair)]
    assert [(pairs[pair], pairs[pair[::-1]]) for pair in mutual] == []


def test_no_chain_of_imports_is_longer_than_ten_modules():
    # A circle would end the search with a RecursionError.
    chains = [longest_chain_from(module) for module in PLAIN]
    assert [" -> ".join(chain) for chain in chains if len(chain) > LONGEST_CHAIN] == []


def test_no_package_has_more_than_fifteen_modules():
    sizes = Counter(map(package_of, PLAIN))
    assert {package: size for package, size in sizes.items() if size > MOST_MODULES_IN_A_PACKAGE} == {}


def test_no_module_has_a_vague_name():
    assert [module for module in MODULES if VAGUE & set(module.split("."))] == []


def test_the_rules_cover_the_project():
    assert {"comparisons.editions.store", "comparisons.ranking.additive", "advisor.answers.flow"} <= set(MODULES)
    assert "django.db" in reach("comparisons.editions.store")
    assert "msgspec" in reach("advisor.advice.recommendation")
    assert len(longest_chain_from("advisor.urls")) > 5


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import django", {"django"}),
        ("import django.db as storage", {"django.db"}),
        ("from django import db", {"django", "django.db"}),
        ("def late():\n    from advisor import settings", {"advisor", "advisor.settings"}),
        ("if TYPE_CHECKING:\n    import numpy\nelse:\n    import math", {"numpy", "math"}),
        ("import os, comparisons.models", {"os", "comparisons.models"}),
        ("text = 'import django'", set()),
    ],
)
def test_imports_are_found_anywhere_in_a_module(source, found):
    assert imports(source) == found


def test_imports_for_types_alone_can_be_left_out():
    source = "if TYPE_CHECKING:\n    import numpy\nelse:\n    import math"
    assert imports(source, with_types=False) == {"math"}


def test_a_name_is_in_a_package_only_by_whole_words():
    assert is_in("django.db", "django")
    assert is_in("django", "django")
    assert not is_in("django_environ", "django")
