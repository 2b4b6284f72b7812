"""Answered once, then from memory or with 304; never stale, never mixed up, never without bound."""

import gzip

import brotli
import pytest
from django.test import Client, override_settings
from msgspec.structs import replace

from advisor.caching import CURRENT, PINNED
from comparisons.current import forget_current_name
from comparisons.editions import publish
from comparisons.working_copy import write_catalogue
from tests.pages.windows import show

ADDRESSES = [
    "/",
    "/frameworks/django/",
    "/compare/django-vs-flask/",
    "/advise/result/?build=site",
    "/advise/result/?edition=1&build=site",
    "/advise/build/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_second_answer_comes_from_memory_and_is_the_same(client, shop_window, address, django_assert_num_queries):
    first = client.get(address)
    with django_assert_num_queries(1):
        second = client.get(address)
    assert first.headers.pop("X-Request-ID") != second.headers.pop("X-Request-ID")
    assert (first.content, dict(first.headers)) == (second.content, dict(second.headers))
    assert first["ETag"] == second["ETag"]
    assert first["Cache-Control"] == CURRENT
    assert second.templates == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_has_the_page_hears_that_nothing_changed_before_anything_is_made(client, shop_window, address):
    tag = client.get(address)["ETag"]
    assert tag.startswith('"')
    fresh = Client()  # with nothing in memory
    response = fresh.get(address, HTTP_IF_NONE_MATCH=tag)
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)
    assert response.templates == []
    assert fresh.get(address, HTTP_IF_NONE_MATCH=f'"other", W/{tag}').status_code == 304
    assert fresh.get(address, HTTP_IF_NONE_MATCH='"other"').status_code == 200


def test_a_new_edition_changes_every_tag_and_shows_at_once(client, shop_window, shipped):
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
def test_within_a_moment_no_query_is_asked_and_publishing_here_is_seen_at_once(
    client, shop_window, shipped, django_assert_num_queries, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        forget_current_name()  # what another test left in memory
    client.get("/")
    with django_assert_num_queries(0):
        assert client.get("/").status_code == 200
    show(2, replace(shipped, claims=()))
    assert "Edition 1" in client.get("/").content.decode()
    write_catalogue(shipped)
    with django_capture_on_commit_callbacks(execute=True):
        publish(by=None)
    assert "Edition 3" in client.get("/").content.decode()


def test_hosts_schemes_and_codings_are_kept_apart(client, shop_window):
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


def test_a_page_is_packed_as_the_browser_likes(client, shop_window):
    plain = client.get("/compare/django-vs-flask/")
    packed = client.get("/compare/django-vs-flask/", HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    zipped = client.get("/compare/django-vs-flask/", HTTP_ACCEPT_ENCODING="gzip")
    assert brotli.decompress(packed.content) == gzip.decompress(zipped.content) == plain.content
    assert (packed["Content-Encoding"], zipped["Content-Encoding"]) == ("br", "gzip")
    assert {r["Vary"] for r in (plain, packed, zipped)} == {"Accept-Encoding"}
    assert [int(r["Content-Length"]) for r in (packed, zipped)] == [len(packed.content), len(zipped.content)]


@pytest.mark.parametrize("kind", ["result.json", "result.csv", "result.md", "result-table.md"])
def test_what_a_pinned_address_exports_may_be_kept_for_ever(client, shop_window, kind):
    pinned = client.get(f"/advise/{kind}?edition=1&build=site")
    assert pinned["Cache-Control"] == PINNED
    again = client.get(f"/advise/{kind}?edition=1&build=site", HTTP_IF_NONE_MATCH=pinned["ETag"])
    assert (again.status_code, again["Cache-Control"]) == (304, PINNED)
    assert client.get(f"/advise/{kind}?build=site")["Cache-Control"] == CURRENT


@pytest.mark.parametrize("address", ["/advise/result/?gone=1", "/compare/flask-vs-django/", "/find"])
def test_corrected_addresses_are_kept_for_a_second(client, shop_window, address):
    response = client.get(address)
    assert response["Cache-Control"] == CURRENT
    assert "ETag" not in response


@pytest.mark.parametrize("address", ["/nowhere/", "/frameworks/djangoo/", "/advise/result/?edition=abc"])
def test_refusals_are_not_kept(client, shop_window, address):
    response = client.get(address)
    assert response["Cache-Control"] == "no-cache"
    assert "ETag" not in response


def test_the_admin_and_the_probes_are_left_alone(client, shop_window):
    for address in ("/admin/login/", "/healthz"):
        assert "ETag" not in client.get(address)


def test_the_admins_answers_are_for_nobody_else(client, shop_window):
    response = client.get("/admin/login/")
    assert "no-store" in response["Cache-Control"]
