"""The page on which visitors pick the topics that they can say something about."""

import re

import pytest
from msgspec.structs import replace

from advisor.advice.elicitation.next_question import next_question
from advisor.answers.query import Answers
from tests.pages.editions import add_edition
from tests.pages.wizard import answer, asked_until_review, back, fields, inner, links, words


def test_topics_are_picked_after_the_first_question_and_only_these_are_asked(client, shipped_edition):
    address = answer(client, "/advise/build/", ["site"])
    assert address == "/advise/topics/?build=site"
    address = answer(client, address, ["time", "data"])
    assert address.endswith("/?topics=data&topics=time&build=site")
    before, address = asked_until_review(client, address, {})
    after, address = asked_until_review(client, links(client, address)["Answer more questions anyway"], {})
    assert "No question is left on the topics that you picked." in words(client.get(address).content.decode())
    seen = [*before, *after]
    topics = {question.slug for question in shipped_edition.catalogue.questions if question.topic}
    assert set(seen) & topics == {"data", "time"}


def test_who_wants_to_is_asked_about_all_topics(client, shipped_edition):
    address = links(client, "/advise/topics/?build=site")["Ask me about all of them"]
    following = next_question(shipped_edition.catalogue, Answers(choices={"build": ("site",)})).question
    assert address == f"/advise/{following.slug}/?build=site"
    assert "/topics/" not in answer(client, address, [following.choices[0].slug])


@pytest.mark.parametrize(
    ("picked", "message"),
    [
        ({}, "Tick at least one topic, or choose “Ask me about all of them”."),
        ({"topics": ["data", "weather"]}, "“weather” is not one of the topics. Please choose from the list."),
        ({"topics": ["build"]}, "“build” is not one of the topics. Please choose from the list."),
    ],
)
def test_topics_that_cannot_be_picked_are_shown_again_with_what_to_do(client, shipped_edition, picked, message):
    response = client.get("/advise/topics/", {"build": "site", **picked, "to": "next"})
    assert response.status_code == 400
    assert message in words(response.content.decode())
    assert ("build", "site") in fields(response.content.decode())


def test_the_topics_picked_stay_ticked_and_can_be_changed_from_the_review(client, shipped_edition):
    address = links(client, "/advise/review/?topics=data&topics=time&build=site&data=orm")["Pick other topics"]
    assert address == "/advise/topics/?topics=data&topics=time&build=site&data=orm&from=more"
    body = client.get(address).content.decode()
    assert re.findall(r'value="([a-z-]+)"[^>]*checked', body) == ["data", "time"]
    assert back(client, "topics", address.partition("?")[2]).startswith("/advise/build/?topics=data&topics=time")


def test_topics_change_no_result_and_those_that_are_not_known_are_named(client, shipped_edition):
    with_topics, without = (client.get(f"/advise/result.json?{t}build=site").json() for t in ("topics=data&", ""))
    assert with_topics["ranking"] == without["ranking"]
    response = client.get("/advise/review/?topics=data&topics=weather&build=site")
    assert response["Location"] == "/advise/review/?topics=data&build=site&dropped=topics.weather"


def test_picking_topics_counts_as_a_question(client, shipped_edition):
    query = "topics=team&topics=data&build=site&data=orm"
    assert inner(client, f"/advise/build/?{query}&from=next", "p", 'class="step-count"').startswith("Question 1")
    assert inner(client, f"/advise/topics/?{query}", "p", 'class="step-count"').startswith("Question 2")
    assert inner(client, f"/advise/team/?{query}", "p", 'class="step-count"').startswith("Question 4")


def test_without_topics_none_are_picked(client, db, shipped):
    plain = tuple(replace(question, topic="") for question in shipped.questions)
    add_edition(1, replace(shipped, questions=plain))
    assert not answer(client, "/advise/build/", ["site"]).startswith("/advise/topics/")
    assert client.get("/advise/topics/?build=site")["Location"] == "/advise/review/?build=site"
