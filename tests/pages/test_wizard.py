"""The pages of the wizard."""

import re
from html import unescape

import pytest
from msgspec.structs import replace

from advisor.answers.flow import asked_questions
from advisor.answers.query import Answers
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


def test_the_questions_lead_to_the_review_and_to_the_result(client, shipped_edition):
    address = re.search(r'btn-lg"\s+href="([^"]+)"', client.get("/advise/").content.decode())[1]
    seen = []
    given = {"build": ["site"], "ready-made": ["admin", "database"], "start": ["not-sure"]}
    while not address.startswith("/advise/review/"):
        slug = address.partition("?")[0].split("/")[2]
        seen.append(slug)
        address = answer(client, address, given.get(slug, ["not-sure"]))
    asked = asked_questions(shipped_edition.catalogue, Answers(choices={"build": ("site",)}))
    assert seen == [question.slug for question in asked]
    assert address == "/advise/review/?build=site&ready-made=database&ready-made=admin"
    review = client.get(address).content.decode()
    result = re.search(r'btn-lg"\s+href="([^"]+)"', review)[1].replace("&amp;", "&")
    assert result == "/advise/result/?build=site&ready-made=database&ready-made=admin"
    assert "Django comes first" in client.get(result).content.decode()


def test_a_question_may_be_asked_only_after_certain_choices(client, shipped_edition):
    assert "load" in [q.slug for q in asked_questions(shipped_edition.catalogue, Answers(choices={"build": ("api",)}))]
    response = client.get("/advise/load/?build=data-tool")
    assert (response.status_code, response["Location"]) == (302, "/advise/review/?build=data-tool")


def test_going_back_keeps_later_answers(client, shipped_edition):
    later = "/advise/build/?build=api&size=small&ready-made=admin"
    assert answer(client, later, ["site"]) == "/advise/interface/?build=site&size=small&ready-made=admin"


def test_an_answer_that_is_no_longer_asked_for_is_kept_but_does_not_count(client, shipped_edition):
    body = client.get("/advise/review/?build=data-tool&load=high").content.decode()
    assert "Kept, but not counted" in body
    with_load, without = (
        client.get(f"/advise/result.json?build=data-tool{load}").json() for load in ("&load=high", "")
    )
    assert with_load["levels"] == without["levels"]
    assert with_load["answers"] == {"build": ["data-tool"]}


def test_not_sure_counts_for_nothing(client, shipped_edition):
    assert answer(client, "/advise/size/?build=site&size=large", ["not-sure"]) == "/advise/team/?build=site"


def test_save_and_review_leads_to_the_review(client, shipped_edition):
    response = client.get("/advise/size/", {"build": "site", "size": "small", "to": "review"})
    assert response["Location"] == "/advise/review/?build=site&size=small"


def test_an_invalid_answer_is_shown_again(client, shipped_edition):
    response = client.get("/advise/live/", {"build": "site", "live": ["ordinary", "streams"], "to": "next"})
    body = response.content.decode()
    assert response.status_code == 400
    assert len(re.findall(r"checked", body)) == 2
    assert ("build", "site") in fields(body)


def test_the_edition_stays_pinned_in_the_wizard(client, shipped_edition):
    assert answer(client, "/advise/build/?edition=1", ["site"]) == "/advise/interface/?edition=1&build=site"


@pytest.mark.parametrize(
    ("address", "progress"),
    [
        ("/advise/build/", "Question 1 of 11 or 12, depending on your answers"),
        ("/advise/build/?build=data-tool", "Question 1 of 11"),
        ("/advise/interface/", "Question 2 of 11"),
        ("/advise/size/?build=site", "Question 3 of 12"),
    ],
)
def test_progress_shows_the_greatest_number_of_questions(client, shipped_edition, address, progress):
    assert inner(client, address, "label", 'for="progress"') == progress


def test_a_question_page_says_why_it_is_asked_and_what_each_answer_changes(client, shipped_edition):
    body = client.get("/advise/live/?build=site").content.decode()
    hints = words(re.search(r'<details class="evidence meanings">(.*?)</details>', body, re.DOTALL)[1])
    assert "This decides whether asynchronous code is worth its price." in hints
    assert (
        "Thousands of connections open at once Decisive: Async and live connections Counts a lot: Scalability "
        "Must-have: Async and live connections at least 7 of 10. "
        "Leaves out Bottle, Django, Flask, Pyramid, Streamlit." in hints
    )
    assert "No: ordinary, short requests Changes nothing. Not sure Changes nothing." in hints


# The interim ranking


def test_without_answers_there_are_no_leaders(client, shipped_edition):
    assert so_far(client, "/advise/build/") == (
        "As soon as an answer counts for something, the leading frameworks show here."
    )


def test_the_interim_ranking_agrees_with_the_result(client, shipped_edition):
    answers = "build=connections&interface=programs&live=many-open"
    advice = client.get(f"/advise/result.json?{answers}").json()
    first = " ".join(named(shipped_edition, entry) for entry in advice["ranking"][:3])
    out = len(advice["excluded"])
    assert so_far(client, f"/advise/size/?{answers}") == (
        f"{first} Must-haves leave out {out} of 17. Points of 100, from 3 answers. Not the advice yet."
    )


def test_the_interim_ranking_says_if_none_or_all_are_excluded(client, shipped_edition):
    assert "No must-have leaves any out. Points of 100, from 1 answer." in so_far(client, "/advise/size/?team=one")
    nobody = so_far(client, "/advise/size/?interface=python-screens&need.admin=10&need.realtime=10")
    assert nobody == "No framework meets all your must-haves. Must-haves leave out 17 of 17."


def test_the_interim_ranking_counts_unconfirmed_frameworks(client, db, shipped):
    django = shipped.framework_by_slug["django"]
    unknown = replace(django, scores=tuple(score for score in django.scores if score.criterion != "realtime"))
    add_edition(1, replace(shipped, frameworks=tuple(unknown if f.slug == "django" else f for f in shipped.frameworks)))
    assert "Must-haves leave out 4 of 17. Of 1 nobody knows whether it meets them." in so_far(
        client, "/advise/size/?live=many-open"
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
    assert response["Location"] == f"/advise/{place}/?build=site"


def test_going_back_shows_the_answers_given_even_not_sure(client, shipped_edition):
    back = links(client, "/advise/team/?build=site")["Back"]
    assert back == "/advise/size/?build=site&from=next"
    assert chosen(client, back) == ["not-sure"]
    assert chosen(client, "/advise/size/?build=site") == []
    assert chosen(client, "/advise/size/?build=site&size=large&from=next") == ["large"]
    assert answer(client, back, ["not-sure"]) == "/advise/team/?build=site"


@pytest.mark.parametrize(
    ("place", "button"),
    [("review", "Save and review"), ("result", "Save and see the result")],
    ids=["review", "result"],
)
def test_changing_one_answer_leads_back_to_the_page_it_was_opened_from(client, shipped_edition, place, button):
    answers = "build=site&size=small&live=streams&level.api=decisive"
    change = links(client, f"/advise/{place}/?{answers}")["Change the answer to: How large will the code become?"]
    assert change == f"/advise/size/?{answers}&from={place}"
    body = client.get(change).content.decode()
    assert re.search(r'<button[^>]*value="(\w+)"[^>]*>([^<]+)<', body).groups() == (place, button)
    assert "Continue" not in body
    assert f'href="/advise/{place}/?{answers.replace("&", "&amp;")}"' in body
    assert answer(client, change, ["large"], to=place) == f"/advise/{place}/?{answers.replace('small', 'large')}"


def test_an_invalid_change_keeps_the_answers_and_the_way_back(client, shipped_edition):
    data = {"build": "site", "from": "result", "live": ["ordinary", "streams"], "to": "result"}
    response = client.get("/advise/live/", data)
    body = response.content.decode()
    assert response.status_code == 400
    assert fields(body) == [("build", "site"), ("from", "result")]
    assert "Save and see the result" in body


def test_a_question_that_is_no_longer_asked_leads_back(client, shipped_edition):
    response = client.get("/advise/load/?build=data-tool&from=result")
    assert response["Location"] == "/advise/result/?build=data-tool"


def test_only_pages_of_the_wizard_are_accepted_as_the_way_back(client, shipped_edition):
    response = client.get("/advise/size/?from=nowhere&build=site")
    assert response["Location"] == "/advise/size/?build=site"
    assert client.get("/advise/size/?from=result&build=site")["Location"] == "/advise/size/?build=site&from=result"


def test_an_answer_that_a_new_edition_removed_is_reported_on_the_next_page(client, shipped_edition):
    data = {"build": "castle", "size": "small", "to": "next"}
    response = client.get("/advise/size/", data)
    assert response["Location"] == "/advise/team/?size=small&dropped=build.castle"


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
    assert found["Go through the questions"] == f"/advise/build/?{query}"
    assert found["Or go straight to the result"] == f"/advise/result/?{query}"
    assert found["Start afresh"] == "/advise/?edition=1&among=django&among=flask"


@pytest.mark.parametrize("path", ["/advise/", "/advise/size/", "/advise/review/"])
def test_a_choice_between_some_frameworks_is_shown_and_can_be_undone(client, shipped_edition, path):
    address = f"{path}?among=django&among=flask&build=site"
    assert "Only between Django and Flask." in client.get(address).content.decode()
    assert links(client, address)["Consider all"] == f"{path}?build=site"
    assert "Only between" not in client.get(f"{path}?build=site").content.decode()


def test_the_interim_ranking_has_only_the_frameworks_named(client, shipped_edition):
    hint = so_far(client, "/advise/size/?among=django&among=flask&live=many-open")
    assert hint == "No framework meets all your must-haves. Must-haves leave out 2 of 2."


def test_the_review_counts_answers_and_lists_what_was_set_by_hand(client, shipped_edition):
    body = words(client.get("/advise/review/?build=site&level.api=decisive&need.packages=20").content.decode())
    assert "1 of 12 questions answered. What you left open counts for nothing." in body
    assert "Set by you on the result Building APIs: decisive Packages installed at most 20 packages" in body
