"""PostgreSQL stops, hangs, recovers or is read-only, with a real server of several processes."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count

import psutil
import pytest

from advisor.version import VERSION
from tests.running_site import RunningSite, until

PAGES = ["/", "/frameworks/", "/compare/django-vs-flask/", "/advise/result/?build=site", "/editions/", "/criteria/"]


@pytest.fixture(scope="module")
def prepared(postgresql, tmp_path_factory):
    """A template database made by two replicas that started at the same time, and their output."""
    postgresql.psql("CREATE DATABASE prepared")
    site = RunningSite(tmp_path_factory.mktemp("prepared"), DATABASE_URL=postgresql.get_uri("prepared"))
    with ThreadPoolExecutor(2) as replicas:
        return list(replicas.map(site.manage, ["prepare"] * 2))


numbers = count(1)


@pytest.fixture
def site(postgresql, prepared, tmp_path):
    name = f"copy_{next(numbers)}"
    postgresql.psql(f"CREATE DATABASE {name} TEMPLATE prepared")
    (tmp_path / "static").mkdir()
    site = RunningSite(tmp_path, DATABASE_URL=postgresql.get_uri(name))
    site.database = name
    return site


@contextmanager
def away(postgresql):
    postgresql.stop()
    try:
        yield
    finally:
        postgresql.ensure_postgres_running()


@contextmanager
def hanging(postgresql):
    """Stop every process of the server, so that it accepts connections but never answers."""
    server = psutil.Process(postgresql.get_pid())
    processes = [server, *server.children(recursive=True)]
    for process in processes:
        process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            process.send_signal(signal.SIGCONT)


SERVED = {(page, 200) for page in PAGES}


def statuses(site):
    # Often enough to reach each process.
    return {(page, site.get(page)[0]) for page in PAGES for _ in range(3)}


def outage_lines(site):
    return [line for line in site.log() if line["message"].endswith("serving edition 1 from memory.")]


def test_visitors_are_served_while_the_database_is_down_or_hangs(postgresql, site):
    expected_lines = 0
    with site.serving():
        for trouble, size in ((away, "small"), (hanging, "medium")):
            with trouble(postgresql):
                expected_lines += 2  # each of the two processes logs it once
                until(lambda: statuses(site) == SERVED and len(outage_lines(site)) == expected_lines)  # noqa: B023
                # Old editions and pages that need the database fail without waiting for it.
                assert site.get(f"/advise/result/?edition=1&build=site&size={size}")[0] == 200
                assert [site.get("/admin/login/")[0] for _ in range(10)] == [503] * 10
                assert site.ready()["database"].startswith("does not answer")
                assert site.ready("/readyz/visitors") == {"ready": True, "version": VERSION, "edition": "ok"}
                assert site.get("/healthz")[0] == 200
                assert site.metrics()["advisor_database_away"] == 1
            until(lambda: site.ready()["ready"])
            until(lambda: statuses(site) == SERVED and site.metrics()["advisor_database_away"] == 0)
    assert len(outage_lines(site)) == expected_lines
    assert site.has_logged("The database answers again.")


def test_replicas_started_together_migrate_and_publish_once(prepared):
    assert sorted("Edition 1 published" in output for output in prepared) == [False, True]
    assert sorted("Editor's login" in output for output in prepared) == [False, True]


def test_a_site_started_before_its_database_serves_once_it_is_up(postgresql, site):
    with away(postgresql):
        assert "The database cannot be reached" in site.manage("prepare", "--wait", "0", code=os.EX_TEMPFAIL)
        with site.serving():
            assert (site.get("/")[0], site.ready()) == (
                503,
                {"ready": False, "version": VERSION, "database": "does not answer"},
            )
            postgresql.ensure_postgres_running()
            until(lambda: site.status("/") == 200 and site.ready()["ready"])


def test_a_site_starts_and_serves_on_a_read_only_database(postgresql, site):
    postgresql.psql(f"ALTER DATABASE {site.database} SET default_transaction_read_only = on")
    site.manage("prepare")
    with site.serving():
        assert statuses(site) == SERVED
        assert site.ready()["ready"] is True


def test_a_process_killed_while_publishing_has_published_nothing(site):
    site.is_killed_while_publishing()


def test_a_backup_can_be_restored_to_sqlite_and_back_while_the_site_runs(site, tmp_path):
    (tmp_path / "other").mkdir()
    other = RunningSite(tmp_path / "other")
    before = site.backup("backup")
    other.manage("migrate", "--verbosity", "0")
    other.manage("restore", str(site.home / "backup"))
    assert other.backup("backup") == before
    with site.serving():
        site.publishes()
        until(lambda: "All the way" in site.get("/frameworks/django/")[2])
        site.manage("restore", str(other.home / "backup"), "--overwrite")
        until(lambda: "All the way" not in site.get("/frameworks/django/")[2], seconds=10)
        assert site.ready()["ready"] is True
    assert site.backup("again") == before


def test_the_database_password_is_never_logged(site):
    site.environment["DATABASE_URL"] = "postgres://advisor:hush-hush@127.0.0.1:9/advisor"
    assert "hush" not in site.manage("prepare", "--wait", "0", code=os.EX_TEMPFAIL)
    with site.serving():
        assert site.get("/")[0] == 503
    assert "hush" not in (site.home / "log").read_text()


@pytest.mark.parametrize(("there", "refused"), [("//postgres:", "//nobody:"), ("/postgres?", "/nowhere?")])
def test_a_database_that_refuses_the_login_is_not_waited_for(postgresql, tmp_path, there, refused):
    address = postgresql.get_uri("postgres")
    assert there in address
    site = RunningSite(tmp_path, DATABASE_URL=address.replace(there, refused))
    assert "The database refuses this login" in site.manage("prepare", code=1)
