"""Feeds, badge and status of a pinned result, and the page about them."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.watching.recipes import GITHUB_ACTION, PRE_COMMIT
from comparisons import models
from comparisons.editions.changelog import EDITIONS_COVERED
from comparisons.editions.store import edition
from tests.advisor.advice.editions import edited
from tests.catalogues import changed, small_catalogue, with_score
from tests.pages.editions import add_edition

SITE = "build=site&parts=editors&parts=lean&screens=own"
PINNED = f"edition=1&{SITE}"
ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESSES = ["feed.atom", "feed.json", "badge.svg", "status.json"]
MOVED = with_score(small_catalogue(), "alder", "admin", value=3.0)


@pytest.fixture
def decided(db, small):
    return add_edition(1, small).catalogue


def entries(client, query=PINNED):
    feed = client.get(f"/advise/result/feed.json?{query}").json()
    return [(item["title"], re.findall("<li>(.*?)</li>", item["content_html"])) for item in feed["items"]]


def status(client, query=PINNED):
    response = client.get(f"/advise/result/status.json?{query}")
    assert response.status_code == 200
    return response.json()


def test_a_feed_is_empty_until_something_that_matters_changes(client, decided):
    add_edition(2, with_score(decided, "alder", "admin", reason="Read again."))
    assert entries(client) == []
    feed = ElementTree.fromstring(client.get(f"/advise/result/feed.atom?{PINNED}").content)
    assert feed.find(f"{ATOM}title").text == "Alder, as decided with edition 1 of the framework advisor"
    assert feed.find(f"{ATOM}entry") is None
    assert feed.find(f"{ATOM}updated").text is not None


def test_a_feed_has_an_entry_for_each_edition_with_something_that_matters(client, decided):
    add_edition(2, MOVED)
    add_edition(3, changed(MOVED, "frameworks", "birch", summary="Another."))
    add_edition(4, decided)
    found = entries(client)
    assert [title for title, _ in found] == [
        "Edition 4: the first place has changed",
        "Edition 2: the first place has changed",
    ]
    assert found[1][1][0].startswith("First place has moved from Alder to Birch")


def test_entries_have_the_same_ids_in_both_formats_and_for_ever(client, decided):
    add_edition(2, MOVED)
    ids = [item["id"] for item in client.get(f"/advise/result/feed.json?{PINNED}").json()["items"]]
    add_edition(3, changed(MOVED, "frameworks", "birch", slug="beech", aliases=("birch",)))
    feed = ElementTree.fromstring(client.get(f"/advise/result/feed.atom?{PINNED}").content)
    assert [entry.find(f"{ATOM}id").text for entry in feed.iter(f"{ATOM}entry")] == ids
    assert ids[0].startswith("tag:testserver,")


def test_a_feed_covers_the_last_editions(client, decided):
    last = EDITIONS_COVERED + 5
    for number in range(2, last + 1):
        add_edition(number, MOVED if number % 2 else decided)
    found = entries(client)
    assert len(found) == EDITIONS_COVERED
    assert found[0][0].startswith(f"Edition {last}:")


def test_a_damaged_edition_is_left_out_of_the_feed(client, decided, caplog):
    add_edition(2, MOVED)
    add_edition(3, with_score(MOVED, "alder", "admin", reason="Read again."))
    models.Edition.objects.filter(number=2).update(digest="0" * 64)
    assert [title for title, _ in entries(client)] == ["Edition 3: the first place has changed"]


def test_the_status_as_data(client, decided):
    add_edition(2, MOVED)
    found = status(client)
    assert found["decision"] == f"http://testserver/advise/result/?{PINNED}"
    assert (found["state"], found["exit_code"], found["first_place_holds"]) == ("flipped", 1, False)
    assert found["decided"]["first"] == [{"slug": "alder", "name": "Alder"}]
    assert found["today"]["first"] == [{"slug": "birch", "name": "Birch"}]
    assert (found["decided"]["edition"], found["today"]["edition"]) == (1, 2)
    assert found["events"][0]["kind"] == "first-place"
    assert found["sentence"].startswith(found["events"][0]["words"])


def test_the_status_compares_with_today_whatever_was_in_between(client, decided):
    add_edition(2, MOVED)
    add_edition(3, decided)
    assert (status(client)["state"], len(entries(client))) == ("holds", 2)


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_without_an_edition_says_what_to_do(client, decided, name):
    response = client.get(f"/advise/result/{name}?{SITE}")
    assert response.status_code == 400
    assert "add edition=1 to this address" in response.content.decode()


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(("query", "code"), [("edition=99", 404), ("edition=x", 400), (f"{PINNED}&zz=1", 302)])
def test_what_cannot_be_watched_is_told_as_on_the_result(client, decided, name, query, code):
    assert client.get(f"/advise/result/{name}?{query}").status_code == code


@pytest.mark.parametrize("name", ADDRESSES)
def test_other_sites_may_read_it_and_search_engines_leave_it_out(client, decided, name):
    address = f"/advise/result/{name}?{PINNED}"
    response = client.get(address)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert client.head(address).status_code == 200


def test_the_badge_says_that_the_decision_holds(client, decided):
    add_edition(2, with_score(decided, "alder", "admin", reason="Read again."))
    badge = client.get(f"/advise/result/badge.svg?{PINNED}")
    assert badge.headers["Content-Type"] == "image/svg+xml"
    assert "Alder, still first, edition 2" in badge.content.decode()


def test_the_page_shows_all_ways_to_be_told(client, decided):
    body = client.get(f"/advise/result/watch/?{SITE}").content.decode()
    assert "Alder comes first. Edition 1 is the current one." in body
    links = [unescape(link) for link in re.findall(r'(?:href|src)="(http://testserver/[^"]*)"', body)]
    watched = [link for link in links if "/advise/result/" in link]
    assert {urlsplit(link).path.rsplit("/", 1)[1] for link in watched} >= set(ADDRESSES)
    assert all(urlsplit(link).query == PINNED for link in watched)
    assert f"[![Our choice of framework](http://testserver/advise/result/badge.svg?{PINNED})]" in unescape(body)


def test_the_share_page_and_the_result_lead_to_it(client, decided):
    for page in ("result/share/", "result/"):
        assert f'href="/advise/result/watch/?{SITE}"'.replace("&", "&amp;") in client.get(
            f"/advise/{page}?{SITE}"
        ).content.decode().replace("&amp;", "&").replace("&", "&amp;")


def test_the_recipes_on_the_page_are_those_of_the_docs_and_are_yaml(client, decided):
    body = unescape(client.get(f"/advise/result/watch/?{SITE}").content.decode())
    for recipe in (GITHUB_ACTION, PRE_COMMIT):
        assert recipe.strip() in body
        assert isinstance(yaml.safe_load(recipe), dict)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(edited(), min_size=1, max_size=3))
def test_the_feed_speaks_in_exactly_the_editions_that_change_the_status(client, decided, later):
    """Whatever editors do: an entry for an edition, exactly if something that matters happened since the one before."""
    models.Edition.objects.filter(number__gt=1).delete()
    spoken = []
    for number, catalogue in enumerate(later, start=2):
        add_edition(number, catalogue)
        spoken.append(_changes(edition(number - 1).catalogue, catalogue))
    found = [int(title.split(":")[0].removeprefix("Edition ")) for title, _ in entries(client)]
    assert sorted(found) == [number for number, changes in enumerate(spoken, start=2) if changes]


def _changes(before, after):
    from advisor.advice.since.decision_events import events_between, standing
    from advisor.answers.query import query_pairs

    pairs = query_pairs(PINNED)
    return bool(events_between(standing(before, pairs), standing(after, pairs)))


def test_status_json_is_json_with_one_type(client, decided):
    response = client.get(f"/advise/result/status.json?{PINNED}")
    assert response.headers["Content-Type"] == "application/json"
    assert json.loads(response.content)["exit_code"] == 0


def test_the_documentation_has_the_same_recipes():
    docs = (Path(__file__).resolve().parents[2] / "docs" / "watching.md").read_text()
    assert GITHUB_ACTION in docs
    assert PRE_COMMIT in docs


def test_own_scores_in_the_link_count_in_every_edition(client, decided):
    own = f"{PINNED}&own=birch.admin.10"
    assert client.get(f"/advise/result/?{own}").status_code == 200
    first = status(client, own)["decided"]["first"]
    assert first == [{"slug": "birch", "name": "Birch"}]
    add_edition(2, MOVED)
    found = status(client, own)
    assert (found["state"], found["today"]["first"]) == ("holds", first)
    assert entries(client, own) == []
