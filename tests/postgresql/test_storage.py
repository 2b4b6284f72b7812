"""Everything that touches the database, once more on a real PostgreSQL."""

import os
import re
import subprocess
import sys

import pytest

from tests.servers import postgresql


@pytest.fixture(scope="module")
def database_url():
    with postgresql() as url:
        yield url


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
