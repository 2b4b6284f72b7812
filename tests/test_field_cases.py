"""The list of cases from the field names tests that exist (docs/field-cases.md)."""

import ast
import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def test_each_case_names_tests_that_exist():
    text = (PROJECT / "docs/field-cases.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    missing = [f"{path}::{name}" for path, name in named if name not in functions(path)]
    assert missing == []
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| what happened")]
    assert [row for row in rows if "::test_" not in row] == []


def functions(path):
    tree = ast.parse((PROJECT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
