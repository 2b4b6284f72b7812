"""What every test stands on: the environment that the settings read, and catalogues to try things on."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import django
import hypothesis
import pytest

# Before anything loads the settings. Whatever the caller's environment says wins.
if "STATE_DIR" not in os.environ:
    _state = TemporaryDirectory(prefix="advisor-tests-")
    os.environ["STATE_DIR"] = _state.name
if "SECRET_KEY_FILE" not in os.environ:
    os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("HTTPS", "off")
os.environ.setdefault("EDITION_SEEN_FOR", "0")
os.environ.setdefault("ADVICE_RATE", "0")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisor.settings")
django.setup()

# The same examples in every run: a test that fails has been broken by a change.
# More of them before a release: make test-deep. To look for new ones: pytest --hypothesis-profile=search
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, max_examples=50)
hypothesis.settings.register_profile("deep", derandomize=True, deadline=None, max_examples=250)
hypothesis.settings.register_profile("search", deadline=None, max_examples=1000)
hypothesis.settings.register_profile(
    "brief", derandomize=True, deadline=None, max_examples=20, phases=[hypothesis.Phase.generate]
)
hypothesis.settings.load_profile("steady")


def pytest_collection_modifyitems(items):
    """Begin with what takes longest, or one process does it while the others have nothing left to do."""
    items.sort(key=lambda item: "tests/postgresql/" not in item.nodeid)


@pytest.fixture(scope="session", autouse=True)
def plain_surroundings(tmp_path_factory):
    """Static files without collectstatic, and passwords that cost no time."""
    from django.test import override_settings

    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(
        STORAGES=storages,
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """SQLite in a file, as in production: in memory it knows neither WAL nor waiting for another writer."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture
def small():
    """A sound catalogue that one can hold in the head (tests/catalogues.py)."""
    from tests.catalogues import small_catalogue

    return small_catalogue()


@pytest.fixture
def published(db, small, rows_of_published):
    """The small catalogue in the working copy and published: edition 1, the same in every test of a process."""
    from comparisons.editions.store import current_edition, publish
    from comparisons.working_copy import write_catalogue
    from tests import snapshots

    if rows_of_published and snapshots.is_empty():
        snapshots.put_back(rows_of_published)
        return current_edition()
    is_first = snapshots.is_empty()
    write_catalogue(small)
    edition = publish(by=None, note="First")
    if is_first:
        rows_of_published.update(snapshots.taken())
    return edition


@pytest.fixture(scope="session")
def rows_of_published():
    """What the first test of this process left of the catalogue's tables (tests/snapshots.py); empty before that."""
    return {}


@pytest.fixture(scope="session")
def shipped():
    """The catalogue that is shipped."""
    from tests.pages.windows import shipped_catalogue

    return shipped_catalogue()


@pytest.fixture(scope="session")
def project():
    """The folder that holds manage.py."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture
def client():
    """A browser that asks the whole site, with nothing in its memory."""
    from tests.site_client import SiteClient

    return SiteClient()
