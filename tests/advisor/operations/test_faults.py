"""Database faults: visitors are not affected, editors get an error, nothing is lost, and the site recovers."""

import re
import sqlite3
from contextlib import closing, contextmanager

import pytest
from django.contrib.auth.models import User
from django.db import connection

from advisor.version import VERSION
from comparisons.editions.publishing import publish
from comparisons.editions.store import editions
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.advisor.accounts.conftest import PASSWORD
from tests.catalogues import small_catalogue, with_score
from tests.comparisons.admin.browser import form_of
from tests.running_site import until
from tests.site_client import SiteClient

PAGES = ["/", "/frameworks/", "/compare/alder-vs-birch/", "/advise/result/?build=site", "/editions/", "/editions/1/"]
CHANGED = with_score(small_catalogue(), "alder", "admin", value=1.0)


def execute(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def full():
    """Simulate a full disk: SQLite may not add pages."""
    execute("VACUUM", "PRAGMA max_page_count = 1")
    yield
    execute("PRAGMA max_page_count = 1000000")


@contextmanager
def read_only():
    if connection.vendor == "postgresql":
        execute("SET default_transaction_read_only = on")
        yield
        execute("SET default_transaction_read_only = off")
    else:
        execute("PRAGMA query_only = on")
        yield
        execute("PRAGMA query_only = off")


@contextmanager
def locked():
    """Another program locks the file for longer than our timeout."""
    execute("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")
        yield
        another.execute("ROLLBACK")
    execute("PRAGMA busy_timeout = 5000")


TROUBLES = [read_only, locked, full]


@pytest.fixture(params=TROUBLES, ids=[trouble.__name__ for trouble in TROUBLES])
def trouble(request):
    if request.param is not read_only and connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    return request.param


@pytest.fixture
def ann():
    write_catalogue(small_catalogue())
    publish(by=None)
    write_catalogue(CHANGED)
    return User.objects.create_superuser("ann", password=PASSWORD)


@pytest.mark.django_db(transaction=True)
def test_visitors_are_served_and_an_editor_gets_an_error_and_loses_nothing(ann, trouble):
    browser = SiteClient(raise_request_exception=False)
    browser.force_login(ann)
    form = {**form_of(browser.get("/admin/changes/"), "changes"), "note": "Second"}
    with trouble():
        assert [SiteClient().get(page).status_code for page in PAGES] == [200] * len(PAGES)
        assert browser.get("/admin/").status_code == 200
        refused = browser.post("/admin/publish/", form)
        assert (refused.status_code, refused["Retry-After"]) == (503, "30")
        assert re.search("<h1>(.*)</h1>", refused.content.decode())[1] == "We could not save this right now"
        assert "no-store" in refused["Cache-Control"]
    assert [row.number for row in editions()] == [1]
    assert read_catalogue() == CHANGED
    assert browser.post("/admin/publish/", form).status_code == 302
    assert [row.number for row in editions()] == [2, 1]


@pytest.mark.django_db(transaction=True)
def test_logins_fail_during_a_fault_and_work_afterwards(ann):
    form = {"username": "ann", "password": PASSWORD}
    with read_only():
        refused = SiteClient(raise_request_exception=False).post("/admin/login/", form)
        assert refused.status_code == 503
        assert PASSWORD not in refused.content.decode()
    assert SiteClient().post("/admin/login/", form).status_code == 302


# Real processes


def test_a_site_that_starts_without_its_database_waits_for_it(site):
    there = site.home / "there" / "advisor.sqlite3"
    site.environment["DATABASE_URL"] = f"sqlite:///{there}"
    output = site.manage("prepare", code=75)
    assert "CommandError: The database cannot be reached: unable to open database file" in output
    with site.serving():
        assert site.ready() == {"ready": False, "version": VERSION, "database": "does not answer"}
        assert site.ready("/readyz/visitors")["ready"] is False
        status, headers, body = site.get("/frameworks/")
        assert (status, headers["Retry-After"]) == (503, "30")
        assert "We cannot show this page right now" in body
        assert site.has_logged("The database does not answer: visitors get status 503 until it does.")
        assert site.status("/admin/login/") == 503
        assert site.has_logged("The database does not answer, and editors get status 503: unable to open database file")
        loud = {line["message"] for line in site.log() if line["level"] in ("ERROR", "CRITICAL")}
        assert all(message.startswith("The database does not answer: visitors get status 503") for message in loud)
        there.parent.mkdir()
        (site.home / "advisor.sqlite3").rename(there)
        until(lambda: site.status("/frameworks/") == 200)
        until(lambda: site.ready()["ready"])


def test_a_site_starts_on_a_read_only_database(site):
    site.environment["DATABASE_URL"] = f"sqlite:///file:{site.home}/advisor.sqlite3%3Fmode=ro?uri=true"
    assert "Error" not in site.manage("prepare")
    with site.serving():
        assert site.get("/frameworks/")[0] == 200
        assert site.ready()["ready"] is True


def test_a_failed_migration_changes_nothing_and_the_site_keeps_running(site):
    with site.serving():
        site.environment["DJANGO_SETTINGS_MODULE"] = "tests.advisor.operations.next_release.settings"
        assert "RuntimeError: this migration is broken" in site.manage("prepare", code=1)
        with closing(sqlite3.connect(site.home / "advisor.sqlite3")) as database:
            assert not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'next_release_half'").fetchall()
        assert site.get("/frameworks/")[0] == 200
        assert site.ready()["ready"] is True
    with site.serving():
        assert site.ready()["migrations"] == "not applied: next_release.0001_half_done"
        assert site.get("/frameworks/")[0] == 200


def test_a_process_killed_while_publishing_has_published_nothing(site):
    site.is_killed_while_publishing()
