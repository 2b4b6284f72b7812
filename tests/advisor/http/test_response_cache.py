"""The response cache: pages are rendered once, then served from memory or with 304. It is bounded and never stale."""

import gzip
import io
import json
import logging
from urllib.parse import quote

import brotli
import pytest
from django.test import RequestFactory, override_settings
from msgspec.structs import replace

from advisor.http.response_cache import CURRENT, ResponseCache, preferred_coding
from advisor.operations.logs import JsonLines
from comparisons.editions import current
from comparisons.editions.current import forget_current_name
from comparisons.editions.publishing import publish
from comparisons.views.decorators import PINNED
from comparisons.working_copy import write_catalogue
from tests.pages.editions import add_edition
from tests.site_client import SiteClient

ADDRESSES = [
    "/",
    "/frameworks/django/",
    "/compare/django-vs-flask/",
    "/compare/django-vs-flask/embed/",
    "/compare/django-vs-flask/feed.atom",
    "/frameworks/django/badge.svg",
    "/advise/build/",
    "/advise/result/?build=site",
    "/advise/result/?edition=1&build=site",
    "/advise/result.json?build=site",
    "/advise/result.png?build=site",
    "/api/v1/frameworks/flask",
    "/sitemap.xml",
]
# The answers of eight people with long names.
LONG = "/advise/together/?" + "&".join(f"{n}={quote('Ä' * 30)}{n}&{n}.build=site" for n in range(1, 9))


@pytest.fixture
def fetch(client):
    """Return a function that requests a URL and returns the response and the number of requests that reached Django."""

    def ask(address, **headers):
        before = client.handler.django.requests
        return client.get(address, **headers), client.handler.django.requests - before

    return ask


def content_of(response):
    """Return status, headers and body, without the request id."""
    headers = {name: value for name, value in response.items() if name != "X-Request-ID"}
    return response.status_code, headers, response.content


@pytest.mark.parametrize("headers", [{}, {"HTTP_ACCEPT_ENCODING": "gzip, br"}, {"HTTP_COOKIE": "sessionid=anything"}])
@pytest.mark.parametrize("address", [*ADDRESSES, LONG])
def test_a_repeated_request_gets_the_same_response_without_django(
    shipped_edition, fetch, address, headers, django_assert_num_queries
):
    first, made = fetch(address, **headers)
    with django_assert_num_queries(1):
        second, again = fetch(address, **headers)
    assert (made, again, first.status_code) == (1, 0, 200)
    assert content_of(second) == content_of(first)
    assert first["X-Request-ID"] != second["X-Request-ID"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_matching_etag_gets_a_304_without_rendering(shipped_edition, fetch, address):
    tag = fetch(address)[0]["ETag"]
    assert tag.startswith('"')
    stored, _ = fetch(address, HTTP_IF_NONE_MATCH=f'"other", W/{tag}')
    fresh = SiteClient()  # with nothing in memory
    response = fresh.get(address, HTTP_IF_NONE_MATCH=tag)
    assert fresh.handler.django.requests == 0
    assert (stored.status_code, stored.content) == (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == stored["ETag"] == tag
    assert {*stored.headers} == {*response.headers}
    assert fresh.get(address, HTTP_IF_NONE_MATCH='"other"').status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_gets_the_headers_of_get_and_shares_its_cached_response(shipped_edition, address):
    by_head, by_get = SiteClient(), SiteClient()
    head, get = by_head.head(address), by_get.get(address)
    assert content_of(head) == content_of(by_get.head(address)) == (200, content_of(get)[1], b"")
    assert content_of(by_head.get(address)) == content_of(get)
    assert (by_head.handler.django.requests, by_get.handler.django.requests) == (1, 1)


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("/frameworks/django/", {"HTTP_HOST": "elsewhere.example"}, 400),
        ("/frameworks/django/?q=1", {}, 200),
        ("/frameworks/django/", {"HTTP_ACCEPT_ENCODING": "br"}, 200),
        ("/frameworks/django/", {"HTTP_HOST": "localhost"}, 200),
        ("/frameworks/django/", {"wsgi.url_scheme": "https"}, 200),
        ("/frameworks/flask/", {}, 200),
        ("/frameworks/nothing/", {}, 404),
        ("/admin/", {}, 302),
        ("/healthz", {}, 200),
    ],
)
def test_other_methods_and_paths_are_passed_to_django(shipped_edition, fetch, address, headers, status):
    fetch("/frameworks/django/")
    found, times = fetch(address, **headers)
    assert (found.status_code, times) == (status, 1)


def test_posts_are_passed_to_django(shipped_edition, client):
    client.get("/frameworks/django/")
    assert client.post("/frameworks/django/").status_code == 405


@pytest.mark.parametrize("trusted", [True, False])
def test_the_scheme_is_taken_from_a_trusted_proxy(shipped_edition, fetch, settings, trusted):
    settings.TRUSTED_PROXY = trusted
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if trusted else None
    fetch("/frameworks/django/", HTTP_HOST="testserver")
    secure, times = fetch("/frameworks/django/", HTTP_HOST="testserver", HTTP_X_FORWARDED_PROTO="https")
    assert times == int(trusted)
    assert ('href="https://testserver/frameworks/django/"' in secure.content.decode()) == trusted


def test_hosts_schemes_and_codings_have_separate_entries(client, shipped_edition):
    address = "/advise/result/?build=site"
    tags = {
        client.get(address)["ETag"],
        client.get(address, HTTP_HOST="localhost")["ETag"],
        client.get(address, secure=True)["ETag"],
        client.get(address, HTTP_ACCEPT_ENCODING="gzip")["ETag"],
        client.get(address, HTTP_ACCEPT_ENCODING="gzip, deflate, br")["ETag"],
    }
    assert len(tags) == 5
    assert "http://localhost/advise/result/" in client.get(address, HTTP_HOST="localhost").content.decode()


def test_the_metrics_port_serves_no_pages(shipped_edition, client, settings):
    settings.METRICS_ON = ("127.0.0.1", 9464)
    assert client.get("/frameworks/").status_code == 200
    assert client.get("/frameworks/", SERVER_PORT="9464").status_code == 404


def test_a_new_edition_changes_every_etag_and_is_visible_at_once(client, shipped_edition, shipped):
    before = {address: client.get(address)["ETag"] for address in ADDRESSES}
    write_catalogue(shipped)
    django = replace(shipped.framework_by_slug["django"], summary="A new summary.")
    others = tuple(f for f in shipped.frameworks if f.slug != "django")
    write_catalogue(replace(shipped, frameworks=(*others, django)))
    publish(by=None)
    assert "A new summary." in client.get("/frameworks/django/").content.decode()
    after = {address: client.get(address, HTTP_IF_NONE_MATCH=before[address]) for address in ADDRESSES}
    assert {address: response.status_code for address, response in after.items()} == dict.fromkeys(ADDRESSES, 200)


@override_settings(EDITION_SEEN_FOR=60)
def test_within_edition_seen_for_there_are_no_queries_and_own_publishes_are_visible_at_once(
    client, shipped_edition, shipped, django_assert_num_queries, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        forget_current_name()  # of another test
    client.get("/")
    with django_assert_num_queries(0):
        assert client.get("/").status_code == 200
    add_edition(2, replace(shipped, claims=()))
    assert "Edition 1" in client.get("/").content.decode()
    write_catalogue(shipped)
    with django_capture_on_commit_callbacks(execute=True):
        publish(by=None)
    assert "Edition 3" in client.get("/").content.decode()


def test_an_edition_published_during_a_request_shows_on_the_next(client, shipped_edition, shipped, monkeypatch):
    def published_meanwhile():
        name = current_name()
        add_edition(name.number + 1, replace(shipped, claims=()))
        return name

    current_name = current.current_name
    monkeypatch.setattr(current, "current_name", published_meanwhile)
    pages = [client.get("/").content.decode() for _ in range(2)]
    assert [f"Edition {number}" in page for number, page in enumerate(pages, start=1)] == [True, True]


def test_a_page_is_compressed_in_an_accepted_coding(client, shipped_edition):
    plain = client.get("/compare/django-vs-flask/")
    packed = client.get("/compare/django-vs-flask/", HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    zipped = client.get("/compare/django-vs-flask/", HTTP_ACCEPT_ENCODING="gzip")
    assert brotli.decompress(packed.content) == gzip.decompress(zipped.content) == plain.content
    assert (packed["Content-Encoding"], zipped["Content-Encoding"]) == ("br", "gzip")
    assert {r["Vary"] for r in (plain, packed, zipped)} == {"Accept-Encoding"}
    assert [int(r["Content-Length"]) for r in (packed, zipped)] == [len(packed.content), len(zipped.content)]


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0, gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip;q=0", ""),
        ("*", ""),
    ],
)
def test_only_codings_accepted_without_a_weight_are_used(accepted, expected):
    assert preferred_coding(accepted) == expected


@pytest.mark.parametrize("address", ADDRESSES[:3])
def test_a_page_may_be_cached_for_one_second(client, shipped_edition, address):
    assert client.get(address)["Cache-Control"] == CURRENT


@pytest.mark.parametrize("kind", ["result.json", "result.csv", "result.md", "result-table.md"])
def test_exports_with_a_pinned_edition_are_immutable(client, shipped_edition, kind):
    pinned = client.get(f"/advise/{kind}?edition=1&build=site")
    assert pinned["Cache-Control"] == PINNED
    again = client.get(f"/advise/{kind}?edition=1&build=site", HTTP_IF_NONE_MATCH=pinned["ETag"])
    assert (again.status_code, again["Cache-Control"]) == (304, PINNED)
    assert client.get(f"/advise/{kind}?build=site")["Cache-Control"] == CURRENT


@pytest.mark.parametrize("address", ["/advise/result/?gone=1", "/compare/flask-vs-django/", "/find"])
def test_redirects_to_corrected_urls_may_be_cached_for_one_second(client, shipped_edition, address):
    response = client.get(address)
    assert response["Cache-Control"] == CURRENT
    assert "ETag" not in response


@pytest.mark.parametrize("address", ["/nowhere/", "/frameworks/djangoo/", "/advise/result/?edition=abc"])
def test_errors_are_not_cached(client, shipped_edition, address):
    response = client.get(address)
    assert response["Cache-Control"] == "no-cache"
    assert "ETag" not in response


def test_the_admin_and_the_probes_bypass_the_cache(client, shipped_edition):
    for address in ("/admin/login/", "/healthz"):
        assert "ETag" not in client.get(address)


@pytest.mark.parametrize(
    "header", [("Set-Cookie", "a=b"), ("Cache-Control", "private"), ("Cache-Control", "no-store")], ids=str
)
def test_responses_with_a_cookie_or_not_public_are_not_stored(shipped_edition, header):
    requests = []

    def application(environ, start_response):
        requests.append(environ["PATH_INFO"])
        headers = {"Content-Type": "text/html", "Cache-Control": CURRENT} | dict([header])
        start_response("200 OK", [*headers.items()])
        return [b"page"]

    cache = ResponseCache(application)
    for _ in range(2):
        assert b"".join(cache(RequestFactory().get("/frameworks/").environ, lambda status, headers: None)) == b"page"
    assert requests == ["/frameworks/"] * 2


def test_responses_of_the_admin_are_not_stored(client, shipped_edition):
    assert "no-store" in client.get("/admin/login/")["Cache-Control"]


def test_an_evicted_page_is_rendered_again_with_the_same_etag(shipped_edition, settings):
    """While it is not stored, its 304 allows caching for a second only, even if the page is immutable."""
    settings.PAGE_CACHE_BYTES = 120_000
    client = SiteClient()
    pinned = "/advise/result.json?edition=1&build=site"
    first = client.get(pinned)

    def held():
        response = client.get(pinned, HTTP_IF_NONE_MATCH=first["ETag"])
        return response.status_code, response["Cache-Control"]

    assert held() == (304, PINNED)
    for path in ("/advise/result.json?build=site", "/api/v1/frameworks/flask", "/api/v1/frameworks/django"):
        client.get(path)
    assert held() == (304, CURRENT)
    assert content_of(client.get(pinned)) == content_of(first)
    assert client.handler.django.requests == 5
    assert held() == (304, PINNED)


def test_pages_queries_and_images_evict_only_their_own_kind(shipped_edition, client):
    for address in ADDRESSES:
        client.get(address)
    cache = client.handler.cache
    assert [len(store.responses) for store in (cache.pages, cache.queries, cache.images)] == [8, 4, 1]


def test_cached_responses_are_logged_like_others(shipped_edition, client):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    try:
        tag = client.get("/frameworks/django/")["ETag"]
        client.get("/frameworks/django/")
        client.get("/frameworks/django/", HTTP_IF_NONE_MATCH=tag)
    finally:
        logging.getLogger().removeHandler(handler)
    made, memory, unchanged = [json.loads(line) for line in out.getvalue().splitlines()]
    own = dict.fromkeys(("time", "ms", "request"))
    assert memory | own == made | own | {"from": "memory"}
    assert unchanged | own == made | own | {"from": "unchanged", "status": 304, "bytes": 0}
    assert len({line["request"] for line in (made, memory, unchanged)}) == 3
