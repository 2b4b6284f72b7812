"""Which way imports go: read off the source, so that no import is overlooked because no test runs it."""

import ast
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = ("advisor", "comparisons")

# Pure: the same arguments give the same result, whatever the database holds.
PURE = (
    "comparisons.catalogue",
    "comparisons.ranking",
    "comparisons.files",
    "comparisons.content.choose_when",
    "comparisons.cards",
    "comparisons.catalogue.public",
    "comparisons.content.comparison",
    "comparisons.content.comparison",
    "comparisons.search.index",
    "comparisons.content.browse",
    "comparisons.search.query",
    "comparisons.admin.questions.question_map",
    "comparisons.admin.questions.effects",
    "comparisons.content.browse",
    "comparisons.catalogue.synthetic",
    "comparisons.content.structured_data",
    "comparisons.content.browse",
    "comparisons.content.charts",
    "comparisons.content.profile",
    "comparisons.catalogue.public",
    "comparisons.performance",
    "comparisons.catalogue.staleness",
    "comparisons.catalogue.public",
    "comparisons.search.text",
    "advisor.advice",
    "advisor.answers",
    "advisor.api",
    "advisor.advice.impact",
    "advisor.result",
    "advisor.together",
    "advisor.wizard.hints",
)
# What a pure package may hold besides: its pages.
PAGES = ("exports", "figures", "forms", "urls", "views")
# Two modules besides that know requests and responses.
IMPURE = ("advisor.answers.request", "advisor.api.problems")


def modules():
    """Every module of the project: its dotted name and its file."""
    found = {}
    for package in PACKAGES:
        for path in sorted((PROJECT / package).rglob("*.py")):
            parts = path.relative_to(PROJECT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports(source, *, with_types=True):
    """Return the dotted names that a source imports, wherever in it; `from a import b` may mean a.b too.

    Without types: what is imported under `if TYPE_CHECKING` is left out, since it never runs.
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


def is_in(name, *packages):
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def imported_by(module, *, with_types=True):
    return imports(MODULES[module].read_text(encoding="utf-8"), with_types=with_types)


def reach(module):
    """Return all that runs when a module is imported, through other modules of the project too."""
    reached, pending = set(), [module]
    while pending:
        current = pending.pop()
        parents = [".".join(current.split(".")[:depth]) for depth in range(1, current.count(".") + 1)]
        for name in {*imported_by(current, with_types=False), *parents} - reached:
            reached.add(name)
            if name in MODULES:
                pending.append(name)
    return reached


def named(*packages):
    return [module for module in MODULES if is_in(module, *packages)]


def pages(module):
    """Tell whether a module answers requests: `views` or one of its parts."""
    return "views" in module.split(".")


@pytest.mark.parametrize("module", named("comparisons"))
def test_comparisons_never_imports_the_advisor(module):
    assert [name for name in imported_by(module) if is_in(name, "advisor")] == []


@pytest.mark.parametrize("module", [m for m in named(*PURE) if m.split(".")[-1] not in PAGES and m not in IMPURE])
def test_what_is_pure_reaches_no_django_not_even_through_others(module):
    assert sorted(name for name in reach(module) if is_in(name, "django")) == []


@pytest.mark.parametrize("module", named("comparisons.ranking"))
def test_the_method_knows_numbers_and_nothing_of_this_project(module):
    allowed = {*sys.stdlib_module_names, "numpy"}
    others = {name for name in imported_by(module) if not is_in(name, "comparisons.ranking")}
    assert sorted(name for name in others if name.split(".")[0] not in allowed) == []


@pytest.mark.parametrize("module", named("comparisons.catalogue"))
def test_the_catalogue_stands_on_its_own(module):
    allowed = {*sys.stdlib_module_names, "msgspec"}
    others = {name for name in imported_by(module) if not is_in(name, "comparisons.catalogue")}
    assert sorted(name for name in others if name.split(".")[0] not in allowed) == []


@pytest.mark.parametrize("module", [m for m in MODULES if pages(m) and not is_in(m, "comparisons.admin")])
def test_public_views_read_editions_and_no_models(module):
    forbidden = ("comparisons.models", "comparisons.working_copy", "django.db")
    assert sorted(name for name in imported_by(module) if is_in(name, *forbidden)) == []


def test_no_module_is_named_after_nothing():
    vague = {"utils", "util", "helpers", "helper", "core", "common", "misc"}
    assert [module for module in MODULES if vague & set(module.split("."))] == []


def test_the_rules_see_the_project():
    assert {"comparisons.editions.store", "comparisons.ranking.additive", "advisor.answers.flow"} <= set(MODULES)
    assert "django.db" in reach("comparisons.editions.store")
    assert "msgspec" in reach("advisor.advice.recommendation")


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
def test_imports_are_found_wherever_they_stand(source, found):
    assert imports(source) == found


def test_imports_for_types_alone_can_be_left_out():
    source = "if TYPE_CHECKING:\n    import numpy\nelse:\n    import math"
    assert imports(source, with_types=False) == {"math"}


def test_a_name_is_in_a_package_only_by_whole_words():
    assert is_in("django.db", "django")
    assert is_in("django", "django")
    assert not is_in("django_environ", "django")
