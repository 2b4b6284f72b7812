"""The first page of the wizard and the review of all answers."""

import re

import pytest
from msgspec.structs import replace

from advisor.advice.elicitation.next_question import next_question
from advisor.answers.query import Answers
from tests.pages.editions import add_edition
from tests.pages.wizard import links, named, words
from tests.questions import STARTING_POINTS


def test_the_start_page_shows_an_example_with_its_real_result(client, shipped_edition):
    body = client.get("/advise/").content.decode()
    figure = re.search(r'<figure class="example">(.*?)</figure>', body, re.DOTALL)[1]
    full = re.search(r'href="([^"]+)"', figure)[1].replace("&amp;", "&")
    advice = client.get(full.replace("/result/", "/result.json")).json()
    assert advice["summary"] in words(figure)
    for entry in advice["ranking"][:4]:
        assert named(shipped_edition, entry) in words(figure)


def test_without_scenarios_the_start_page_has_no_example(client, db, shipped):
    add_edition(1, replace(shipped, scenarios=()))
    body = client.get("/advise/").content.decode()
    assert "<figure" not in body
    assert "Start" in body


def test_the_start_page_offers_to_keep_or_drop_the_answers(client, shipped_edition):
    found = links(client, "/advise/?edition=1&among=django&among=flask&build=site&level.api=decisive")
    query = "edition=1&among=django&among=flask&build=site&level.api=decisive"
    following = next_question(
        shipped_edition.catalogue, Answers(choices={"build": ("site",)}, among=("django", "flask"))
    )
    assert found["Go through the questions"] == f"/advise/{following.question.slug}/?{query}"
    assert found["Or see the result now"] == f"/advise/result/?{query}"
    assert found["Start again"] == "/advise/?edition=1&among=django&among=flask"


@pytest.mark.parametrize("path", ["/advise/", "/advise/size/", "/advise/review/"])
def test_a_choice_between_some_frameworks_is_shown_and_can_be_undone(client, shipped_edition, path):
    address = f"{path}?among=django&among=flask&build=site"
    assert "Only between Django and Flask." in client.get(address).content.decode()
    assert links(client, address)["Consider all"] == f"{path}?build=site"
    assert "Only between" not in client.get(f"{path}?build=site").content.decode()


def test_the_review_counts_answers_and_lists_what_was_set_by_hand(client, shipped_edition):
    body = words(client.get("/advise/review/?build=site&level.api=decisive&need.packages=20").content.decode())
    assert "1 question answered. In" in body
    assert "29 more questions" in body
    assert "Set by you on the result API support: decisive Install footprint at most 20 packages" in body


def test_the_first_page_offers_starting_points_until_something_is_answered(client, db, small):
    add_edition(1, replace(small, starting_points=STARTING_POINTS))
    page = words(client.get("/advise/").content.decode())
    offered = "Web shop Pages that editors keep. Back end of an app Answers in a second."
    assert f"Or start from a template, which fills in typical answers: {offered}" in page
    assert links(client, "/advise/")["Web shop"] == "/advise/review/?build=site&parts=editors&parts=lean"
    pinned = links(client, "/advise/?edition=1&among=alder&among=birch")["Back end of an app"]
    assert pinned == "/advise/review/?edition=1&among=alder&among=birch&build=api"
    assert "start from a template" not in client.get("/advise/?build=site").content.decode()


def test_the_review_says_which_template_filled_in_the_answers_until_one_is_changed(client, db, small):
    add_edition(1, replace(small, starting_points=STARTING_POINTS))
    filled_in = words(client.get("/advise/review/?build=site&parts=editors&parts=lean").content.decode())
    assert "The template “Web shop” filled in these answers. Change any that do not fit your project." in filled_in
    assert "filled in these answers" not in client.get("/advise/review/?build=site&parts=lean").content.decode()


def test_a_close_call_is_put_to_the_visitor_and_the_preference_is_kept_as_a_level(client, shipped_edition):
    query = "among=django&among=fastapi&level.admin=somewhat&level.performance=somewhat"
    passed = "&".join(f"{question.slug}=not-sure" for question in shipped_edition.catalogue.questions)
    found = links(client, f"/advise/review/?among=django&among=fastapi&{passed}&{query.split('&', 2)[2]}")
    assert "level.performance=a-lot" in found["Performance"]
    assert "level.admin=a-lot" in found["Admin interface"]
    assert "It is close" not in client.get(f"/advise/review/?{query}&level.seo=a-lot").content.decode()
