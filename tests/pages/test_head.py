"""Metadata in the head of pages, for search engines and shared links."""

import re
from html import unescape

import pytest

from tests.pages.editions import add_edition

ORIGIN = "http://testserver"
ANSWERS = "build=site&interface=pages&size=small"

# URL, canonical URL, title and card of each page.
PAGES = [
    ("/", "/", "Framework advisor: choose a Python web framework, and know why", "/card.png"),
    ("/frameworks/", "/frameworks/", "Frameworks – Framework advisor", "/card.png"),
    ("/frameworks/?q=async", "/frameworks/", "Frameworks – Framework advisor", "/card.png"),
    ("/frameworks/django/", "/frameworks/django/", "Django – Framework advisor", "/frameworks/django/card.png"),
    ("/frameworks/django/?mood=1", "/frameworks/django/", "Django – Framework advisor", "/frameworks/django/card.png"),
    ("/criteria/admin/", "/criteria/admin/", "Admin interface – Framework advisor", "/card.png"),
    (
        "/compare/django-vs-flask/?rows=differences",
        "/compare/django-vs-flask/",
        "Django or Flask? – Framework advisor",
        "/compare/django-vs-flask/card.png",
    ),
    ("/compare/?with=django", "/compare/", "Compare – Framework advisor", "/card.png"),
    ("/lab/", "/lab/", "The lab – Framework advisor", "/card.png"),
    ("/lab/flask/", "/lab/flask/", "The lab\u2019s application in Flask – Framework advisor", "/card.png"),
    (
        "/compare/django-vs-flask/code/",
        "/compare/django-vs-flask/code/",
        "The code of Django and Flask, side by side – Framework advisor",
        "/compare/django-vs-flask/card.png",
    ),
    ("/editions/1/", "/editions/1/", "Edition 1 – Framework advisor", "/card.png"),
    ("/sources/", "/sources/", "Sources – Framework advisor", "/card.png"),
    ("/claims/", "/claims/", "Common claims, fact-checked – Framework advisor", "/card.png"),
    ("/api/types/", "/api/types/", "Types of the API – Framework advisor", "/card.png"),
    ("/assistants/", "/assistants/", "For assistants – Framework advisor", "/card.png"),
    ("/method/", "/method/", "Method – Framework advisor", "/card.png"),
    ("/advise/", "/advise/", "Get advice – Framework advisor", "/card.png"),
]


def head(client, address):
    """Return the metadata of a page: meta elements by name, the title and the canonical URL."""
    body = client.get(address).content.decode().partition("</head>")[0]
    metadata = {}
    for element in re.findall(r"<meta[^>]+>", body):
        found = dict(re.findall(r'(name|property|content)="([^"]*)"', element))
        key = found.get("name") or found.get("property")
        if key and key != "theme-color":  # given for light and for dark mode
            assert key not in metadata, f"{key} is said twice"
            metadata[key] = unescape(found["content"])
    metadata["title"] = unescape(re.search(r"<title>(.*)</title>", body)[1])
    metadata["canonical"] = re.findall(r'<link rel="canonical" href="([^"]*)">', body)
    return metadata


@pytest.mark.parametrize(("address", "canonical", "title", "card"), PAGES)
def test_every_page_has_metadata_for_shared_links(client, shipped_edition, address, canonical, title, card):
    metadata = head(client, address)
    assert metadata["canonical"] == [ORIGIN + canonical]
    assert metadata["title"] == title
    assert {key: value for key, value in metadata.items() if ":" in key and key != "og:image:alt"} == {
        "og:type": "website",
        "og:site_name": "Framework advisor",
        "og:title": title,
        "og:description": metadata["description"],
        "og:url": ORIGIN + canonical,
        "og:image": ORIGIN + card,
        "og:image:width": "1200",
        "og:image:height": "630",
        "twitter:card": "summary_large_image",
    }
    assert client.get(metadata["og:image"].removeprefix(ORIGIN))["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    ("address", "alt"),
    [
        ("/", "Framework advisor. Choose a Python web framework, and know why."),
        (
            "/frameworks/django/",
            "Django (Full-stack). Best on: Admin interface 10 out of 10, Multilingual support 10 out of 10, "
            "Database layer 10 out of 10.",
        ),
        (
            "/compare/django-vs-flask/",
            "Django or Flask? Among the best, of 36 criteria: Django on 28, Flask on 20.",
        ),
    ],
)
def test_the_image_has_a_text_alternative(client, shipped_edition, address, alt):
    assert head(client, address)["og:image:alt"] == alt


def test_a_shared_result_has_its_answers_and_the_card_of_its_edition(client, shipped_edition):
    address = f"/advise/result/?{ANSWERS}"
    metadata = head(client, address)
    assert metadata["title"] == "First impression: Flask – Framework advisor"
    assert metadata["canonical"] == []
    assert metadata["robots"] == "noindex"
    assert metadata["og:url"] == ORIGIN + address
    assert metadata["og:image"] == f"{ORIGIN}/advise/result.png?edition=1&{ANSWERS}"
    assert metadata["og:title"] == metadata["title"]
    assert metadata["og:description"] == metadata["description"]
    notices = " First impression from 3 answers. 4 left out by must-haves."
    assert metadata["og:image:alt"].startswith("Flask comes first")
    assert metadata["og:image:alt"].endswith(notices)
    assert metadata["description"].endswith(notices)
    assert client.get(metadata["og:image"].removeprefix(ORIGIN)).status_code == 200


def test_the_wizard_is_shared_with_its_answers(client, shipped_edition):
    address = f"/advise/review/?{ANSWERS}"
    assert head(client, address)["og:url"] == ORIGIN + address


def test_urls_have_the_scheme_and_host_of_the_request(client, shipped_edition):
    body = client.get("/frameworks/django/", secure=True, headers={"host": "127.0.0.1"}).content.decode()
    assert 'content="https://127.0.0.1/frameworks/django/card.png"' in body
    assert '<link rel="canonical" href="https://127.0.0.1/frameworks/django/">' in body


def test_names_are_escaped(client, db, small):
    from tests.catalogues import changed

    add_edition(1, changed(small, "frameworks", "alder", name='<b>"A" & b</b>', summary='It\'s "quick" <fast>.'))
    body = client.get("/frameworks/alder/").content.decode().partition("</head>")[0]
    assert "<b>" not in body
    assert "<fast>" not in body
    metadata = head(client, "/frameworks/alder/")
    assert metadata["og:title"] == metadata["title"] == '<b>"A" & b</b> – Framework advisor'
    assert metadata["og:description"] == '<b>"A" & b</b>: It\'s "quick" <fast>.'


@pytest.mark.parametrize("address", ["/nothing/", "/frameworks/nothing/", "/advise/result/?edition=x"])
def test_error_pages_have_no_metadata_for_shared_links(client, shipped_edition, address):
    metadata = head(client, address)
    assert not [key for key in metadata if ":" in key]
    assert metadata["canonical"] == []
    assert metadata["robots"] == "noindex"


def test_an_unknown_host_gets_an_error_page(client, shipped_edition):
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    # It is named in words, so that whoever runs the site knows what to allow, and linked to nowhere.
    assert "<code>evil.example</code>" in response.content.decode()
    assert "//evil.example" not in response.content.decode()
