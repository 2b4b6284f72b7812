"""A visitor's own scores, criterion and notes on the result and in its files."""

import html
import re
from urllib.parse import parse_qsl

import pytest

from tests.catalogues import with_score
from tests.pages.editions import add_edition

RESULT = "/advise/result/"


@pytest.fixture
def one(db, small):
    return add_edition(1, small)


def body_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, (response.status_code, response.headers.get("Location"))
    return response.content.decode()


def words(client, address):
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", body_of(client, address))).split())


def ranking(client, query):
    return {one["framework"]: one["points"] for one in client.get(f"/advise/result.json?{query}").json()["ranking"]}


def test_an_own_score_moves_the_ranking_and_is_called_theirs_everywhere(client, one):
    query = "build=site&own=alder.admin.1%3AWe+tried+it."
    assert ranking(client, query)["alder"] < ranking(client, "build=site")["alder"]
    told = words(client, f"{RESULT}?{query}")
    assert "Alder on Admin: 1 instead of 9. We tried it." in told
    assert "1 (yours)" in words(client, f"/advise/result/side-by-side/?{query}")
    assert "1 score is yours, not ours" in client.get(f"/advise/result.csv?{query}").content.decode()
    assert "1 (yours)" in client.get(f"/advise/result-table.md?{query}").content.decode()
    notices = client.get(f"/advise/result.json?{query}").json()["notices"]
    assert {"state": "own", "words": "1 score is yours, not ours"} in notices
    record = client.get(f"/advise/result.md?edition=1&{query}").content.decode()
    assert "Our own, not from the catalogue:\n\n- Alder on Admin: 1 instead of 9. We tried it." in record


def test_nothing_of_one_visitor_is_shown_to_another(client, one):
    before = body_of(client, "/advise/result/side-by-side/?build=site")
    body_of(client, "/advise/result/side-by-side/?build=site&own=alder.admin.1")
    body_of(client, "/advise/result/levels/?build=site&mine=Known+to+us")
    body_of(client, "/advise/result/left-out/?build=site&need.speed=300&own=alder.speed.1")
    assert body_of(client, "/advise/result/side-by-side/?build=site") == before
    for page in ("/frameworks/alder/", "/compare/alder-vs-birch/", "/advise/result/levels/?build=site"):
        assert "yours)" not in body_of(client, page)
        assert "Known to us" not in body_of(client, page)


def test_an_own_criterion_can_be_scored_and_weighed(client, one):
    query = "build=site&level.mine=decisive&mine=Known+to+us&own=birch.mine.10&own=alder.mine.0"
    assert ranking(client, query)["birch"] > ranking(client, "build=site")["birch"]
    told = words(client, f"{RESULT}?{query}")
    assert "Your criterion: Known to us" in told
    assert "Birch on Known to us: 10." in told
    for page in ("", "levels/", "side-by-side/", "left-out/"):
        assert "/criteria/mine/" not in body_of(client, f"{RESULT}{page}?build=site&mine=Known+to+us")


def test_a_note_is_shown_and_moves_nothing(client, one):
    query = "build=site&note=alder%3ARuns+in+billing"
    assert ranking(client, query) == ranking(client, "build=site")
    assert "Alder: Runs in billing" in words(client, f"{RESULT}?{query}")
    assert "- Alder: Runs in billing" in client.get(f"/advise/result.md?edition=1&{query}").content.decode()


@pytest.mark.parametrize(
    ("sent", "pairs"),
    [
        (
            "score-framework=alder&score-criterion=admin&score-value=2,5&score-reason=No+%26+no",
            [("own", "alder.admin.2.5:No & no"), ("build", "site")],
        ),
        ("note-framework=birch&note-text=Hm", [("note", "birch:Hm"), ("build", "site")]),
        ("mine-name=Known+to+us", [("mine", "Known to us"), ("build", "site")]),
    ],
)
def test_the_forms_lead_to_the_result_with_what_they_hold(client, one, sent, pairs):
    location = client.get(f"/advise/result/own/?build=site&{sent}")["Location"]
    assert parse_qsl(location.partition("?")[2]) == pairs
    canonical = client.get(location)["Location"]
    assert sorted(parse_qsl(canonical.partition("?")[2])) == sorted(pairs)
    assert client.get(canonical).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        "score-framework=alder&score-criterion=admin&score-value=11",
        "score-framework=alder&score-criterion=admin&score-value=good",
        "score-framework=zebra&score-criterion=admin&score-value=1",
        "note-framework=zebra&note-text=x",
        "note-text=",
        "score-value=&mine-name=",
    ],
)
def test_what_cannot_be_added_is_refused_with_what_to_write(client, one, sent):
    response = client.get(f"/advise/result/own/?build=site&{sent}")
    assert response.status_code == 400
    assert "A score needs a framework, a criterion and a number" in response.content.decode()


def test_a_form_replaces_an_earlier_score_on_the_same_thing(client, one):
    form = "score-framework=alder&score-criterion=admin&score-value=2"
    location = client.get(f"/advise/result/own/?build=site&own=alder.admin.7&{form}")["Location"]
    assert "own=alder.admin.2" in client.get(location)["Location"]
    assert "own=alder.admin.7" not in client.get(location)["Location"]


def test_each_can_be_taken_off_by_a_link(client, one):
    body = body_of(client, f"{RESULT}?build=site&own=alder.admin.2&note=birch%3AHm")
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)">Take it off', body)]
    assert links == [f"{RESULT}?build=site&note=birch%3AHm", f"{RESULT}?build=site&own=alder.admin.2"]


def test_texts_of_visitors_are_escaped(client, one):
    body = body_of(client, f"{RESULT}?build=site&note=alder%3A%3Cscript%3Ealert%281%29%3C%2Fscript%3E")
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_they_stay_in_the_wizard_and_in_pinned_links(client, one, small):
    add_edition(2, with_score(small, "alder", "speed", value=500.0))
    pinned = "edition=1&build=site&own=alder.admin.2"
    assert "Alder on Admin: 2 instead of 9." in words(client, f"{RESULT}?{pinned}")
    assert 'name="own" value="alder.admin.2"' in body_of(client, "/advise/build/?build=site&own=alder.admin.2")


def test_together_they_do_not_count_and_are_named_as_dropped(client, one):
    address = "/advise/together/?edition=1&1=Ada&1.build=site&1.own=alder.admin.2&2=Bo&2.build=api"
    assert "dropped=1.own" in client.get(address)["Location"]
