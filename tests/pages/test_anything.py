"""Random requests to all public pages and the login never get a 500, and always have the security headers."""

import re
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings as project_settings
from django.urls import URLPattern, get_resolver
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.site_client import SiteClient

pytestmark = pytest.mark.usefixtures("shipped_edition")

ALWAYS = {
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
}


def public_routes(patterns, prefix=""):
    """Return the patterns of all routes outside the admin, such as `frameworks/<slug:slug>/`."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        elif not route.startswith(project_settings.ADMIN_PATH):
            yield from public_routes(pattern.url_patterns, route)


ROUTES = sorted(public_routes(get_resolver("advisor.urls").url_patterns))

odd = st.text(max_size=40) | st.sampled_from(
    ["", ".", "..", "%", "%00", "\x00", "\ud800", "‮", "'\"<script>", "9" * 400, "-1"]
)
names = (
    st.sampled_from(["django", "flask", "django-vs-flask", "flask-vs-django", "build", "admin", "site", "1", "api"])
    | odd
)
keys = st.sampled_from(
    [
        *("build", "size", "interface", "level.admin", "need.admin", "level.", "need.", "edition", "among", "versus"),
        *("dropped", "from", "to", "q", "kind", "best", "only", "licence", "age", "f", "with", "rows", "axes", "go"),
        *("page", "limit", "1", "1.", "1.build", "1.link", "2", "2.size"),
    ]
)
values = names | st.sampled_from(
    ["a-lot", "decisive", "5", "nan", "inf", "1e400", "0", "result", "next", "?build=site"]
)
queries = st.one_of(
    st.lists(st.tuples(keys | odd, values), max_size=8).map(lambda pairs: urlencode(pairs, errors="surrogatepass")),
    st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")),
    st.integers(0, 1500).map(lambda n: "&" * n + "a=b;c" * n),
)
header_text = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=60)
headers = st.dictionaries(
    st.sampled_from(
        [
            *("Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cookie", "Host", "Origin", "Range"),
            *("Referer", "If-Match", "If-Modified-Since", "If-None-Match", "User-Agent", "X-Request-ID"),
            *("X-Requested-With", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"),
        ]
    ),
    header_text
    | st.sampled_from(
        [
            "*",
            "gzip, br;q=0",
            "testserver",
            "testserver:99999",
            "[::1]",
            "bytes=5-1",
            "a=b; sessionid=x; csrftoken=" + "y" * 99,
        ]
    ),
    max_size=4,
)
methods = st.sampled_from(
    ["GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]
)
kinds = st.sampled_from(
    [
        "application/x-www-form-urlencoded",
        "application/json",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "text/plain; charset=none",
        "",
    ]
)
bodies = st.binary(max_size=80) | st.sampled_from([b"{", b"[" * 2000, b"--x\r\n\r\n", b"a=" + b"b" * 30_000])
requests = st.fixed_dictionaries(
    {"method": methods, "query": queries, "headers": headers, "kind": kinds, "body": bodies}
)


def send(path, request):
    client = SiteClient()  # which re-raises exceptions of views
    return client.generic(
        request["method"],
        path,
        request["body"],
        request["kind"],
        QUERY_STRING=request["query"].encode("utf-8", "surrogatepass").decode("latin-1"),
        headers=request["headers"],
    )


def check(response, method="GET"):
    assert response.status_code < 500
    assert set(response.headers) >= ALWAYS
    assert not any("\n" in value or "\r" in value for value in response.headers.values())
    if response.status_code == 400 and method != "HEAD" and response["Content-Type"].startswith("text/html"):
        assert "<h1>" in response.content.decode()


brief = settings(
    max_examples=settings.default.max_examples * 2,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PLAIN = {"method": "GET", "query": "", "headers": {}, "kind": "", "body": b""}


@given(route=st.sampled_from(ROUTES), parts=st.lists(names, min_size=3, max_size=3), request=requests)
@example(route="", parts=[""] * 3, request=PLAIN | {"headers": {"Host": "testserver:99999"}})
@example(route="find/", parts=[""] * 3, request=PLAIN | {"headers": {"If-Modified-Since": "x", "Range": "bytes=5-1"}})
@brief
def test_no_request_breaks_a_public_page(route, parts, request):
    left = iter(parts)
    path = "/" + re.sub(r"<[^>]*>", lambda _: quote(next(left), safe="", errors="surrogatepass"), route)
    check(send(path, request), request["method"])


@given(path=st.lists(names, max_size=5), request=requests)
@settings(brief, max_examples=settings.default.max_examples)
def test_no_url_breaks_the_site(path, request):
    address = "/" + "/".join(quote(part, safe="", errors="surrogatepass") for part in path)
    check(send(address, request), request["method"])


fields = st.dictionaries(
    st.sampled_from(["username", "password", "code", "next", "csrfmiddlewaretoken", "other"]),
    odd
    | st.sampled_from(
        ["editor", "/admin/", "https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"]
    ),
)


@given(fields=fields, request=requests)
@settings(brief, max_examples=settings.default.max_examples)
def test_no_input_breaks_the_login_or_redirects_to_another_site(fields, request):
    check(send("/admin/login/", request), request["method"])
    filled = SiteClient().post(
        "/admin/login/", {name: value.encode("utf-8", "replace") for name, value in fields.items()}
    )
    check(filled)
    assert filled.status_code in (200, 429), "nobody has such a login"


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_is_tested_here_and_responds(route):
    parts = iter(["django", "x", "x"])
    check(SiteClient().get("/" + re.sub(r"<[^>]*>", lambda _: next(parts), route)))
