"""Pages of what moving costs, and what the result says of it."""

import re

import pytest
from msgspec.structs import replace

from tests.catalogues import MOVES, small_catalogue
from tests.pages.editions import add_edition
from tests.pages.texts import text_of

(MOVE,) = MOVES
BACK = replace(MOVE, slug="birch-to-alder", origin="birch", target="alder")
SITE = "build=site&parts=editors&parts=lean&screens=own"


@pytest.fixture
def moving(db):
    return add_edition(1, small_catalogue(moves=(MOVE, BACK))).catalogue


def test_the_list_has_every_move_with_its_sum(client, moving):
    text = text_of(client, "/moving/")
    assert "2 moves that we looked at" in text
    assert "Alder → Birch 32 login" in text


def test_a_move_says_why_each_part_takes_what_it_takes(client, moving):
    text = text_of(client, "/moving/alder-to-birch/")
    assert "All parts together: 19 points of effort, and 13 for login, which nobody knows: 32 in all , out of" in text
    assert "Routes 3 About routes. Source: Manual" in text
    assert "Login 13 Unknown. About login. Our judgement, without a source." in text


def test_the_parts_that_a_project_has_are_in_the_address(client, moving):
    text = text_of(client, "/moving/alder-to-birch/?part=routes&part=tests")
    assert "The parts you chose: 6 points of effort , out of 49" in text
    assert "Models 7 (Not in your project.) About models." in text
    assert (
        'href="/moving/?part=routes&amp;part=tests"'
        in client.get("/moving/alder-to-birch/?part=routes&part=tests").content.decode()
    )


@pytest.mark.parametrize(
    ("address", "code", "target"),
    [
        ("/moving/alder-to-birch/?part=tests&part=routes", 302, "/moving/alder-to-birch/?part=routes&part=tests"),
        ("/moving/Alder-to-Birch/", 301, "/moving/alder-to-birch/"),
        (
            "/moving/alder-to-birch/?"
            + "&".join(f"part={p}" for p in ("routes", "models", "templates", "forms", "login", "tests", "deployment")),
            302,
            "/moving/alder-to-birch/",
        ),
        ("/moving/?utm_source=mail", 302, "/moving/"),
    ],
)
def test_other_spellings_lead_to_the_canonical_address(client, moving, address, code, target):
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (code, target)


def test_old_names_of_frameworks_lead_to_the_move(client, moving):
    elder = replace(
        moving,
        frameworks=tuple(
            replace(f, slug="elder", aliases=("alder",), alternatives=())
            if f.slug == "alder"
            else replace(f, alternatives=())
            for f in moving.frameworks
        ),
        moves=(replace(MOVE, origin="elder"),),
        claims=(),
        scenarios=(),
    )
    add_edition(2, elder)
    response = client.get("/moving/alder-to-birch/")
    assert (response.status_code, response.headers["Location"]) == (301, "/moving/elder-to-birch/")


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("/moving/alder-to-dogwood/", 404, "We have not looked at what moving from Alder to Dogwood costs yet."),
        ("/moving/nowhere/", 404, "This address names no move between two frameworks of the catalogue."),
        ("/moving/alder-to-alder/", 404, "This address names no move between two frameworks of the catalogue."),
        ("/moving/alder-to-birch/?part=soul", 400, "A project has no part “soul” here."),
        ("/moving/?part=soul", 400, "The parts are: routes, models, templates, forms, login, tests, deployment."),
        (f"/advise/result/moving/?{SITE}&part=soul", 400, "A project has no part “soul” here."),
        (f"/advise/result/moving/?{SITE}&present=alder&present=birch", 400, "more than one framework"),
    ],
)
def test_what_is_not_there_is_told_with_a_way_on(client, moving, address, code, said):
    assert said in text_of(client, address, code)


def test_a_catalogue_without_moves_has_an_empty_list(client, db, small):
    add_edition(1, small)
    assert "0 moves that we looked at" in text_of(client, "/moving/")


def test_a_comparison_says_what_moving_costs_both_ways(client, moving):
    text = text_of(client, "/compare/alder-vs-birch/")
    assert "What moving costs From Alder to Birch : 19 points of effort" in text
    assert "From Birch to Alder" in text
    assert "What moving costs" not in text_of(client, "/compare/birch-vs-dogwood/")


def test_the_page_of_a_result_sets_the_effort_against_the_lead(client, moving):
    text = text_of(client, f"/advise/result/moving/?{SITE}&present=birch")
    assert "Birch → Alder 19 points of effort" in text
    assert "Worth it only above a lead of 5 to 44 points" in text
    assert "somewhat 11 worth it a lot 22 not worth it" in text


def test_without_a_framework_the_page_shows_the_moves_to_the_first_place(client, moving):
    assert "Birch → Alder" in text_of(client, f"/advise/result/moving/?{SITE}")


def test_whoever_has_the_first_place_already_stays(client, moving):
    text = text_of(client, f"/advise/result/moving/?{SITE}&present=alder")
    assert "Alder comes first for your project. Nothing to move." in text


def test_a_framework_that_nobody_looked_at_is_told(client, moving):
    text = text_of(client, f"/advise/result/moving/?{SITE}&present=dogwood")
    assert "We have not looked yet at what moving from Dogwood" in text


def test_answers_stay_when_the_form_is_sent(client, moving):
    body = client.get(f"/advise/result/moving/?{SITE}&present=birch").content.decode()
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', body)
    assert hidden == [("build", "site"), ("parts", "editors"), ("parts", "lean"), ("screens", "own")]


@pytest.mark.parametrize(
    ("query", "is_shown"),
    [("build=api&code=micro-code", True), ("build=api&code=none", False), ("build=api", False)],
)
def test_the_result_tells_what_moving_costs_where_code_exists(client, shipped_edition, query, is_shown):
    text = text_of(client, f"/advise/result/?{query}")
    assert ("You have code already" in text) is is_shown
    assert ("Worth it only above a lead of" in text or "Not worth it" in text or "no option" in text) is is_shown


def test_every_shipped_move_has_all_parts_reasons_and_sources(shipped):
    assert len(shipped.moves) >= 12
    for move in shipped.moves:
        assert len(move.parts) == 7
        assert all(moved.reason and moved.sources for moved in move.parts)


def test_programs_read_moves(client, moving):
    listed = client.get("/api/v1/moves?framework=alder").json()
    assert [one["slug"] for one in listed["items"]] == ["alder-to-birch", "birch-to-alder"]
    one = client.get("/api/v1/moves/alder-to-birch").json()
    assert (one["points"], one["known"], one["most"]) == (32, 19, 49)
    assert [source["slug"] for source in one["sources"]] == ["manual"]
    assert client.get("/api/v1/moves/alder-to-oak").status_code == 404
    assert client.get("/api/v1/moves/Alder-to-birch").status_code == 301
