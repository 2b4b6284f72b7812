"""environment.yml of conda.

We read the one form in which these files list packages, line by line, instead of all of YAML.
"""

import re
from collections.abc import Iterator

from advisor.project_files.project import Findings, package_name
from advisor.project_files.requirements_txt import read_requirements

_COMMENT = re.compile(r"(?:^|\s)#.*")
_ITEM = re.compile(r"(?P<indent>\s*)-\s+(?P<text>.*)")
_SECTION = re.compile(r"(?P<name>[\w-]+)\s*:\s*(?P<value>.*)")
# 'conda-forge::numpy[version=">=1"]', 'numpy =1.26=py311', 'numpy>=1,<2'
_PACKAGE = re.compile(r"(?:[\w./-]+::)?(?P<name>[A-Za-z0-9_][A-Za-z0-9_.-]*)\s*(?:[=<>!~\[ ].*)?")
_BUILD = re.compile(r"[^=]+=[^=]+=[^=]+")
# Names of what is no package of Python's index, such as '_libgcc_mutex'.
_CONDAS_OWN = "_"


def is_environment(text: str) -> bool:
    """Return whether a text has the list that makes it a file of conda."""
    return re.search(r"^dependencies\s*:", text, re.MULTILINE) is not None


def read_environment(text: str, found: Findings) -> None:
    """Read the packages of conda, and those of pip in the list within it."""
    lines = list(_dependencies(text, found))
    depth = lines[0][1] if lines else 0
    own = [item for _, indent, item in lines if indent == depth and item != "pip:"]
    exported = bool(own) and all(_BUILD.fullmatch(item) for item in own)
    pip: list[str] = []
    for number, indent, item in lines:
        if indent > depth:
            pip += [""] * (number - len(pip) - 1) + [item]
        elif item not in ("pip:", "python", "pip"):
            _read_item(item, f"line {number}", found, is_direct=None if exported else True)
    read_requirements("\n".join(pip), found)


def _dependencies(text: str, found: Findings) -> Iterator[tuple[int, int, str]]:
    """Yield the items of the list of dependencies: line number, indentation and text."""
    is_inside = False
    for number, line in enumerate(found.lines(text), start=1):
        content = _COMMENT.sub("", line).rstrip()
        if not content.strip() or content in ("---", "..."):
            continue
        if section := _SECTION.fullmatch(content):
            is_inside = section["name"] == "dependencies"
            if is_inside and section["value"]:
                found.leave(content, f"line {number}")
        elif is_inside and (item := _ITEM.fullmatch(content)):
            yield number, len(item["indent"]), item["text"].strip().strip("'\"").strip()
        elif is_inside:
            found.leave(content, f"line {number}")


def _read_item(item: str, where: str, found: Findings, *, is_direct: bool | None) -> None:
    package = _PACKAGE.fullmatch(item)
    if package is None:
        found.leave(item, where)
    elif not package["name"].startswith(_CONDAS_OWN):
        name = package_name(package["name"])
        if name is None:
            found.leave(item, where)
        elif name not in ("python", "pip"):
            found.add(name, is_direct=is_direct)
