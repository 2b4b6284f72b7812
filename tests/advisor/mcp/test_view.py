"""/mcp over HTTP: methods, limits, other sites, and outages."""

import json
import subprocess
import sys

import pytest
from django.db import DatabaseError

from advisor.operations import metrics
from tests.pages.editions import add_edition
from tests.site_client import SiteClient

PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}


def post(client, message, **headers):
    return client.post("/mcp", json.dumps(message), content_type="application/json", headers=headers)


@pytest.fixture
def published(db, shipped):
    return add_edition(1, shipped)


def test_a_tool_is_called_and_links_lead_to_this_site(client, published):
    call = {"name": "explain_score", "arguments": {"framework": "django", "criterion": "admin"}}
    response = post(client, PING | {"method": "tools/call", "params": call})
    text = response.json()["result"]["content"][0]["text"]
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Page: http://testserver/criteria/admin/" in text
    assert not response.cookies


def test_recommendations_are_counted_as_advice(client, published):
    before = metrics.advice._value.get()
    for name, arguments in (("recommend", {}), ("recommend", {"x": 1}), ("questions", {})):
        post(client, PING | {"method": "tools/call", "params": {"name": name, "arguments": arguments}})
    assert metrics.advice._value.get() == before + 1


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "patch"])
def test_other_methods_are_refused_at_once(client, published, method):
    response = getattr(client, method)("/mcp")
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST, OPTIONS"
    if method == "get":
        assert "http://testserver/assistants/" in response.json()["error"]["message"]


def test_a_notification_gets_202_and_nothing_else(client, published):
    response = post(client, {"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert (response.status_code, response.content) == (202, b"")


def test_pages_of_other_sites_may_ask(client, published):
    response = client.options("/mcp", headers={"Origin": "https://other.example"})
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    assert "MCP-Protocol-Version" in response.headers["Access-Control-Allow-Headers"]
    assert post(client, PING).headers["Access-Control-Allow-Origin"] == "*"


def test_too_many_requests_get_an_error_of_the_protocol(published, settings):
    settings.ADVICE_RATE = 2
    client = SiteClient()
    statuses = [post(client, PING).status_code for _ in range(3)]
    refused = post(client, PING)
    assert statuses == [200, 200, 429]
    assert refused.json()["error"]["code"] == -32603
    assert int(refused.headers["Retry-After"]) > 0


def test_a_body_that_is_too_large_gets_an_error_of_the_protocol(client, published):
    response = post(client, PING | {"params": {"x": "x" * 3_000_000}})
    assert response.status_code == 413
    assert "larger" in response.json()["error"]["message"]


def test_before_the_first_edition_it_says_so(client, db):
    response = post(client, PING)
    assert response.status_code == 503
    assert "Nothing is published yet" in response.json()["error"]["message"]


def test_an_unknown_host_gets_an_error_of_the_protocol(client, published):
    response = post(client, PING, host="evil.example")
    assert response.status_code == 400
    assert "host name" in response.json()["error"]["message"]


def test_what_breaks_gets_an_error_of_the_protocol(client, published, monkeypatch):
    monkeypatch.setattr("advisor.mcp.views.current_edition_of", lambda request: 1 / 0)
    client.raise_request_exception = False
    response = post(client, PING)
    assert response.status_code == 500
    assert response.json()["error"]["code"] == -32603


def test_a_database_that_is_away_gets_503(client, published, monkeypatch):
    def away(request):
        raise DatabaseError("away")

    monkeypatch.setattr("advisor.mcp.views.current_edition_of", away)
    client.raise_request_exception = False
    assert post(client, PING).status_code == 503


def test_no_worker_loads_the_sdk(project):
    code = (
        "import advisor.wsgi, advisor.urls, sys; print([n for n in ('mcp', 'pydantic', 'anyio') if n in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
