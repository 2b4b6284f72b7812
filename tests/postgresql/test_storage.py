"""All tests that use the database, on PostgreSQL, but for those marked as the same on any database."""

import os
import re
import subprocess
import sys


def test_all_database_tests_pass_on_postgresql(postgresql, project):
    run = subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-m",
                "django_db and not any_database",
                "--hypothesis-profile=brief",
            ),
            *("tests/comparisons", "tests/advisor"),
        ],
        cwd=project,
        env=os.environ | {"DATABASE_URL": postgresql.get_uri()},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert run.returncode == 0, run.stdout[-5000:] + run.stderr[-2000:]
    passed = re.search(r"(\d+) passed", run.stdout)
    assert passed
    assert int(passed[1]) > 50
