"""The shipped proxy configuration: what is cached, what is not, and what happens when replicas fail."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from http.client import IncompleteRead
from threading import Event
from urllib.parse import urlencode

import pytest
import yaml

from tests.deploy.conftest import Editor, wait_until

FLASK = "/frameworks/flask/"
pytestmark = pytest.mark.usefixtures("replicas")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        FLASK,
        "/compare/django-vs-flask/",
        "/advise/result/?build=site",
        "/advise/result.json?edition=1&build=site",
        "/favicon.ico",
        "/frameworks/flask",
        "/compare/flask-vs-django/",
    ],
)
def test_a_repeated_request_is_answered_from_the_cache(proxy, path):
    proxy.get(path)
    again = proxy.get(path)
    assert again["X-Cache"] in ("HIT", "UPDATING", "REVALIDATED")


def test_static_files_are_cached(proxy):
    path = next(part for part in proxy.get("/").text.split('"') if part.startswith("/static/site/site."))
    proxy.get(path, Accept_Encoding="br, gzip")
    again = proxy.get(path, Accept_Encoding="gzip, deflate, br, zstd")
    assert (again.status, again["X-Cache"], again["Content-Encoding"]) == (200, "HIT", "br")
    assert "immutable" in again["Cache-Control"]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip, deflate, br", "br"), ("br", "br"), ("gzip", "gzip"), ("gzip;q=0", None), ("identity", None), ("", None)],
)
def test_responses_use_an_accepted_content_encoding(proxy, accepted, coding):
    for _ in range(2):
        response = proxy.get("/method/", Accept_Encoding=accepted)
        assert (response.status, response["Content-Encoding"]) == (200, coding)


def test_a_matching_etag_gets_a_304(proxy):
    tag = proxy.get(FLASK, Accept_Encoding="br")["ETag"]
    for _ in range(2):
        response = proxy.get(FLASK, Accept_Encoding="br", If_None_Match=tag)
        assert (response.status, response.content, response["ETag"]) == (304, b"", tag)
    assert proxy.get(FLASK, Accept_Encoding="gzip", If_None_Match=tag).status == 200


def test_a_new_edition_is_soon_visible_through_the_proxy(proxy, editor, change):
    words = change("proxied")
    proxy.get(FLASK)
    editor.publish("Seen through the proxy.")
    wait_until(lambda: words in proxy.get(FLASK).text, for_seconds=10)


def test_admin_pages_are_never_cached(proxy, environment):
    password = environment["DJANGO_SUPERUSER_PASSWORD"]
    editor = Editor(proxy, password)
    assert "Log out" in editor.open("/admin/")
    for path in ("/admin/", "/admin/login/", "/admin/comparisons/framework/", "/admin/nothing/"):
        for cookies in (editor.cookies, ""):
            response = proxy.get(path, Cookie=cookies)
            assert response["X-Cache"] is None
            assert "no-store" in response["Cache-Control"]
    assert proxy.get("/admin/").status == 302


def test_cookies_do_not_affect_public_pages(proxy):
    plain, known = proxy.get(FLASK), proxy.get(FLASK, Cookie="sessionid=something; csrftoken=else")
    assert (known.content, known["X-Cache"], known["Set-Cookie"]) == (plain.content, "HIT", None)


@pytest.mark.parametrize(
    "path",
    ["/metrics", "/readyz", "/readyz/visitors", "//metrics", "/./metrics", "/%6detrics", "/x/../readyz", "/metrics?a"],
)
def test_endpoints_for_operators_are_not_found(proxy, path):
    assert proxy.get(path).status == 404


@pytest.mark.parametrize(
    ("path", "method", "headers", "status", "text"),
    [
        ("/metrics", "GET", {}, 404, "Page not found"),
        ("/", "TRACE", {}, 405, "We could not understand this request"),
        ("/advise/result/?" + "x" * 9000, "GET", {}, 414, "This address is too long"),
        ("/", "GET", {"X-Large": "x" * 9000}, 431, "This address is too long"),
        ("/find/", "POST", {"Content-Length": "20000"}, 413, "This is too large to send"),
        ("/admin/login/", "POST", {"Content-Length": "20000000"}, 413, "This is too large to send"),
    ],
)
def test_error_pages_of_the_proxy_have_all_headers(proxy, path, method, headers, status, text):
    response = proxy.get(path, method, **headers)
    assert response.status == status
    assert text in response.text
    assert "default-src 'none'" in response["Content-Security-Policy"]
    theirs = proxy.get("/")
    for name in (
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "Permissions-Policy",
    ):
        assert response[name] == theirs[name]


def test_a_malformed_request_gets_an_error_page(proxy):
    host, port = proxy.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\n\r\n")
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"We could not understand this request" in answer
    assert b"Content-Security-Policy: " in answer


def test_the_longest_url_that_the_site_accepts_passes_the_proxy(proxy):
    query = urlencode({"1": "x" * 7900})
    assert proxy.get(f"/advise/together/?{query}").status == 400


def test_cached_responses_have_their_own_request_id(proxy):
    numbers = {proxy.get(FLASK, X_Request_ID="mine")["X-Request-ID"] for _ in range(3)}
    assert len(numbers) == 3
    assert "mine" not in numbers


def test_clients_cannot_forge_address_or_scheme(proxy):
    claimed = proxy.get("/advise/result/?build=api", X_Forwarded_Proto="https", X_Forwarded_For="192.0.2.1")
    assert b"https://127.0.0.1" not in claimed.content
    assert b"http://127.0.0.1" in claimed.content


def test_the_failure_of_a_replica_causes_no_errors(proxy, replicas):
    """Under load, on cached and on uncached pages. Only a response being sent at that moment may be cut off."""
    died, failed = Event(), []

    def visit(visitor):
        after_death = 0
        for n in range(2000):
            path = FLASK if n % 2 else f"/frameworks/?q=v{visitor}n{n}"
            in_flight = not died.is_set()
            try:
                if proxy.get(path).status != 200:
                    failed.append(path)
            except IncompleteRead:
                if not in_flight:
                    failed.append(path)
            after_death += died.is_set()
            if after_death >= 40:
                return after_death
        return after_death

    with ThreadPoolExecutor(4) as visitors:
        visits = [visitors.submit(visit, n) for n in range(4)]
        wait_until(lambda: proxy.get("/frameworks/?q=v0n20")["X-Cache"] != "MISS", for_seconds=20)
        replicas[0].kill()
        died.set()
        assert all(visit.result() >= 40 for visit in visits)
    assert failed == []


def large_post(proxy, path, length, sent):
    """Begin a POST of `length` bytes of a form, send so many of them, and return the open connection."""
    host, port = proxy.url.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)), timeout=20)
    head = f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: {length}\r\nConnection: close\r\n"
    connection.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode() + b"x" * sent)
    return connection


def status_of(connection):
    with connection:
        return connection.recv(100).split(b" ")[1].decode()


def cold_pages(proxy, word, number=12):
    return {proxy.get(f"/find/?q={word}{n}").status for n in range(number)}


def test_bodies_that_are_refused_mark_no_replica_as_failed(proxy):
    for path in ("/admin/login/", "/admin/", "/admin/auth/user/1/password/", "/find/"):
        for _ in range(6):
            with large_post(proxy, path, 3_000_000, 3_000_000) as connection:
                assert connection.recv(100).split(b" ")[1] in (b"400", b"403", b"413")
    assert cold_pages(proxy, "refused") == {200}
    assert proxy.get("/admin/login/").status == 200


def test_unfinished_uploads_are_few_and_leave_the_cache_its_room(proxy, project):
    with ExitStack() as stack:
        unfinished = [stack.enter_context(large_post(proxy, "/admin/", 10_000_000, 500_000)) for _ in range(10)]
        refused = 0
        for connection in unfinished:
            connection.settimeout(1)
            with suppress(TimeoutError):
                refused += connection.recv(100).startswith(b"HTTP/1.1 429 ")
        assert refused == 8
        assert cold_pages(proxy, "unfinished") == {200}
        small = large_post(proxy, "/admin/login/", 3, 3)
        assert status_of(stack.enter_context(small)) == "403"
    compose = yaml.safe_load((project / "compose.yaml").read_text())
    assert any(volume.startswith("/tmp/nginx-bodies:") for volume in compose["services"]["proxy"]["tmpfs"])  # noqa: S108


def test_cached_pages_are_served_when_all_replicas_are_down(proxy, replicas):
    for path in (FLASK, "/"):
        assert proxy.get(path).status == 200
    for replica in replicas:
        replica.kill()
    wait_until(lambda: proxy.get(FLASK)["X-Cache"] == "STALE", for_seconds=5)
    assert "Flask" in proxy.get(FLASK).text
    assert proxy.get("/").status == 200
    unknown = proxy.get("/frameworks/?q=never-asked")
    assert (unknown.status, "cannot answer right now" in unknown.text) == (502, True)
    assert unknown["Content-Security-Policy"]
    upload = large_post(proxy, "/admin/files/", 5_000_000, 5_000_000)
    with upload:
        received = b"".join(iter(lambda: upload.recv(65536), b""))
    assert received.startswith(b"HTTP/1.1 502 ")
    assert b"cannot answer right now" in received
