"""House rules on pages, in results as a must-have, in records and in the API."""

import re

import pytest
from msgspec.structs import replace

from comparisons.catalogue.value import HouseRule, Ring
from tests.catalogues import ALDER, DAY, changed, small_catalogue
from tests.pages.editions import add_edition

HOLD = HouseRule(ring=Ring.HOLD, reason="Nobody here knows it.", decided_on=DAY)
ADOPT = HouseRule(ring=Ring.ADOPT, reason="Everybody knows it.", decided_on=DAY)


@pytest.fixture
def ruled(db):
    """Alder is on hold, Birch adopted, and Elder has no rule."""
    elder = replace(ALDER, slug="elder", name="Elder")
    catalogue = small_catalogue()
    catalogue = replace(catalogue, frameworks=(*catalogue.frameworks, elder))
    catalogue = changed(catalogue, "frameworks", "alder", house_rule=HOLD)
    return add_edition(1, changed(catalogue, "frameworks", "birch", house_rule=ADOPT))


def words(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(re.sub("<[^>]+>", " ", response.content.decode()).split())


def test_a_rule_stands_on_the_page_of_its_framework_and_in_comparisons(client, ruled):
    sentence = "House rule: Hold since 22 November 2026. Nobody here knows it."
    assert sentence in words(client, "/frameworks/alder/")
    assert f"Alder {sentence}" in words(client, "/compare/alder-vs-birch/")
    assert "House rule" not in words(client, "/frameworks/elder/")


def test_rules_have_a_page_of_their_own(client, ruled):
    told = words(client, "/house-rules/")
    assert "Adopt Use it where it fits. Birch Everybody knows it. Since 22 November 2026" in told
    assert "Alder Nobody here knows it. Since 22 November 2026" in told


def test_rules_stand_beside_names_in_the_ranking_and_do_not_move_it(client, ruled):
    body = client.get("/advise/result/?build=site").content.decode()
    assert '<a href="/frameworks/birch/">Birch</a> <span class="tag ring-adopt">Adopt</span>' in body
    ranking = client.get("/advise/result.json?build=site").json()["ranking"]
    plain = {one["framework"]: (one["rank"], one["total"]) for one in ranking}
    assert plain["alder"] == plain["elder"]
    assert {one["framework"]: one.get("house_rule", {}).get("ring") for one in ranking} == {
        "alder": "hold",
        "birch": "adopt",
        "elder": None,
    }


@pytest.mark.parametrize(
    ("wish", "left"),
    [("adopt", {"birch"}), ("trial", {"birch"}), ("open", {"birch", "elder"})],
)
def test_a_rule_can_be_asked_for_as_a_must_have(client, ruled, wish, left):
    found = client.get(f"/advise/result.json?build=site&house={wish}").json()
    assert {one["framework"] for one in found["ranking"]} == left
    assert {one["failed"][0]["found"] for one in found["excluded"]} <= {"hold", "none"}
    assert {one["framework"] for one in found["excluded"]} == {"alder", "birch", "elder"} - left


def test_the_must_have_has_its_price_and_can_be_taken_off(client, ruled):
    told = words(client, "/advise/result/left-out/?build=site&house=adopt")
    assert "Alder misses House rule: only what we adopted (set by you); its ring is Hold." in told
    assert "Without “House rule: only what we adopted”, it would come" in told
    body = client.get("/advise/result/?build=site&house=adopt").content.decode()
    assert '<a class="chip" href="/advise/result/?build=site">House rule: only what we adopted' in body


def test_a_record_says_the_rules_and_the_must_have(client, ruled):
    record = client.get("/advise/result.md?edition=1&build=site&house=open").content.decode()
    assert "- Must-have: House rule: all but what is on hold" in record
    assert "House rule: Adopt since 22 November 2026. Everybody knows it." in record
    assert "Its ring is Hold. Nobody here knows it." in record


def test_the_api_has_the_rule_of_a_framework(client, ruled):
    found = client.get("/api/v1/frameworks/alder").json()["framework"]
    assert found["house_rule"] == {"ring": "hold", "reason": "Nobody here knows it.", "decided_on": "2026-11-22"}
    assert "house_rule" not in client.get("/api/v1/frameworks/elder").json()["framework"]


def test_together_a_rule_of_one_person_is_a_rule_for_all(client, ruled):
    told = words(client, "/advise/together/?edition=1&1=Ada&1.build=site&1.house=open&2=Bo&2.build=api")
    assert "House rule: all but what is on hold" in told


def test_without_rules_no_page_knows_them(client, db, small):
    add_edition(1, small)
    assert client.get("/house-rules/").status_code == 404
    assert "ouse rule" not in words(client, "/advise/result/?build=site")
    assert client.get("/advise/result/?build=site&house=open")["Location"] == (
        "/advise/result/?build=site&dropped=house"
    )


def test_a_wish_that_does_not_exist_is_dropped_and_named(client, ruled):
    assert client.get("/advise/result/?build=site&house=never")["Location"] == (
        "/advise/result/?build=site&dropped=house"
    )


def test_a_pinned_link_tells_that_the_rule_changed(client, ruled):
    add_edition(2, changed(ruled.catalogue, "frameworks", "birch", house_rule=HOLD))
    told = words(client, "/advise/result/?edition=1&build=site&house=adopt")
    assert "House rule for Birch" in told
