"""Feeds of changes between editions are valid, dated by their editions and bounded."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from comparisons.editions.changelog import EDITIONS_COVERED
from tests.catalogues import DAY, changed, with_score
from tests.pages.editions import add_edition

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/editions/feed", "/frameworks/alder/feed", "/compare/alder-vs-birch/feed"]


@pytest.fixture
def three(db, small):
    """Edition 2 changes Alder, edition 3 changes Dogwood and a draft."""
    first = add_edition(1, small)
    second = add_edition(2, with_score(small, "alder", "admin", value=3.0))
    third = with_score(small, "alder", "admin", value=3.0)
    third = changed(changed(third, "frameworks", "dogwood", licence="BSD"), "frameworks", "cedar", licence="BSD")
    return first, second, add_edition(3, third)


def entries(client, address):
    return [
        (entry.find(f"{ATOM}title").text, re.findall(r"<li>(.*?)</li>", entry.find(f"{ATOM}content").text))
        for entry in ElementTree.fromstring(client.get(f"{address}.atom").content).iter(f"{ATOM}entry")
    ]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "/editions/feed",
            [
                ("Edition 3", ["Framework Dogwood: licence &#x27;MIT&#x27; becomes &#x27;BSD&#x27;."]),
                ("Edition 2", ["Score of Alder on Admin: value 9 becomes 3."]),
                ("Edition 1", ["This is the first edition."]),
            ],
        ),
        (
            "/frameworks/dogwood/feed",
            [
                ("Edition 3", ["Framework Dogwood: licence &#x27;MIT&#x27; becomes &#x27;BSD&#x27;."]),
                ("Edition 1", ["Framework Dogwood is new."]),
            ],
        ),
    ],
)
def test_a_feed_lists_the_changes_that_concern_it(client, three, address, expected):
    assert entries(client, address) == expected


def test_the_feed_of_a_comparison_lists_changes_of_any_of_its_frameworks(client, three):
    assert [title for title, _ in entries(client, "/compare/alder-vs-dogwood/feed")] == [
        "Edition 3",
        "Edition 2",
        "Edition 1",
    ]
    assert [title for title, _ in entries(client, "/compare/birch-vs-dogwood/feed")] == ["Edition 3", "Edition 1"]


@pytest.mark.parametrize("address", FEEDS)
def test_atom_has_all_required_elements(client, three, address):
    response = client.get(f"{address}.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert feed.find(f"{ATOM}id").text == links["self"] == f"http://testserver{address}.atom"
    assert client.get(links["alternate"].removeprefix("http://testserver")).status_code == 200
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "Framework advisor"
    found = feed.findall(f"{ATOM}entry")
    assert feed.find(f"{ATOM}updated").text == found[0].find(f"{ATOM}updated").text
    ids = [entry.find(f"{ATOM}id").text for entry in found]
    assert len(ids) == len(set(ids))
    for entry in found:
        assert re.fullmatch(r"tag:testserver,\d{4}-\d\d-\d\d:[a-z/-]+/\d+", entry.find(f"{ATOM}id").text)
        assert {child.tag for child in entry} == {
            f"{ATOM}{name}" for name in ("id", "title", "updated", "published", "link", "content")
        }


def test_an_entry_has_the_date_of_its_edition(client, three):
    feed = ElementTree.fromstring(client.get("/editions/feed.atom").content)
    dates = [entry.find(f"{ATOM}updated").text for entry in feed.iter(f"{ATOM}entry")]
    assert dates == [edition.published_at.isoformat() for edition in reversed(three)]


@pytest.mark.parametrize("address", FEEDS)
def test_atom_and_json_have_the_same_content(client, three, address):
    feed = ElementTree.fromstring(client.get(f"{address}.atom").content)
    response = client.get(f"{address}.json")
    json_feed = json.loads(response.content)
    assert response["Content-Type"] == "application/feed+json"
    assert json_feed["version"] == "https://jsonfeed.org/version/1.1"
    assert json_feed["feed_url"] == f"http://testserver{address}.json"
    assert json_feed["title"] == feed.find(f"{ATOM}title").text
    names = {"id": "id", "title": "title", "content_html": "content", "date_published": "published"}
    assert [[item[name] for name in names] for item in json_feed["items"]] == [
        [entry.find(f"{ATOM}{name}").text for name in names.values()] for entry in feed.iter(f"{ATOM}entry")
    ]


def test_ids_of_entries_do_not_change_with_later_editions(client, three, small):
    before = [item["id"] for item in client.get("/editions/feed.json").json()["items"]]
    add_edition(4, replace(small, claims=()))
    assert [item["id"] for item in client.get("/editions/feed.json").json()["items"]][1:] == before


def test_changes_that_tell_readers_nothing_one_by_one_are_counted(client, three, small):
    """Scenarios, sources, and the dates and versions of reviews; other changes of the same scores are told."""
    reviewed = with_score(small, "alder", "admin", value=3.0, version="2.0")
    reviewed = with_score(reviewed, "birch", "speed", reviewed_on=DAY + timedelta(days=1), version="3.0")
    cases = (*(replace(small.scenarios[0], slug=f"case-{n}", right=("birch",)) for n in range(3)), *small.scenarios[1:])
    sources = (replace(small.sources[0], title="New"), *small.sources[1:])
    add_edition(4, replace(reviewed, scenarios=cases, sources=sources))
    assert entries(client, "/editions/feed")[0] == (
        "Edition 4",
        [
            "Framework Dogwood: licence &#x27;BSD&#x27; becomes &#x27;MIT&#x27;.",
            "3 dates or versions in reviews of scores.",
            "1 change to the list of sources.",
            "4 changes to the real projects that the advice is tested with.",
        ],
    )
    assert entries(client, "/frameworks/birch/feed")[0] == ("Edition 4", ["2 dates or versions in reviews of scores."])


def test_texts_are_escaped_and_a_note_of_an_editor_cannot_break_the_feed(client, three, small):
    add_edition(4, changed(small, "frameworks", "alder", name="<b>A & B</b>"), note="\x0b<script>]]>&")
    assert entries(client, "/editions/feed")[0][0] == "Edition 4: <script>]]>&"
    assert "<b>" not in str(entries(client, "/editions/feed"))
    assert ElementTree.fromstring(client.get("/frameworks/alder/feed.atom").content) is not None


def test_a_feed_has_a_limited_number_of_entries(client, db, small):
    for number in range(1, EDITIONS_COVERED + 3):
        add_edition(number, with_score(small, "alder", "admin", value=number / 4))
    assert len(entries(client, "/editions/feed")) == EDITIONS_COVERED
    quiet = client.get("/frameworks/birch/feed.json").json()
    assert quiet["items"] == []


def test_an_entry_of_many_changes_links_to_the_rest(client, db, small):
    many = tuple(replace(small.framework_by_slug["alder"], slug=f"alder-{n:03}", name=f"Alder {n}") for n in range(150))
    add_edition(1, small)
    add_edition(2, replace(small, frameworks=(*small.frameworks, *many)))
    content = client.get("/editions/feed.json").json()["items"][0]["content_html"]
    assert content.count("<li>") == 100
    assert 'And 50 more: <a href="http://testserver/editions/2/">' in content


def test_cached_changes_are_not_read_again(client, three, django_assert_num_queries):
    client.get("/editions/feed.atom")
    with django_assert_num_queries(2):  # the name of the current edition, and the names of earlier ones
        assert client.get("/frameworks/birch/feed.atom").status_code == 200


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/editions/", "/editions/feed"),
        ("/frameworks/alder/", "/frameworks/alder/feed"),
        ("/compare/alder-vs-birch/", "/compare/alder-vs-birch/feed"),
    ],
)
def test_a_page_links_to_its_feeds(client, three, page, feed):
    body = client.get(page).content.decode()
    head, _, rest = body.partition("</head>")
    for form, kind in (("atom", "atom+xml"), ("json", "feed+json")):
        assert re.search(
            rf'<link rel="alternate"\s+type="application/{re.escape(kind)}"[^>]*href="{feed}.{form}">', head
        )
        assert f'href="{feed}.{form}"' in rest


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/frameworks/cedar/feed.atom", 404),
        ("/compare/alder-vs-cedar/feed.json", 404),
        ("/compare/alder/feed.json", 400),
        ("/compare/birch-vs-alder/feed.json", 302),
    ],
)
def test_there_is_no_feed_without_a_page(client, three, address, status):
    assert client.get(address).status_code == status
