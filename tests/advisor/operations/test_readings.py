"""What Prometheus reads beside the counters: version, memory, last backup, refused requests."""

import platform
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from prometheus_client.parser import text_string_to_metric_families

from advisor.operations import readings
from advisor.operations.health import metrics_page
from advisor.version import VERSION

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    monkeypatch.setattr(readings._Known, "last_backup", None)


def samples(rf, name):
    """Return the samples of a metric as labels and value."""
    text = metrics_page(rf.get("/metrics")).content.decode()
    families = text_string_to_metric_families(text)
    return [(s.labels, s.value) for family in families for s in family.samples if s.name == name]


def test_the_version_is_a_metric(rf):
    assert samples(rf, "advisor_build_info") == [({"version": VERSION, "python": platform.python_version()}, 1)]


def test_memory_is_read_for_each_process(rf):
    [(labels, size)] = samples(rf, "advisor_process_memory_bytes")
    assert list(labels) == ["pid"]
    assert 10 * 2**20 < size < 2**34


def test_the_last_backup_is_known_once_there_is_one(rf, tmp_path):
    name = "advisor_last_backup_timestamp_seconds"
    assert samples(rf, name) == [({}, 0)]
    before = datetime.now(UTC).timestamp()
    call_command("backup", str(tmp_path / "first.gz"))
    [(_, first)] = samples(rf, name)
    assert before <= first <= datetime.now(UTC).timestamp()
    call_command("backup", "--verify", str(tmp_path / "first.gz"))
    assert samples(rf, name) == [({}, first)]
    call_command("backup", str(tmp_path / "second.gz"))
    [(_, second)] = samples(rf, name)
    assert second > first


def test_a_database_that_does_not_answer_leaves_the_last_backup_that_was_known(rf, monkeypatch, tmp_path):
    name = "advisor_last_backup_timestamp_seconds"

    class Away:
        def result(self):
            raise OperationalError("gone")

    call_command("backup", str(tmp_path / "first.gz"))
    known = samples(rf, name)
    monkeypatch.setattr(readings, "_read", Away())
    assert samples(rf, name) == known
    monkeypatch.setattr(readings._Known, "last_backup", None)
    assert samples(rf, name) == []


def test_a_backup_of_a_database_that_cannot_be_written_to_is_complete_all_the_same(tmp_path, capsys):
    with connection.execute_wrapper(_refuse_writes):
        call_command("backup", str(tmp_path / "backup.gz"))
    assert (tmp_path / "backup.gz").exists()
    assert "The backup is complete, but the metrics do not know of it: read-only" in capsys.readouterr().err


def _refuse_writes(execute, sql, params, many, context):
    if sql.startswith(("INSERT", "UPDATE")):
        raise OperationalError("read-only")
    return execute(sql, params, many, context)


REFUSALS = {
    "size": ("post", "/frameworks/", {"data": "x" * 20_000, "content_type": "text/plain"}, 413),
    "host": ("get", "/frameworks/", {"headers": {"Host": "other.example"}}, 400),
    "network": ("get", "/admin/login/", {}, 404),
}


@pytest.mark.parametrize("reason", REFUSALS)
def test_a_refused_request_is_counted_with_its_reason(rf, client, settings, published, reason):
    settings.ADMIN_NETWORKS = [ip_network("192.0.2.0/24")]
    method, address, more, status = REFUSALS[reason]

    def refused():
        return {labels["reason"]: value for labels, value in samples(rf, "advisor_refused_requests_total")}

    before = refused()
    assert getattr(client, method)(address, **more).status_code == status
    assert refused() == before | {reason: before[reason] + 1}
