"""The image has all files that the site reads, and of the lab no others."""

import re
from fnmatch import fnmatch
from pathlib import PurePosixPath

import pytest

from comparisons.admin.manual.text import MANUAL
from lab.application import APPLICATIONS
from lab.probes.listing import HERE as PROBES
from lab.results import RESULTS
from tests.test_imports import MODULES, imports, is_in


@pytest.fixture(scope="module")
def copied(project):
    """Return the paths that the Dockerfile copies from the project."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", (project / "Dockerfile").read_text(), re.MULTILINE)
    return {path for line in lines for path in line.split()[:-1]}


@pytest.fixture(scope="module")
def sent(project):
    """Return the patterns of what is sent to the builder."""
    lines = (project / ".dockerignore").read_text().splitlines()
    return {line.removeprefix("!") for line in lines if line.startswith("!")}


def is_within(path, *places):
    return any(fnmatch(str(part), place) for place in places for part in (path, *path.parents))


def modules_of_the_lab(project):
    """Return the files of the lab that the site imports, also those that these import."""
    found, pending = set(), [path.read_text() for path in MODULES.values()]
    while pending:
        for name in imports(pending.pop()):
            for part in [".".join(name.split(".")[:depth]) for depth in range(1, name.count(".") + 2)]:
                place = part.replace(".", "/")
                file = next((f for f in (f"{place}.py", f"{place}/__init__.py") if (project / f).is_file()), None)
                if is_in(part, "lab") and file and file not in found:
                    found.add(file)
                    pending.append((project / file).read_text())
    return found


def test_every_module_of_the_lab_that_the_site_imports_is_copied_and_no_other(copied, project):
    of_lab = {path for path in copied if path.startswith("lab/") and path.endswith(".py")}
    assert of_lab == modules_of_the_lab(project)


def test_all_that_the_site_reads_of_the_lab_is_copied(copied, project):
    for place in (APPLICATIONS, RESULTS, PROBES / "probes.toml"):
        assert is_within(PurePosixPath(place.relative_to(project).as_posix()), *copied), place


def test_everything_that_is_copied_exists_and_is_sent_to_the_builder(copied, sent, project):
    for path in copied:
        assert (project / path).exists(), path
        assert is_within(PurePosixPath(path), *sent), path


def test_nothing_is_sent_that_is_not_copied(copied, sent):
    assert {path for path in sent if not is_within(PurePosixPath(path), *copied) and path != "requirements"} == set()


def test_the_image_has_the_manual_that_editors_read(project, copied, sent):
    manual = str(MANUAL.relative_to(project))
    assert manual in copied
    assert manual in sent
