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
    # No process has the database open, so copying the file is safe.
    shutil.copy(prepared / "advisor.sqlite3", tmp_path)
    (tmp_path / "static").mkdir()
    return RunningSite(tmp_path)
