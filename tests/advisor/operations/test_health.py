import json

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from advisor.operations.health import state
from comparisons.models import Edition
from tests.catalogues import small_catalogue
from tests.pages.editions import add_edition


def raise_operational_error(*_):
    raise OperationalError("could not connect to db.internal as advisor:hush")


def test_all_parts_are_ok(published):
    assert state() == {"database": "ok", "migrations": "ok", "edition": "ok"}


def test_a_missing_edition_is_reported(db):
    assert state() == {"database": "ok", "migrations": "ok", "edition": "none is published"}


def test_missing_migrations_are_named(published):
    MigrationRecorder(connection).record_unapplied("advisor", "0002_roles")
    assert state()["migrations"] == "not applied: advisor.0002_roles"


def test_migrations_of_a_newer_version_are_ignored(published):
    MigrationRecorder(connection).record_applied("advisor", "9999_newer")
    assert state()["migrations"] == "ok"


def test_a_damaged_edition_is_reported(db):
    add_edition(1, small_catalogue())
    Edition.objects.update(digest="0" * 64)
    assert state()["edition"] == "Edition 1 does not match its digest."


def test_a_damaged_edition_is_reported_though_visitors_see_the_one_before(client, db, caplog):
    add_edition(1, small_catalogue())
    add_edition(2, small_catalogue())
    Edition.objects.filter(number=2).update(digest="0" * 64)
    for path in ("/", "/frameworks/", "/api/v1/frameworks", "/"):
        assert client.get(path).status_code == 200
    assert state()["edition"] == "Edition 2 does not match its digest. Visitors see edition 1."
    assert "ERROR" in {line.levelname for line in caplog.records}
    assert json.loads(client.get("/api/v1/frameworks").content)["edition"]["number"] == 1


def test_a_database_error_is_reported_without_its_message(published):
    with connection.execute_wrapper(raise_operational_error):
        assert state() == {"database": "does not answer"}


@pytest.mark.django_db(transaction=True)
def test_readiness_changes_with_the_first_edition(client):
    response = client.get("/readyz")
    assert (response.status_code, response["Content-Type"]) == (503, "application/json")
    assert json.loads(response.content)["ready"] is False
    add_edition(1, small_catalogue())
    for address in ("/readyz", "/readyz/visitors"):
        response = client.get(address)
        assert (response.status_code, json.loads(response.content)["ready"]) == (200, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/readyz/visitors"])
def test_probes_accept_any_host_over_plain_http_and_are_not_cached(client, settings, address):
    add_edition(1, small_catalogue())
    settings.SECURE_SSL_REDIRECT = True
    response = client.get(address, headers={"Host": "10.1.2.3:8000"})
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response
    assert not response.cookies
    assert client.head(address).status_code == 200


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/readyz/visitors"])
def test_probes_accept_only_get_and_head(client, address):
    response = client.post(address)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
