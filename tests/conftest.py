"""Fixtures for all tests, and the environment variables that the settings read."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import django
import hypothesis
import pytest

# Set before the settings are loaded. Variables that are set already are kept.
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

# The same examples in every run, so that a failure means that a change broke the test. `make test-deep` runs more of
# them, before a release; `pytest --hypothesis-profile=search` looks for new ones.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, max_examples=25)
hypothesis.settings.register_profile("deep", derandomize=True, deadline=None, max_examples=250)
hypothesis.settings.register_profile("search", deadline=None, max_examples=1000)
hypothesis.settings.register_profile(
    "brief", derandomize=True, deadline=None, max_examples=16, phases=[hypothesis.Phase.generate]
)
hypothesis.settings.load_profile("steady")


def pytest_collection_modifyitems(items):
    """Run the slowest tests first, so that no process is still running them after the others have finished."""
    items.sort(key=lambda item: "tests/postgresql/" not in item.nodeid)


@pytest.fixture(scope="session", autouse=True)
def fast_settings(tmp_path_factory):
    """Static files without collectstatic, and a fast password hasher."""
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


@pytest.fixture(scope="session", autouse=True)
def contexts_of_pages(django_test_environment):
    """Record the contexts of whole templates for `response.context`, not those of the thousands that they include."""
    from django.template import Template
    from django.test.signals import template_rendered

    def render(self, context):
        if context.template is self:
            template_rendered.send(sender=self, template=self, context=context)
        return self.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """SQLite in a file, as in production. In memory it has no WAL and does not wait for other writers."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def no_known_damage():
    """Forget editions that other tests damaged."""
    from comparisons.editions import current

    current._aside.clear()


@pytest.fixture
def small():
    """A small catalogue without errors (tests/catalogues.py)."""
    from tests.catalogues import small_catalogue

    return small_catalogue()


@pytest.fixture
def published(db, small):
    """The small catalogue in the working copy, and published as edition 1, the same in every test of a process."""
    from comparisons.editions.publishing import publish
    from comparisons.editions.store import current_edition
    from comparisons.working_copy import write_catalogue
    from tests import snapshots

    def make():
        write_catalogue(small)
        publish(by=None, note="First")

    snapshots.once("small, published", make)
    return current_edition()


@pytest.fixture
def shipped_copy(db, shipped):
    """The shipped catalogue in the working copy, without an edition."""
    from comparisons.working_copy import write_catalogue
    from tests import snapshots

    snapshots.once("shipped", lambda: write_catalogue(shipped))


@pytest.fixture(scope="session")
def shipped():
    """The shipped catalogue."""
    from tests.pages.editions import shipped_catalogue

    return shipped_catalogue()


@pytest.fixture(scope="session")
def project():
    """The folder that holds manage.py."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture
def client():
    """A test client for the whole site, with an empty response cache."""
    from tests.site_client import SiteClient

    return SiteClient()


@pytest.fixture
def lab_results(tmp_path, monkeypatch):
    """Ship results of Flask, FastAPI and NiceGUI that are made for tests. Returns their folder."""
    from comparisons.measurements import results
    from tests.lab.results import result_of, write_results

    folder = write_results(tmp_path / "results", *(result_of(slug) for slug in ("fastapi", "flask", "nicegui")))
    monkeypatch.setattr(results, "RESULTS", folder)
    results.shipped_results.cache_clear()
    yield folder
    results.shipped_results.cache_clear()
