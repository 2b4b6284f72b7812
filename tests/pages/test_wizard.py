"""The pages of the wizard."""

import re
from html import unescape
from itertools import pairwise
from urllib.parse import parse_qsl

import pytest
from msgspec.structs import replace

from advisor.advice.elicitation.next_question import next_question
from advisor.answers.flow import asked_questions
from advisor.answers.query import Answers
from comparisons.catalogue.wording import joined
from tests.catalogues import STARTING_POINTS
from tests.pages.editions import add_edition


def fields(body):
    """Return the hidden fields of the form as pairs."""
    return re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', body)


def words(html):
    """Return the text of some HTML on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()).replace(" ,", ",").replace(" .", ".")


def inner(client, address, tag, attribute):
    """Return the text of the first element with this attribute."""
    body = client.get(address).content.decode()
    return words(re.search(rf"<{tag}[^>]*{attribute}[^>]*>(.*?)</{tag}>", body, re.DOTALL)[1])


def so_far(client, address):
    return inner(client, address, "div", 'id="so-far"')


def links(client, address):
    """Return the addresses of a page's links by their texts."""
    found = re.findall(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', client.get(address).content.decode(), re.DOTALL)
    return {words(text): unescape(link) for link, text in found}


def named(edition, entry):
    """Return an entry of a ranking as the page shows it."""
    return f"{edition.catalogue.framework_by_slug[entry['framework']].name} {entry['points']}"


def chosen(client, address):
    return re.findall(r'value="([^"]+)"[^>]* checked', client.get(address).content.decode())


def answer(client, address, choices, to="next"):
    """Answer the question of a page and return the address that follows."""
    path = address.partition("?")[0]
    slug = path.strip("/").split("/")[-1]
    body = client.get(address).content.decode()
    data = {}
    for key, value in [*fields(body), *((slug, choice) for choice in choices), ("to", to)]:
        data.setdefault(key, []).append(value)
    response = client.get(path, data)
    assert response.status_code == 302, response.content.decode()[:2000]
    return response["Location"]


GIVEN = {
    "build": ["site"],
    "interface": ["pages"],
    "data": ["orm"],
    "back-office": ["admin"],
    "sign-in": ["accounts"],
    "size": ["medium"],
}
# Those of GIVEN that are topics.
TOPICS = ["data", "back-office", "sign-in"]


def asked_until_review(client, address, given):
    """Answer question after question, on the topics of these answers, and return their slugs and the review's address.

    Picking topics counts as the question "topics".
    """
    seen = []
    while not address.startswith("/advise/review/"):
        seen.append(address.partition("?")[0].split("/")[2])
        default = ["not-sure"] if seen[-1] != "topics" else [slug for slug in given if slug in TOPICS]
        address = answer(client, address, given.get(seen[-1], default))
    return seen, address


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


def back(client, slug, query):
    """Press Back on a question with what is ticked there."""
    return client.get(f"/advise/{slug}/?{query}&to=back")["Location"]


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


# Picking topics


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


# The interim ranking


def test_without_answers_there_are_no_leaders(client, shipped_edition):
    assert so_far(client, "/advise/build/") == (
        "The leading frameworks will appear here once an answer affects the ranking."
    )


def test_the_interim_ranking_agrees_with_the_result(client, shipped_edition):
    answers = "build=connections&interface=programs&live=streams&open-connections=many-open"
    advice = client.get(f"/advise/result.json?{answers}").json()
    first = " ".join(named(shipped_edition, entry) for entry in advice["ranking"][:3])
    names = [shipped_edition.catalogue.framework_by_slug[one["framework"]].name for one in advice["excluded"]]
    assert so_far(client, f"/advise/size/?{answers}") == (
        f"{first} Ruled out, {len(names)} of 17: {joined(names)}. "
        "Scores out of 100 after 4 answers; this may still change."
    )


def test_the_interim_ranking_says_if_none_or_all_are_excluded(client, shipped_edition):
    assert "Nothing ruled out yet. Scores out of 100 after 1 answer;" in so_far(client, "/advise/size/?team=one")
    nobody = so_far(client, "/advise/size/?interface=python-screens&need.admin=10&need.realtime=10")
    assert nobody.startswith("No framework meets all your must-haves. Ruled out, 17 of 17: aiohttp,")
    assert nobody.endswith("and 8 more.")


def test_the_interim_ranking_counts_unconfirmed_frameworks(client, db, shipped):
    django = shipped.framework_by_slug["django"]
    unknown = replace(django, scores=tuple(score for score in django.scores if score.criterion != "realtime"))
    add_edition(1, replace(shipped, frameworks=tuple(unknown if f.slug == "django" else f for f in shipped.frameworks)))
    assert (
        "Ruled out, 4 of 17: Bottle, Flask, Pyramid and Streamlit. Not known to meet your must-haves: Django."
        in so_far(client, "/advise/size/?live=streams&open-connections=many-open")
    )


# Skipping ahead, going back, changing one answer


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


# Start and review


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


def test_the_interim_ranking_has_only_the_frameworks_named(client, shipped_edition):
    hint = so_far(client, "/advise/size/?among=django&among=flask&live=streams&open-connections=many-open")
    assert hint == "No framework meets all your must-haves. Ruled out, 2 of 2: Django and Flask."


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
