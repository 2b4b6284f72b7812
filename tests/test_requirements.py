"""Requirements are pinned with hashes, and runtime packages have accepted licences. No network access is needed."""

import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

# Licences that anybody who runs the site can accept. The LGPL of psycopg only requires that it stays a package apart.
FIT = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "LGPL-3.0-only",
    "MIT",
    "PSF-2.0",
    "Unlicense",
    "Zlib",
}
BY_CLASSIFIER = {"Apache Software License": "Apache-2.0", "BSD License": "BSD-3-Clause", "MIT License": "MIT"}
# Packages that declare their licence only in a file.
BY_HAND = {"resvg-py": "MIT"}

REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9-]+)(\[[a-z,]+\])?==(?P<version>[^ ;]+)")


def requirements(project, name):
    """Return each requirement with its continuation lines."""
    text = (project / "requirements" / name).read_text()
    return re.findall(r"^[^\s#].*(?:\n .*)*", text, re.MULTILINE)


def licences(name):
    """Return the licences that a package declares."""
    fields = metadata(name)
    if expression := fields["License-Expression"]:
        return set(re.split(r" (?:AND|OR) ", expression))
    kinds = [line.split(" :: ")[-1] for line in fields.get_all("Classifier", []) if line.startswith("License ::")]
    return {BY_CLASSIFIER.get(kind, kind) for kind in kinds} or {fields["License"] or BY_HAND.get(name, "unknown")}


@pytest.mark.parametrize("name", ["runtime.txt", "mcp.txt", "development.txt"])
def test_every_requirement_is_pinned_and_has_hashes(project, name):
    found = requirements(project, name)
    assert len(found) > 10
    for requirement in found:
        assert REQUIREMENT.match(requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


@pytest.mark.parametrize(
    "name", ["runtime.in", "runtime.txt", "mcp.in", "mcp.txt", "development.in", "development.txt"]
)
def test_no_requirement_names_an_index(project, name):
    assert "://" not in (project / "requirements" / name).read_text()
    assert "index-url" not in (project / "requirements" / name).read_text()


def test_development_has_the_same_versions_as_production(project):
    def pins(name):
        return {
            REQUIREMENT.match(each)["name"]: REQUIREMENT.match(each)["version"] for each in requirements(project, name)
        }

    assert pins("runtime.txt").items() <= pins("mcp.txt").items() <= pins("development.txt").items()


def test_every_runtime_package_has_an_accepted_licence(project):
    found_licences = {}
    for requirement in requirements(project, "runtime.txt"):
        name = REQUIREMENT.match(requirement)["name"]
        try:
            found_licences[name] = licences(name)
        except PackageNotFoundError:
            assert ";" in requirement.split("\\")[0], f"{name} is for every machine, and not installed"
    assert len(found_licences) > 10
    assert {name: found for name, found in found_licences.items() if not found <= FIT} == {}
