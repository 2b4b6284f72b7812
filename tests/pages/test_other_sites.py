"""What other sites can read, show and frame."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest

from comparisons.cards.framework import badge
from tests.catalogues import changed
from tests.pages.editions import add_edition
from tests.site_client import SiteClient

OPEN = [
    "/api/v1/",
    "/api/v1/frameworks",
    "/api/v1/catalogue.json",
    "/api/v1/openapi.json",
    "/editions/feed.atom",
    "/frameworks/alder/feed.json",
    "/compare/alder-vs-birch/feed.atom",
    "/frameworks/alder/badge.svg",
]
CLOSED = ["/", "/api/", "/frameworks/alder/", "/compare/alder-vs-birch/", "/advise/result.json?build=site", "/healthz"]
EMBED = "/compare/alder-vs-birch/embed/"


@pytest.mark.parametrize("address", OPEN)
def test_other_sites_can_read_data(client, published, address):
    first = client.get(address)
    again = SiteClient().get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (first.status_code, again.status_code) == (200, 304)
    for response in (first, again):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Access-Control-Expose-Headers"] == "ETag, Link, Repr-Digest"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert response["X-Robots-Tag"] == "noindex"
        assert "Access-Control-Allow-Credentials" not in response


def test_other_sites_can_read_errors(client, published):
    for address in ("/api/v1/nothing", "/api/v1/frameworks?limit=0"):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", OPEN)
def test_preflight_requests_are_allowed(client, db, address):
    response = client.options(address, headers={"origin": "https://other.example"})
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"
    assert response["Content-Security-Policy"]


@pytest.mark.parametrize("address", CLOSED)
def test_other_sites_cannot_read_pages(client, published, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "Access-Control-Allow-Origin" not in response
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", ["/card.png", "/frameworks/alder/card.png", "/advise/result.png?build=site"])
def test_a_304_of_a_card_allows_other_sites_too(client, published, address):
    tag = client.get(address)["ETag"]
    assert SiteClient().get(address, HTTP_IF_NONE_MATCH=tag)["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_any_site_can_frame_an_embedded_comparison(client, published):
    first, cached = client.get(EMBED), client.get(EMBED)
    again = SiteClient().get(EMBED, HTTP_IF_NONE_MATCH=first["ETag"])
    for response in (first, cached, again):
        assert "X-Frame-Options" not in response
        assert response["Content-Security-Policy"].endswith("frame-ancestors *")
        assert "script-src 'self'" in response["Content-Security-Policy"]


def test_links_of_an_embedded_comparison_leave_the_frame_and_it_names_its_edition(client, published):
    body = client.get(EMBED).content.decode()
    assert len(body) < 6000
    assert "edition 1" in body
    assert '<meta name="robots" content="noindex">' in body
    assert '<link rel="canonical" href="http://testserver/compare/alder-vs-birch/">' in body
    links = re.findall(r"<a [^>]+>", body)
    assert links
    for link in links:
        assert 'href="http://testserver/compare/alder-vs-birch/"' in link
        assert 'target="_blank"' in link
        assert 'rel="noopener"' in link
    assert "<script" not in body
    assert "<form" not in body


def test_an_embedded_comparison_shows_the_rows_that_differ_most_with_units(client, shipped_edition):
    body = client.get("/compare/django-vs-flask/embed/").content.decode()
    rows = re.findall(r'<th scope="row">(.*?)</th>', body)
    assert len(rows) == 8
    assert "Ease for Django developers" not in rows


def test_the_url_of_an_embedded_comparison_is_canonical(client, published):
    assert client.get("/compare/birch-vs-alder/embed/").headers["Location"] == EMBED
    assert client.get("/compare/alder-vs-cedar/embed/").status_code == 404
    assert client.get("/compare/alder/embed/").status_code == 400


def test_the_embed_code_can_be_copied(client, db, small):
    add_edition(1, changed(small, "frameworks", "alder", name='"A" <b>&'))
    body = client.get("/compare/alder-vs-birch/").content.decode()
    code = unescape(re.search(r'<textarea id="embed-html"[^>]*>(.*?)</textarea>', body, re.DOTALL)[1])
    frame = ElementTree.fromstring(code)
    assert frame.get("src") == f"http://testserver{EMBED}"
    assert frame.get("title") == '"A" <b>& or Birch? The framework advisor'


def test_a_badge_shows_the_edition_and_no_score(client, published):
    response = client.get("/frameworks/alder/badge.svg")
    assert response["Content-Type"] == "image/svg+xml"
    picture = ElementTree.fromstring(response.content)
    texts = [element.text for element in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["framework advisor", "compared, edition 1"]
    title = picture.find("{http://www.w3.org/2000/svg}title").text
    assert title == picture.get("aria-label") == "Alder: compared, edition 1 of the framework advisor"
    assert client.get("/frameworks/cedar/badge.svg").status_code == 404


def test_the_badge_of_a_retired_framework_says_retired(small):
    found = badge(small.framework_by_slug["dogwood"], 12)
    assert found.message.text == "retired, edition 12"
    assert found.width == found.message.x + found.message.length + 8
    assert found.divide == found.label.x + found.label.length + 8


def test_the_badge_code_shows_the_badge_and_links_to_the_page(client, db, small):
    add_edition(1, changed(small, "frameworks", "alder", name='"A" <b>&'))
    body = client.get("/frameworks/alder/").content.decode()
    code = unescape(re.search(r'<textarea id="badge-html"[^>]*>(.*?)</textarea>', body, re.DOTALL)[1])
    assert re.findall(r'(?:href|src)="([^"]+)"', code) == [
        "http://testserver/frameworks/alder/",
        "http://testserver/frameworks/alder/badge.svg",
    ]
    assert "&quot;A&quot; &lt;b&gt;&amp; in the framework advisor" in code
