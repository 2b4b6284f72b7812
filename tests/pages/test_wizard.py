"""The questions of the wizard: their order, going back, and changing an answer."""

import re
from itertools import pairwise
from urllib.parse import parse_qsl

import pytest

from advisor.advice.elicitation.next_question import next_question
from advisor.answers.flow import asked_questions
from advisor.answers.query import Answers
from tests.pages.wizard import GIVEN, answer, asked_until_review, back, chosen, fields, inner, links, words


def test_questions_lead_to_the_review_as_soon_as_the_rest_hardly_matters_and_on_to_the_result(client, shipped_edition):
    start = re.search(r'btn-lg"\s+href="([^"]+)"', client.get("/advise/").content.decode())[1]
    seen, address = asked_until_review(client, start, GIVEN)
    assert seen[:2] == ["build", "topics"]
    assert len(seen) == len(set(seen)) <= 7
    review = client.get(address).content.decode()
    assert "the questions that are left on your topics do not change the first place." in words(review)
    result = re.search(r'btn-lg"\s+href="([^"]+)"', review)[1].replace("&amp;", "&")
    assert result == address.replace("review", "result")
    assert "Django comes first" in client.get(result).content.decode()


def test_the_review_says_how_likely_the_questions_left_on_the_topics_change_anything(client, shipped_edition):
    address = "/advise/topics/?build=site&interface=pages&size=medium&back-office=admin&sign-in=accounts"
    review = answer(client, address, ["data", "back-office", "sign-in", "overhead"])
    assert "projects like yours, the questions that are left on your topics do not change the first place." in words(
        client.get(review).content.decode()
    )


def test_who_wants_to_can_answer_all_questions_that_are_asked(client, shipped_edition):
    following = links(client, "/advise/topics/?build=site")["Ask me about all of them"]
    _, address = asked_until_review(client, following, GIVEN)
    more = links(client, address)["Answer more questions anyway"]
    seen, address = asked_until_review(client, more, GIVEN)
    review = words(client.get(address).content.decode())
    choices = {key: [value] for key, value in parse_qsl(address.partition("?")[2])}
    asked = asked_questions(shipped_edition.catalogue, Answers(choices=choices))
    assert set(seen) < {question.slug for question in asked} == choices.keys()
    assert "No answer that is left can change the first place." in review
    assert "Answer more" not in review


def test_an_interrupted_review_leads_to_the_next_question(client, shipped_edition):
    found = links(client, "/advise/review/?build=site")
    following = next_question(shipped_edition.catalogue, Answers(choices={"build": ("site",)}))
    assert found["Answer the next question"] == f"/advise/{following.question.slug}/?build=site"


def test_back_leads_through_the_questions_in_the_order_in_which_they_were_asked(client, shipped_edition):
    seen, address = asked_until_review(client, "/advise/build/", GIVEN)
    query = address.partition("?")[2]
    for slug, before in reversed(list(pairwise(seen))):
        came_from = "" if slug == "topics" else "&from=next"
        assert back(client, before, query) == f"/advise/{slug}/?{query}{came_from}"
    assert back(client, seen[0], query) == f"/advise/?{query}"


def test_back_keeps_what_is_ticked_and_leaves_open_what_is_not(client, shipped_edition):
    ticked = client.get("/advise/size/", {"build": "site", "size": "small", "to": "back"})
    assert ticked["Location"] == "/advise/topics/?build=site&size=small"
    nothing_ticked = client.get("/advise/size/", {"build": "site", "to": "back"})
    assert nothing_ticked["Location"] == "/advise/topics/?build=site"


def test_a_question_gone_back_to_keeps_its_number(client, shipped_edition):
    later = "build=site&interface=pages&size=small"
    assert inner(client, f"/advise/build/?{later}&from=next", "p", 'class="step-count"').startswith("Question 1")
    assert inner(client, f"/advise/team/?{later}", "p", 'class="step-count"').startswith("Question 4")


def test_a_question_may_be_asked_only_after_certain_choices(client, shipped_edition):
    assert client.get("/advise/forms/?interface=pages").status_code == 200
    response = client.get("/advise/forms/?interface=programs")
    assert (response.status_code, response["Location"]) == (302, "/advise/review/?interface=programs")


def test_going_back_keeps_later_answers(client, shipped_edition):
    later = "/advise/build/?build=api&size=small&back-office=admin"
    address = answer(client, later, ["site"])
    assert address.endswith("/?build=site&size=small&back-office=admin")
    assert address.split("/")[2] not in ("build", "size", "back-office")


def test_an_answer_that_is_no_longer_asked_for_is_kept_but_does_not_count(client, shipped_edition):
    body = client.get("/advise/review/?interface=programs&forms=forms-yes").content.decode()
    assert "Kept, but ignored" in body
    with_forms, without = (
        client.get(f"/advise/result.json?interface=programs{forms}").json() for forms in ("&forms=forms-yes", "")
    )
    assert with_forms["levels"] == without["levels"]
    assert with_forms["answers"] == {"interface": ["programs"]}


def test_not_sure_changes_no_level_and_is_not_asked_again(client, shipped_edition):
    address = answer(client, "/advise/size/?build=site&size=large", ["not-sure"])
    assert address.endswith("/?build=site&size=not-sure")
    assert "/advise/size/" not in address
    passed, without = (client.get(f"/advise/result.json?build=site{size}").json() for size in ("&size=not-sure", ""))
    assert passed["levels"] == without["levels"]


def test_save_and_review_leads_to_the_review(client, shipped_edition):
    response = client.get("/advise/size/", {"build": "site", "size": "small", "to": "review"})
    assert response["Location"] == "/advise/review/?build=site&size=small"


def test_an_invalid_answer_is_shown_again(client, shipped_edition):
    response = client.get("/advise/public/", {"build": "site", "public": ["languages", "neither"], "to": "next"})
    body = response.content.decode()
    assert response.status_code == 400
    assert len(re.findall(r"checked", body)) == 2
    assert ("build", "site") in fields(body)


def test_the_edition_stays_pinned_in_the_wizard(client, shipped_edition):
    assert answer(client, "/advise/build/?edition=1", ["site"]).endswith("/?edition=1&build=site")


def test_a_question_is_numbered_and_says_between_whom_it_decides(client, shipped_edition):
    assert inner(client, "/advise/build/", "p", 'class="step-count"') == "Question 1"
    screens = "/advise/screens/?build=data-tool&interface=python-screens"
    decides = "Question 3, which often decides between NiceGUI and Streamlit"
    assert inner(client, screens, "p", 'class="step-count"') == decides
    assert inner(client, f"{screens}&screens=stateful", "p", 'class="step-count"') == decides


def test_a_question_page_says_why_it_is_asked_and_what_each_answer_changes(client, shipped_edition):
    body = client.get("/advise/open-connections/?build=site&live=streams").content.decode()
    hints = words(re.search(r'<details class="evidence meanings">(.*?)</details>', body, re.DOTALL)[1])
    assert "Thousands of open connections need an event loop." in hints
    assert (
        "Thousands or more Decisive: Async support Counts a lot: Scalability "
        "Must-have: Async support at least 7 out of 10. "
        "Rules out Bottle, Django, Flask, Pyramid, Streamlit." in hints
    )
    assert "Up to a few hundred Changes nothing." in hints
    assert "Not sure Changes nothing." in hints


def test_every_question_page_leads_to_the_result_after_the_first_answer(client, shipped_edition):
    assert "See the result now" not in client.get("/advise/build/").content.decode()
    assert "See the result now" in client.get("/advise/interface/?build=site").content.decode()
    data = {"build": "site", "size": "small", "to": "result"}
    assert client.get("/advise/size/", data)["Location"] == "/advise/result/?build=site&size=small"


@pytest.mark.parametrize("place", ["review", "result"])
@pytest.mark.parametrize("question", ["size", "live"])
def test_the_review_and_the_result_can_be_opened_without_an_answer(client, shipped_edition, place, question):
    response = client.get(f"/advise/{question}/", {"build": "site", "to": place})
    assert response["Location"] == f"/advise/{place}/?build=site&{question}=not-sure"


def test_going_back_shows_the_answers_given_even_not_sure(client, shipped_edition):
    assert chosen(client, "/advise/size/?build=site&size=not-sure") == ["not-sure"]
    assert chosen(client, "/advise/size/?build=site") == []
    assert chosen(client, "/advise/size/?build=site&size=large&from=next") == ["large"]


@pytest.mark.parametrize(
    ("place", "button"),
    [("review", "Save and review"), ("result", "Save and see the result")],
    ids=["review", "result"],
)
def test_changing_one_answer_leads_back_to_the_page_it_was_opened_from(client, shipped_edition, place, button):
    answers = "build=site&size=small&live=streams&level.api=decisive"
    shown = "review" if place == "review" else "result/answers"
    change = links(client, f"/advise/{shown}/?{answers}")[
        "Change the answer to: How big will the code be in two years?"
    ]
    assert change == f"/advise/size/?{answers}&from={place}"
    body = client.get(change).content.decode()
    assert re.search(r'<button[^>]*value="(\w+)"[^>]*>([^<]+)<', body).groups() == (place, button)
    assert "Continue" not in body
    assert f'href="/advise/{place}/?{answers.replace("&", "&amp;")}"' in body
    assert answer(client, change, ["large"], to=place) == f"/advise/{place}/?{answers.replace('small', 'large')}"


def test_an_invalid_change_keeps_the_answers_and_the_way_back(client, shipped_edition):
    data = {"build": "site", "from": "result", "public": ["languages", "neither"], "to": "result"}
    response = client.get("/advise/public/", data)
    body = response.content.decode()
    assert response.status_code == 400
    assert fields(body) == [("build", "site"), ("from", "result")]
    assert "Save and see the result" in body


def test_a_question_that_is_no_longer_asked_leads_back(client, shipped_edition):
    response = client.get("/advise/forms/?interface=programs&from=result")
    assert response["Location"] == "/advise/result/?interface=programs"


def test_only_pages_of_the_wizard_are_accepted_as_the_way_back(client, shipped_edition):
    response = client.get("/advise/size/?from=nowhere&build=site")
    assert response["Location"] == "/advise/size/?build=site"
    assert client.get("/advise/size/?from=result&build=site")["Location"] == "/advise/size/?build=site&from=result"


def test_an_answer_that_a_new_edition_removed_is_reported_on_the_next_page(client, shipped_edition):
    data = {"build": "castle", "size": "small", "to": "next"}
    response = client.get("/advise/size/", data)
    assert response["Location"].endswith("/?size=small&dropped=build.castle")
