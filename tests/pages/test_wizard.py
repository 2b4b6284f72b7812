"""A visitor's way through the questions, page by page."""

import re

from advisor.wizard.answers import Answers
from advisor.wizard.steps import asked_questions


def fields(body):
    """Hidden fields of the form, as a browser would send them."""
    return re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', body)


def answer(client, address, choices):
    """Answer the question of a page and return the address that follows."""
    path = address.partition("?")[0]
    slug = path.strip("/").split("/")[-1]
    body = client.get(address).content.decode()
    data = {}
    for key, value in [*fields(body), *((slug, choice) for choice in choices), ("to", "next")]:
        data.setdefault(key, []).append(value)
    response = client.get(path, data)
    assert response.status_code == 302, response.content.decode()[:2000]
    return response["Location"]


def test_the_questions_lead_from_one_to_the_next_to_the_review_to_the_result(client, shop_window):
    address = re.search(r'btn-lg"\s+href="([^"]+)"', client.get("/advise/").content.decode())[1]
    seen = []
    given = {"build": ["site"], "ready-made": ["admin", "database"], "start": ["not-sure"]}
    while not address.startswith("/advise/review/"):
        slug = address.partition("?")[0].split("/")[2]
        seen.append(slug)
        address = answer(client, address, given.get(slug, ["not-sure"]))
    asked = asked_questions(shop_window.catalogue, Answers(choices={"build": ("site",)}))
    assert seen == [question.slug for question in asked]
    assert address == "/advise/review/?build=site&ready-made=database&ready-made=admin"
    review = client.get(address).content.decode()
    result = re.search(r'btn-lg"\s+href="([^"]+)"', review)[1].replace("&amp;", "&")
    assert result == "/advise/result/?build=site&ready-made=database&ready-made=admin"
    assert "Django comes first" in client.get(result).content.decode()


def test_a_question_may_be_asked_only_after_certain_choices(client, shop_window):
    assert "load" in [q.slug for q in asked_questions(shop_window.catalogue, Answers(choices={"build": ("api",)}))]
    response = client.get("/advise/load/?build=data-tool")
    assert (response.status_code, response["Location"]) == (302, "/advise/review/?build=data-tool")


def test_going_back_keeps_later_answers(client, shop_window):
    later = "/advise/build/?build=api&size=small&ready-made=admin"
    assert answer(client, later, ["site"]) == "/advise/interface/?build=site&size=small&ready-made=admin"


def test_an_answer_that_is_not_asked_for_any_more_is_kept_and_not_counted(client, shop_window):
    body = client.get("/advise/review/?build=data-tool&load=high").content.decode()
    assert "Kept, but not counted" in body
    with_load, without = (
        client.get(f"/advise/result.json?build=data-tool{load}").json() for load in ("&load=high", "")
    )
    assert with_load["levels"] == without["levels"]
    assert with_load["answers"] == {"build": ["data-tool"]}


def test_not_sure_counts_for_nothing(client, shop_window):
    assert answer(client, "/advise/size/?build=site&size=large", ["not-sure"]) == "/advise/team/?build=site"


def test_save_and_review_goes_to_the_review(client, shop_window):
    response = client.get("/advise/size/", {"build": "site", "size": "small", "to": "review"})
    assert response["Location"] == "/advise/review/?build=site&size=small"


def test_what_was_typed_wrong_is_still_there(client, shop_window):
    response = client.get("/advise/live/", {"build": "site", "live": ["ordinary", "streams"], "to": "next"})
    body = response.content.decode()
    assert response.status_code == 400
    assert len(re.findall(r"checked", body)) == 2
    assert ("build", "site") in fields(body)


def test_the_edition_stays_pinned_on_the_way(client, shop_window):
    assert answer(client, "/advise/build/?edition=1", ["site"]) == "/advise/interface/?edition=1&build=site"


def test_a_step_says_where_one_is_and_why_it_asks(client, shop_window):
    body = client.get("/advise/size/?build=site").content.decode()
    assert "Question 3 of 12" in body
    assert "Why we ask" in body
