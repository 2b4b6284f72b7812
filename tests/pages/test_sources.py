"""The pages of sources, of claims and of editions: one count everywhere, filters, and places that links lead to."""

import re
from html import unescape

import pytest
from msgspec.structs import replace

from tests.catalogues import with_score
from tests.pages.editions import add_edition


def text_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2]).split()))


@pytest.fixture
def with_an_uncited_source(db, small):
    """Two sources are cited; one is cited by a draft only, and one by nothing."""
    more = [replace(small.source_by_slug["manual"], slug=slug) for slug in ("for-a-draft", "unread")]
    catalogue = with_score(small, "cedar", "admin", sources=("for-a-draft",))
    return add_edition(1, replace(catalogue, sources=(*small.sources, *more)))


def test_every_page_and_the_api_count_the_same_sources(client, with_an_uncited_source):
    assert re.search(r'<a href="/sources/">(\d+)</a>', client.get("/").content.decode())[1] == "2"
    assert "Sources 2 sources." in text_of(client, "/sources/")
    assert " sources 2 " in text_of(client, "/editions/1/")
    assert client.get("/sources/").content.decode().count("; read <time") == 2
    for address in ("sources", "sources?edition=1", "sources?limit=1"):
        assert client.get(f"/api/v1/{address}").json()["total"] == 2


def test_every_page_counts_the_same_criteria_and_claims(client, db, small):
    retired = tuple(replace(one, retired=one.slug == "packages") for one in small.criteria)
    about_a_draft = replace(small.claims[0], slug="of-a-draft", frameworks=("cedar",))
    add_edition(1, replace(small, criteria=retired, claims=(*small.claims, about_a_draft)))
    edition = text_of(client, "/editions/1/")
    assert "frameworks 2 criteria 3 sources 2 claims 2" in edition
    assert "2 claims: 1 disputed, 1 not checked." in text_of(client, "/claims/")
    assert client.get("/api/v1/claims").json()["total"] == 2


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/sources/?q=release+notes&framework=django", r"(\d+) of 403 sources\."),
        ("/claims/?framework=flask&verdict=disputed", r"(\d+) of 71 claims\."),
    ],
)
def test_filters_say_how_many_they_leave(client, shipped_edition, address, words):
    shown = re.findall(r'<li id="', client.get(address).content.decode())
    assert int(re.search(words, text_of(client, address))[1]) == len(shown) > 0


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/sources/?q=zzqq", 200, "No source fits. Try one word less, or show all"),
        ("/sources/?framework=zzqq", 400, "There is no framework “zzqq”."),
        ("/claims/?framework=falcon", 400, "There are no claims about “falcon”."),
        ("/claims/?verdict=zzqq", 400, "There is no verdict “zzqq”."),
    ],
)
def test_filters_that_leave_nothing_say_what_to_do(client, shipped_edition, address, status, words):
    assert words in text_of(client, address, status)


def test_a_filter_has_one_address(client, shipped_edition):
    assert client.get("/sources/?framework=django&q=++orm+&sorted=1")["Location"] == "/sources/?q=orm&framework=django"
    assert client.get("/claims/?verdict=&framework=django")["Location"] == "/claims/?framework=django"


def test_all_claims_have_a_place_and_say_whose_they_are(client, shipped_edition, shipped):
    body = client.get("/claims/").content.decode()
    assert [claim.slug for claim in shipped.claims if f'<li id="claim-{claim.slug}">' not in body] == []
    for anchor in ("about-django", "about-flask", "about-django-and-flask", "about-python"):
        assert f'<h2 id="{anchor}">' in body
    text = text_of(client, "/claims/")
    assert "71 claims: 48 supported, 19 disputed, 4 wrong." in text
    assert "The claims are from “Flask or Django?” by Alexander Procter (10 April 2024), in our words." in text
    for address in ("/claims/", "/sources/", "/frameworks/django/", "/compare/django-vs-flask/", "/criteria/seo/"):
        assert "founding" not in text_of(client, address)


def test_links_to_claims_that_stood_on_the_page_of_sources_still_lead_somewhere(client, shipped_edition):
    body = client.get("/sources/").content.decode()
    assert '<span id="claim-python-web-dominance"></span>' in body
    assert 'href="/claims/"' in body


def test_each_edition_shows_what_it_changed_by_subject(client, db, small):
    add_edition(1, small)
    add_edition(2, with_score(small, "alder", "admin", value=3.0, reason="Another reason."))
    assert 'aria-label="Scores: 2"' in client.get("/editions/").content.decode()
    assert "Scores 2" in text_of(client, "/editions/")
    edition = client.get("/editions/2/").content.decode()
    assert 'aria-label="Scores: 2"' in edition
    assert '<details class="changed" open>' in edition
    assert "Score of Alder on Admin: value 9 becomes 3." in text_of(client, "/editions/2/")
    assert "This is the first edition." in text_of(client, "/editions/1/")
