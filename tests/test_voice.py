"""What people read keeps to docs/voice.md: pages, the admin, messages, the shipped catalogue and the documentation."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# What we do not write, and what we write instead.
PATTERNS = {
    r"(?<!out )\bof 100\b": "out of 100",
    r"(?m)(?:^|[\d}]) %(?![}(\w])": "95%",
    r"\bcounts? for nothing\b": "is ignored",
    r"\b(?:in|under) the mean\b": "on average",
    r"\bweighs\b": "matters",
    r"\bmend(?:s|ed|ing)?\b": "fix",
    r"\btakes? (?:it |them )?along\b": "export",
    r"\bwhoever\b": "a person, by name",
    r"\bthe one\b[^.]*\bthe other\b": "both, by name",
}

# It quotes what we do not write.
EXCEPT = {ROOT / "docs/voice.md"}


@cache
def texts() -> list[tuple[str, str]]:
    """Return places and their texts, with white space as single spaces. They are read once for all patterns."""
    return list(read_texts())


def read_texts() -> Iterator[tuple[str, str]]:
    files = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "comparisons/files/data").rglob("*.toml")]
    for template in (ROOT / "templates").rglob("*.*"):
        comments = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", template.read_text(), flags=re.DOTALL)
        yield template.name, " ".join(comments.split())
    for file in files:
        if file not in EXCEPT:
            yield str(file.relative_to(ROOT)), " ".join(file.read_text().split())
    for package in ("advisor", "comparisons"):
        for module in (ROOT / package).rglob("*.py"):
            if "migrations" not in module.parts:
                yield str(module.relative_to(ROOT)), "\n".join(strings(module))


def strings(module: Path) -> Iterator[str]:
    """Yield the strings of a module that are no docstrings."""
    tree = ast.parse(module.read_text())
    bodies = (node.body for node in ast.walk(tree) if hasattr(node, "body") and isinstance(node.body, list))
    told = {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


@pytest.mark.parametrize(("pattern", "instead"), PATTERNS.items(), ids=PATTERNS.values())
def test_nothing_that_people_read_has_a_phrase_that_we_do_not_write(pattern: str, instead: str) -> None:
    found = [
        f"{place}: {text[max(0, hit.start() - 40) : hit.end() + 20]}"
        for place, text in texts()
        for hit in re.finditer(pattern, text)
    ]
    assert found == [], f"write instead: {instead}"
