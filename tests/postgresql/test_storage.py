"""All tests that use the database, on PostgreSQL."""

import os
import re
import subprocess
import sys

PERMISSIONS = "tests/advisor/accounts/test_permissions.py::test_each_role_gets_what_the_table_says_and_nothing_else"


def test_all_database_tests_pass_on_postgresql(postgresql, project):
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-m", "django_db", "--hypothesis-profile=brief"),
            *("tests/comparisons", "tests/advisor"),
            # What these test of forms and of the number of queries is the same on every database.
            *("--ignore=tests/comparisons/admin/test_forms.py", "--ignore=tests/comparisons/admin/test_queries.py"),
            # All pages of the admin are requested by a superuser; refusing other users takes no further queries.
            *(f"--deselect={PERMISSIONS}[{role}-" for role in ("anonymous", "staff", "Editor", "Publisher", "Admin")),
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
