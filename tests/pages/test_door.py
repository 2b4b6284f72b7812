"""Above Django, whoever asks again gets what Django sent: the same status, headers and bytes, and the same line."""

import io
import json
import logging
from urllib.parse import quote

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, close_old_connections
from msgspec.structs import replace
from prometheus_client import REGISTRY

from advisor import door
from advisor.caching import CURRENT, PINNED
from advisor.door import Door
from advisor.operations.logs import JsonLines
from tests.pages.windows import show

ADDRESSES = [
    "/",
    "/compare/django-vs-flask/",
    "/compare/django-vs-flask/embed/",
    "/compare/django-vs-flask/feed.atom",
    "/frameworks/django/badge.svg",
    "/advise/result/?build=site",
    "/advise/result/?edition=1&build=site",
    "/advise/result.json?build=site",
    "/advise/result.png?build=site",
    "/api/v1/frameworks/flask",
    "/sitemap.xml",
]
# What eight people answered; their names alone make it long.
LONG = "/advise/together/?" + "&".join(f"{n}={quote('Ä' * 30)}{n}&{n}.build=site" for n in range(1, 9))
HEADERS = [{}, {"HTTP_ACCEPT_ENCODING": "gzip, br"}, {"HTTP_COOKIE": "sessionid=anything"}]


class Counted:
    """Django, and how often it was asked."""

    def __init__(self):
        self.django = get_wsgi_application()
        self.asked = 0

    def __call__(self, environ, start_response):
        self.asked += 1
        return self.django(environ, start_response)


@pytest.fixture
def counted():
    return Counted()


@pytest.fixture
def site(counted):
    """Return what the site answers: status, headers, body, and how often Django was asked for it."""
    application = Door(counted)

    def ask(address, **headers):
        before = counted.asked
        return *answer(application, address, **headers), counted.asked - before

    ask.door = application
    # As Django's test client does: the connection of a test stays open from one request to the next.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield ask
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def answer(application, address, **headers):
    """Return status, headers and body of what a WSGI application answers."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "REMOTE_ADDR": "192.0.2.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    } | headers
    sent = []
    response = application(environ, lambda status, headers, exc_info=None: sent.append((status, headers)))
    body = b"".join(response)
    if hasattr(response, "close"):
        response.close()
    [(status, pairs)] = sent
    assert [name for name, _ in pairs].count("X-Request-ID") == 1
    return status, sorted(pair for pair in pairs if pair[0] != "X-Request-ID"), body


@pytest.mark.parametrize("headers", HEADERS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_third_answer_is_the_second_and_django_is_not_asked(shop_window, site, address, headers):
    assert site(address, **headers)[-1] == 1
    second = site(address, **headers)
    third = site(address, **headers)
    assert (second[0], second[-1], third[-1]) == ("200 OK", 1, 0)
    assert third[:-1] == second[:-1]


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_has_the_page_hears_the_same_from_either(shop_window, site, address):
    site(address)
    tag = dict(site(address)[1])["ETag"]
    first, second = site(address, HTTP_IF_NONE_MATCH=tag), site(address, HTTP_IF_NONE_MATCH=f'"other", W/{tag}')
    assert (first[0], first[2], first[-1], second[-1]) == ("304 Not Modified", b"", 1, 0)
    assert second[:-1] == first[:-1]
    assert site(address, HTTP_IF_NONE_MATCH='"other"')[0] == "200 OK"


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("/frameworks/django/", {"REQUEST_METHOD": "HEAD"}, "200 OK"),
        ("/frameworks/django/", {"REQUEST_METHOD": "POST"}, "403 Forbidden"),
        ("/frameworks/django/", {"HTTP_HOST": "elsewhere.example"}, "400 Bad Request"),
        ("/frameworks/django/?q=1", {}, "200 OK"),
        ("/frameworks/django/", {"HTTP_ACCEPT_ENCODING": "br"}, "200 OK"),
        ("/frameworks/django/", {"HTTP_X_FORWARDED_PROTO": "https"}, "200 OK"),
        ("/frameworks/flask/", {}, "200 OK"),
        (LONG, {}, "200 OK"),
        ("/frameworks/nothing/", {}, "404 Not Found"),
        ("/admin/", {}, "302 Found"),
        ("/healthz", {}, "200 OK"),
    ],
)
def test_whatever_else_is_asked_goes_to_django(shop_window, site, address, headers, status):
    for _ in range(3):
        site("/frameworks/django/")
        site(LONG)
    found = site(address, **headers)
    assert (found[0], found[-1]) == (status, 1)


def test_a_new_edition_is_asked_of_django(shop_window, site, shipped):
    address = "/compare/django-vs-flask/"
    for _ in range(3):
        before = site(address)
    show(2, replace(shipped, claims=()))
    after = site(address)
    assert (before[-1], after[-1]) == (0, 1)
    assert dict(after[1])["ETag"] != dict(before[1])["ETag"]


def test_an_answer_that_was_dropped_for_others_is_made_again(shop_window, site, settings):
    settings.PAGE_CACHE_BYTES = 600_000
    site.door.application = small = Counted()
    for _ in range(3):
        first = site("/compare/django-vs-flask/")
    for _ in range(3):
        site("/compare/flask-vs-tornado/")
    before = small.asked
    assert site("/compare/django-vs-flask/")[:3] == first[:3]
    assert small.asked == before + 1


def test_whoever_has_a_page_that_was_dropped_still_hears_that_it_holds(shop_window, site, settings):
    """What was dropped is held for a moment, even if it could be for ever; once it is back, as before."""
    settings.PAGE_CACHE_BYTES = 120_000
    site.door.application = small = Counted()
    pinned = "/advise/result.json?edition=1&build=site"
    tag = dict(site(pinned)[1])["ETag"]

    def heard():
        """Return how long the page is held and how often Django has been asked for it, for two who have it."""
        before, found = small.asked, []
        for _ in range(2):
            status, headers, *_ = site(pinned, HTTP_IF_NONE_MATCH=tag)
            found.append((status, dict(headers)["Cache-Control"], small.asked - before))
        return found

    assert heard() == [("304 Not Modified", PINNED, 1)] * 2
    for path in ("/advise/result.json?build=site", "/api/v1/frameworks/flask", "/api/v1/frameworks/django"):
        site(path)
    assert heard() == [("304 Not Modified", CURRENT, 1)] * 2
    site(pinned)
    assert heard() == [("304 Not Modified", PINNED, 1)] * 2


def test_it_holds_a_bounded_number_of_addresses(shop_window, site, monkeypatch):
    monkeypatch.setattr(door, "_MOST", 3)
    for slug in ("django", "flask", "tornado", "falcon"):
        for _ in range(2):
            site(f"/frameworks/{slug}/")
    assert len(site.door.known) == 1
    assert site("/frameworks/falcon/")[-1] == 0


def test_while_the_database_fails_before_anything_was_seen_django_says_so(shop_window, site, monkeypatch):
    def fails():
        raise DatabaseError("away")

    for _ in range(3):
        site("/frameworks/django/")
    monkeypatch.setattr(door, "current_name", fails)
    assert site("/frameworks/django/")[-1] == 1


@pytest.mark.parametrize("tagged", [False, True])
def test_the_log_and_the_numbers_hear_the_same(shop_window, site, settings, tagged):
    settings.METRICS_ON = ("127.0.0.1", 9464)
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    labels = {"route": "comparisons:framework", "method": "GET", "status": "304" if tagged else "200"}
    counted = []
    try:
        site("/frameworks/django/")
        tag = dict(site("/frameworks/django/")[1])["ETag"] if tagged else '"other"'
        for _ in range(2):
            before = REGISTRY.get_sample_value("advisor_requests_total", labels) or 0
            asked = site("/frameworks/django/", HTTP_IF_NONE_MATCH=tag)[-1]
            counted.append((asked, REGISTRY.get_sample_value("advisor_requests_total", labels) - before))
    finally:
        logging.getLogger().removeHandler(handler)
    from_django, from_door = [json.loads(line) for line in out.getvalue().splitlines()][-2:]
    assert counted == [(1, 1), (0, 1)]
    own = {"time", "ms", "request"}
    assert {k: v for k, v in from_door.items() if k not in own} == {
        k: v for k, v in from_django.items() if k not in own
    }
    assert from_door["request"] != from_django["request"]
