"""Limits on the size of request bodies and on the number of requests."""

import json

import pytest

from advisor.http.rate_limit import TokenBuckets
from tests.site_client import SiteClient

# The first requests use up a full bucket; the next token comes after 30 seconds.
FEW = 2


@pytest.fixture
def limited(settings, shipped_edition):
    settings.ADVICE_RATE = FEW
    return SiteClient()


def statuses(client, count, **more):
    return [client.get(f"/find/?q=word{n}", **more).status_code for n in range(count)]


def test_too_many_requests_get_a_429_with_retry_after(limited):
    assert statuses(limited, FEW) == [200, 200]
    refused = limited.get("/find/?q=another")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 30
    assert (refused["Cache-Control"], refused["Content-Length"]) == ("no-store", str(len(refused.content)))
    assert f"Try again in {refused['Retry-After']} seconds." in refused.content.decode()
    assert "Content-Security-Policy" in refused


@pytest.mark.parametrize(
    "path",
    [
        "/advise/result/?build=site",
        "/advise/result.csv?build=site",
        "/advise/result.png?build=site",
        "/advise/together/?1=Ada&1.build=site",
        "/compare/django-vs-flask/",
        "/frameworks/django/card.png",
        "/frameworks/?q=async",
        "/nothing/here/",
        "/healthz/",
    ],
)
def test_uncached_responses_count(limited, path):
    statuses(limited, FEW)
    assert limited.get(path).status_code == 429


def test_api_requests_get_the_error_as_json(limited):
    statuses(limited, FEW)
    refused = limited.get("/advise/result.json?build=site")
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/json")
    assert json.loads(refused.content)["error"].startswith("Too many requests came from your network")


def test_cached_responses_do_not_count(limited):
    tag = limited.get("/find/?q=word0")["ETag"]
    for _ in range(20):
        assert limited.get("/find/?q=word0").status_code == 200
        assert limited.get("/find/?q=word0", headers={"if-none-match": tag}).status_code == 304
    assert statuses(limited, FEW) == [200, 200]
    assert limited.get("/find/?q=another").status_code == 429
    assert limited.get("/find/?q=word0").status_code == 200


def test_admin_pages_and_probes_do_not_count(limited):
    statuses(limited, FEW + 1)
    for path in ("/admin/login/", "/healthz"):
        assert [limited.get(path).status_code for _ in range(5)] == [200] * 5


def test_ipv4_addresses_and_ipv6_prefixes_count_separately(limited):
    assert statuses(limited, 3, REMOTE_ADDR="192.0.2.1") == [200, 200, 429]
    assert limited.get("/find/?q=a", REMOTE_ADDR="192.0.2.2").status_code == 200
    for host in ("1", "2"):
        assert limited.get(f"/find/?q=b{host}", REMOTE_ADDR=f"2001:db8::{host}").status_code == 200
    assert limited.get("/find/?q=c", REMOTE_ADDR="2001:db8::3").status_code == 429
    assert limited.get("/find/?q=c", REMOTE_ADDR="2001:db8:0:1::3").status_code == 200


def test_behind_a_trusted_proxy_the_forwarded_address_counts(limited, settings):
    def ask(word, forwarded):
        return limited.get(f"/find/?q={word}", headers={"x-forwarded-for": forwarded}).status_code

    settings.TRUSTED_PROXY = True
    assert [ask(f"a{n}", "192.0.2.1") for n in range(3)] == [200, 200, 429]
    assert [ask(f"b{n}", "192.0.2.2") for n in range(3)] == [200, 200, 429]
    assert ask("c", "203.0.113.9, 192.0.2.1") == 429, "what stands before the last one is made up"


def test_a_rate_of_zero_is_no_limit(settings, shipped_edition):
    settings.ADVICE_RATE = 0
    assert set(statuses(SiteClient(), 50)) == {200}


@pytest.mark.parametrize("path", ["/", "/find/", "/advise/result/?build=site", "/nothing/here/", "/card.png"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PROPFIND"])
def test_pages_refuse_large_bodies(client, shipped_edition, path, method):
    response = client.generic(method, path, b"x" * 20_000)
    assert response.status_code == 413
    assert "This is too large to send" in response.content.decode()


@pytest.mark.parametrize("extra", [{"CONTENT_LENGTH": "9" * 5000}, {"HTTP_TRANSFER_ENCODING": "chunked"}])
def test_a_body_of_unknown_size_is_refused(client, shipped_edition, extra):
    assert client.get("/find/", **extra).status_code == 413


def test_a_small_body_is_accepted(client, shipped_edition):
    assert client.generic("GET", "/find/", b"q=django").status_code == 200
    assert client.generic("POST", "/find/", b"q=django").status_code == 405


def test_the_admin_accepts_larger_bodies_up_to_a_limit(client, shipped_edition):
    assert client.generic("POST", "/admin/login/", b"x" * 100_000).status_code == 200
    assert client.generic("POST", "/admin/login/", CONTENT_LENGTH=str(201 * 2**20)).status_code == 413


@pytest.mark.parametrize(
    ("at", "waits"),
    [
        ([0, 0, 0, 0], [0, 0, 0, 0.5]),  # full at first; then one every half second
        ([0, 0, 0, 0, 0], [0, 0, 0, 0.5, 0.5]),  # a refused request takes no token
        ([0, 0, 0, 0.25], [0, 0, 0, 0.25]),
        ([0, 0, 0, 0.5, 0.5], [0, 0, 0, 0, 0.5]),
        ([0, 0, 0, 1.5, 1.5, 1.5, 1.5], [0, 0, 0, 0, 0, 0, 0.5]),
        ([0, 1000, 1000, 1000, 1000], [0, 0, 0, 0, 0.5]),  # never more than the size
    ],
)
def test_a_bucket_yields_its_tokens_and_refills_at_a_steady_rate(at, waits):
    buckets = TokenBuckets(size=3, per_second=2, most=10)
    assert [buckets.take("somebody", now) for now in at] == waits


def test_each_key_has_its_own_bucket():
    buckets = TokenBuckets(size=1, per_second=1, most=10)
    assert [buckets.take(key, now=0) for key in ("a", "b", "a", "b")] == [0, 0, 1, 1]


def test_the_number_of_buckets_is_limited_and_the_least_recently_used_is_dropped():
    buckets = TokenBuckets(size=1, per_second=0.001, most=3)
    for stranger in range(100):
        buckets.take("busy", now=0)
        buckets.take(stranger, now=0)
    assert len(buckets) == 3
    assert buckets.take("busy", now=0) > 0


def test_a_bucket_gives_several_tokens_at_once_or_none():
    buckets = TokenBuckets(10, 2.0, 5)
    assert [buckets.take("a", 0.0, 4) for _ in range(3)] == [0.0, 0.0, 1.0]
    assert buckets.take("a", 1.0, 4) == 0.0
    assert buckets.take("b", 0.0, 50) == 0.0  # never more than a full bucket
    assert buckets.take("b", 0.0) == 0.5


CARDS = [
    "/card.png",
    "/frameworks/django/card.png",
    "/compare/django-vs-flask/card.png",
    "/advise/result.png?build=site",
]


@pytest.mark.parametrize("path", CARDS)
def test_a_card_costs_as_much_as_three_other_answers(settings, shipped_edition, path):
    settings.ADVICE_RATE = 4
    client = SiteClient()
    assert client.get(path).status_code == 200
    assert statuses(client, 2) == [200, 429]
    assert client.get(path).status_code == 200  # at hand
