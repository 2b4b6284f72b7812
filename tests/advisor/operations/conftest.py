import re
import shutil

import pytest

from tests.running_site import RunningSite


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """The state directory of a site after its first start: edition 1 and a login."""
    home = tmp_path_factory.mktemp("prepared")
    RunningSite(home).manage("prepare")
    return home


@pytest.fixture
def site(prepared, tmp_path):
    """A site on a copy of the prepared state, not started yet."""
    return copied(prepared, tmp_path)


@pytest.fixture(scope="session")
def running(prepared, tmp_path_factory, project):
    """A site that serves with two processes and the image's memory setting. Tests leave it as it was."""
    site = copied(prepared, tmp_path_factory.mktemp("running"))
    [site.environment["MALLOC_ARENA_MAX"]] = re.findall(r"MALLOC_ARENA_MAX=(\w+)", (project / "Dockerfile").read_text())
    with site.serving():
        yield site


def copied(prepared, home):
    # No process has the database open, so copying the file is safe.
    shutil.copy(prepared / "advisor.sqlite3", home)
    (home / "static").mkdir()
    return RunningSite(home)
