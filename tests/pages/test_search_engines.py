"""Information for search engines: robots.txt, the site map, structured data and noindex."""

import json
import re
from datetime import datetime
from xml.etree import ElementTree

import pytest

from tests.catalogues import changed, with_score
from tests.pages.editions import add_edition

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ORIGIN = "http://testserver"
ANSWERS = "build=site&interface=pages"


def listed(client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {
        page.find(f"{SITEMAP}loc").text.removeprefix(ORIGIN): page.findtext(f"{SITEMAP}lastmod")
        for page in root.iter(f"{SITEMAP}url")
    }


def linked_data(client, address):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(address).content.decode())
    return json.loads(found[0]) if found else None


def test_robots_txt_allows_everything_and_links_to_the_site_map(client, published):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == f"User-agent: *\nDisallow:\n\nSitemap: {ORIGIN}/sitemap.xml\n"


def test_every_page_of_the_site_map_exists_is_indexable_and_canonical(client, published):
    for address in listed(client):
        response = client.get(address)
        assert response.status_code == 200, address
        head = response.content.decode().partition("</head>")[0]
        assert f'<link rel="canonical" href="{ORIGIN}{address}">' in head, address
        assert 'name="robots"' not in head, address


def test_the_site_map_lists_public_pages(client, shipped_edition, shipped):
    found = listed(client)
    assert {f"/frameworks/{framework.slug}/" for framework in shipped.published_frameworks} <= found.keys()
    assert {f"/criteria/{criterion.slug}/" for criterion in shipped.criteria} <= found.keys()
    assert {"/", "/api/", "/editions/1/", "/compare/django-vs-flask/", "/advise/", "/method/"} <= found.keys()
    assert {
        "/lab/",
        "/lab/probes/",
        "/lab/flask/",
        "/lab/flask/measurements/",
        "/compare/django-vs-flask/code/",
    } <= found.keys()


def test_drafts_are_not_in_the_site_map(client, published):
    found = listed(client)
    assert "/frameworks/dogwood/" in found
    assert not [address for address in found if "cedar" in address]


def test_pages_have_the_date_of_the_edition_that_changed_them(client, db, small):
    first, second = "2026-01-02T03:04:05+00:00", "2026-02-03T04:05:06+00:00"
    add_edition(1, small, published_at=datetime.fromisoformat(first))
    add_edition(2, with_score(small, "alder", "admin", value=3.0), published_at=datetime.fromisoformat(second))
    found = listed(client)
    assert found["/frameworks/alder/"] == found["/criteria/admin/"] == found["/editions/2/"] == second
    assert found["/frameworks/birch/"] == found["/criteria/speed/"] == found["/editions/1/"] == first
    assert found["/"] == second
    assert found["/method/"] is None


@pytest.mark.parametrize(
    "address",
    [f"/advise/result.json?{ANSWERS}", f"/advise/result.csv?{ANSWERS}", f"/advise/result.md?{ANSWERS}"],
)
def test_exports_of_results_are_not_to_be_indexed(client, shipped_edition, address):
    assert client.get(address)["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "address",
    [
        f"/advise/result/?{ANSWERS}",
        f"/advise/review/?{ANSWERS}",
        "/advise/build/",
        "/advise/together/",
        "/find/?q=django",
        "/compare/django-vs-flask/embed/",
    ],
)
def test_pages_with_answers_are_not_to_be_indexed(client, shipped_edition, address):
    assert '<meta name="robots" content="noindex">' in client.get(address).content.decode()


def test_structured_data_of_a_framework_match_its_page(client, shipped_edition, shipped):
    django = shipped.framework_by_slug["django"]
    page, trail = linked_data(client, "/frameworks/django/")["@graph"]
    assert page == {
        "@type": "WebPage",
        "name": "Django",
        "url": f"{ORIGIN}/frameworks/django/",
        "lastReviewed": max(score.reviewed_on for score in django.scores).isoformat(),
        "about": {
            "@type": "SoftwareSourceCode",
            "name": "Django",
            "description": django.summary,
            "url": django.home_page,
            "codeRepository": django.repository,
            "version": django.latest_version,
            "programmingLanguage": "Python",
        },
    }
    assert [(item["position"], item["name"], item["item"]) for item in trail["itemListElement"]] == [
        (1, "Frameworks", f"{ORIGIN}/frameworks/"),
        (2, "Django", f"{ORIGIN}/frameworks/django/"),
    ]


def test_the_catalogue_is_described_as_a_data_set_without_a_licence(client, shipped_edition):
    data = linked_data(client, "/api/")
    assert (data["@type"], data["version"]) == ("Dataset", "1")
    assert data["dateModified"] == shipped_edition.published_at.isoformat()
    assert data["distribution"][0]["contentUrl"] == f"{ORIGIN}/api/v1/catalogue.json"
    assert "license" not in data


@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("/", ["WebSite"]),
        ("/criteria/admin/", ["BreadcrumbList"]),
        ("/compare/django-vs-flask/", ["WebPage", "BreadcrumbList"]),
        ("/lab/", []),
        ("/lab/probes/", []),
        ("/lab/flask/", ["BreadcrumbList"]),
        ("/advise/", []),
    ],
)
def test_each_page_has_structured_data(client, shipped_edition, address, kinds):
    data = linked_data(client, address)
    found = [part["@type"] for part in data.get("@graph", [data])] if data else []
    assert found == kinds
    assert "Rating" not in json.dumps(data)
    assert "Review" not in json.dumps(data).replace("lastReviewed", "")


def test_no_text_can_end_the_structured_data_element(client, db, small):
    add_edition(1, changed(small, "frameworks", "alder", summary="</script><script>alert(1)</script><!-- & \u2028"))
    body = client.get("/frameworks/alder/").content.decode()
    assert "<script>alert" not in body
    page, _ = linked_data(client, "/frameworks/alder/")["@graph"]
    assert page["about"]["description"] == "</script><script>alert(1)</script><!-- & \u2028"
