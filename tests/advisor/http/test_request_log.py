"""The request log has one line for each response, without personal data."""

import json
import logging
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.urls import include, path
from prometheus_client import REGISTRY

from advisor.operations.logs import JsonLines
from tests.advisor.accounts.conftest import PASSWORD
from tests.site_client import SiteClient


def broken(request):
    raise RuntimeError("this view is broken")


urlpatterns = [path("broken/", broken), path("", include("advisor.urls"))]
handler500 = "advisor.http.errors.broken"


@pytest.fixture
def lines():
    """Return a function that returns all lines logged so far, in the format of production."""
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def fields_of(line):
    return {name: line[name] for name in ("message", "method", "route", "status", "bytes", "edition", "from")}


def test_each_response_is_logged_on_one_line(client, published, lines):
    response = client.get("/frameworks/?q=alder")
    [line] = lines()
    assert line["logger"] == "advisor.http.request_log"
    assert line["request"] == response["X-Request-ID"]
    assert line["ms"] > 0
    assert fields_of(line) == {
        "message": "/frameworks/",
        "method": "GET",
        "route": "comparisons:frameworks",
        "status": 200,
        "bytes": len(response.content),
        "edition": 1,
        "from": "made",
    }


@pytest.mark.parametrize(
    ("method", "address", "headers", "expected"),
    [
        ("get", "/frameworks/", {}, ("comparisons:frameworks", 200, "memory")),
        ("get", "/frameworks/", {"If-None-Match": "{etag}"}, ("comparisons:frameworks", 304, "unchanged")),
        ("head", "/frameworks/", {}, ("comparisons:frameworks", 200, "memory")),
        ("post", "/frameworks/", {}, ("comparisons:frameworks", 405, "")),
        ("get", "/frameworks", {}, ("none", 301, "made")),
        ("get", "/nothing/such/", {}, ("none", 404, "made")),
        ("get", "/static/nothing.css", {}, ("static", 404, "")),
        ("get", "/admin/", {}, ("admin:index", 302, "")),
        ("get", "/healthz", {}, ("probe", 200, "")),
    ],
)
def test_each_response_is_logged_by_its_route(client, published, lines, method, address, headers, expected):
    etag = client.get("/frameworks/")["ETag"]
    getattr(client, method)(address, headers={name: value.format(etag=etag) for name, value in headers.items()})
    line = lines()[-1]
    assert (line["route"], line["status"], line["from"]) == expected
    assert (line["bytes"] > 0) == (method != "head" and line["status"] in (200, 404))


def test_query_strings_and_client_addresses_are_not_logged(client, published, lines):
    client.get(
        "/advise/together/?1=Ada-Lovelace&1.build=site",
        headers={"Cookie": "sessionid=hush-hush", "User-Agent": "Odd/1", "Referer": "https://from.example/"},
        REMOTE_ADDR="192.0.2.77",
    )
    log = json.dumps(lines())
    assert "together" in log
    for secret in ("Ada", "build=", "hush", "Odd/1", "from.example", "192.0.2.77"):
        assert secret not in log


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "with blank 1234", "line\nbreak-1234", "<script>-1234"])
def test_a_malformed_request_id_is_replaced(published, settings, given):
    settings.TRUSTED_PROXY = True
    response = SiteClient().get("/", headers={"X-Request-ID": given})
    assert response["X-Request-ID"] != given
    assert len(response["X-Request-ID"]) == 16


@pytest.mark.parametrize("trusted", [True, False])
def test_a_request_id_is_accepted_from_a_trusted_proxy_only(published, settings, lines, trusted):
    settings.TRUSTED_PROXY = trusted
    response = SiteClient().get("/", headers={"X-Request-ID": "from-the-proxy.1"})
    assert (response["X-Request-ID"] == "from-the-proxy.1") == trusted
    assert lines()[-1]["request"] == response["X-Request-ID"]


def test_a_failed_login_logs_no_password(client, db, lines):
    User.objects.create_superuser("ann", password=PASSWORD)
    form = {"username": "ann", "password": "My-Secret-Guess", "code": "123456"}
    before = REGISTRY.get_sample_value("advisor_logins_total", {"outcome": "failed"}) or 0
    client.post("/admin/login/", form)
    client.post("/admin/login/", form | {"username": "My-Secret-Guess"})
    assert REGISTRY.get_sample_value("advisor_logins_total", {"outcome": "failed"}) == before + 2
    assert [line["message"] for line in lines() if line["logger"] == "advisor.security"] == [
        "login of 'ann' from 127.0.0.1 failed",
        "login of an unknown name from 127.0.0.1 failed",
    ]
    log = json.dumps(lines())
    assert "Secret" not in log
    assert "123456" not in log


def test_an_exception_in_a_view_logs_its_traceback_without_secrets(db, settings, lines):
    settings.ROOT_URLCONF = "tests.advisor.http.test_request_log"
    client = SiteClient(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("ann", password=PASSWORD))
    response = client.get("/broken/?build=site")
    assert response.status_code == 500
    broke, answered = lines()
    assert broke["traceback"].endswith("RuntimeError: this view is broken")
    assert broke["request"] == answered["request"] == response["X-Request-ID"]
    log = json.dumps(lines())
    for secret in (settings.SECRET_KEY, client.cookies["sessionid"].value, "build=", PASSWORD):
        assert secret not in log
