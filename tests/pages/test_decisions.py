"""The pages of real decisions, and where other pages lead to them."""

import pytest
from msgspec.structs import replace

from tests.catalogues import small_catalogue
from tests.pages.editions import add_edition
from tests.pages.texts import text_of
from tests.questions import SCENARIOS

GATEWAY, SHOP = SCENARIOS
OLD_NAME = replace(SHOP, aliases=("store",))


@pytest.fixture
def decided(db):
    return add_edition(1, small_catalogue(scenarios=(GATEWAY, OLD_NAME))).catalogue


def test_the_list_tells_each_story_and_what_was_chosen(client, decided):
    text = text_of(client, "/decisions/")
    assert "2 decisions by real projects" in text
    assert "A shop Chose Alder · 2019 Editors keep its pages." in text
    assert "A gateway Chose none of ours Many answers a second." in text


def test_a_filter_leaves_what_fits_and_a_link_shows_all_again(client, decided):
    text = text_of(client, "/decisions/?kind=site")
    assert "1 of 2 decisions. Show all" in text
    assert "A gateway" not in text


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("kind=castle", "There is no kind of project “castle”."),
        ("framework=birch", "No project here chose “birch”."),
        ("since=1492", "There is no year “1492” to begin with."),
    ],
)
def test_an_unknown_filter_is_an_error_that_names_it(client, decided, query, message):
    assert message in text_of(client, f"/decisions/?{query}", status=400)


def test_a_decision_tells_its_facts_options_source_and_our_advice(client, decided):
    text = text_of(client, "/decisions/shop/")
    for part in (
        "The project chose Alder",
        "What it considered Alder Birch A shop of our own",
        "What it turned down, and why Birch It has no screens for editors.",
        "Outcome It sells.",
        "Source How we chose",
        "Our advice today",
        "What its record says Team Three people. Editors Two, who write no code.",
    ):
        assert part in text
    page = client.get("/decisions/shop/").content.decode()
    assert '<a class="btn btn-primary" href="/advise/result/?build=site&amp;parts=editors&amp;parts=lean">' in page


@pytest.mark.parametrize(
    ("address", "status", "location"),
    [
        ("/decisions/store/", 301, "/decisions/shop/"),
        ("/decisions/?kind=site&utm_source=mail", 302, "/decisions/?kind=site"),
        ("/decisions/?framework=alder&kind=", 302, "/decisions/?framework=alder"),
        ("/decisions/?framework=Alder%201.0", 302, "/decisions/?framework=alder"),
        ("/sources/?framework=Alder", 302, "/sources/?framework=alder"),
        ("/claims/?framework=Alder", 302, "/claims/?framework=alder"),
    ],
)
def test_other_addresses_lead_to_the_canonical_one(client, decided, address, status, location):
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (status, location)


def test_an_unknown_decision_leads_to_the_list(client, decided):
    assert "There is no decision at this address." in text_of(client, "/decisions/castle/", status=404)


def test_pages_of_frameworks_and_comparisons_lead_to_who_chose_them(client, decided):
    assert "Real projects that chose it A shop (2019)" in text_of(client, "/frameworks/alder/")
    assert "Real projects that chose" not in text_of(client, "/frameworks/birch/")
    assert "Real projects that chose Alder (1)." in text_of(client, "/compare/alder-vs-birch/")


def test_a_decision_that_is_set_aside_says_so(client, db):
    add_edition(1, small_catalogue(scenarios=(replace(SHOP, aside=True),)))
    assert "This decision is set aside: it measures our advice" in text_of(client, "/decisions/shop/")
