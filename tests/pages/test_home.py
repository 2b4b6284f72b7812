"""The home page."""

import re

import pytest
from msgspec.structs import replace

from advisor.advice.recommendation import recommend
from advisor.advice.scenarios import answers_of, clearest_example, featured_example
from advisor.advice.track_record import record
from comparisons.catalogue.value import Status
from tests.pages.editions import add_edition
from tests.questions import STARTING_POINTS


def text_of(client):
    """Return the text of the page on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", client.get("/").content.decode()).split())


def scenario(catalogue, slug):
    return next(one for one in catalogue.scenarios if one.slug == slug)


def test_the_home_page_shows_a_real_result_with_its_verdict(client, shipped_edition):
    text = text_of(client)
    assert "Web tool between two external services A foundation\u2019s only developer" in text
    shown = featured_example(shipped_edition.catalogue)
    assert shown.scenario.slug == "case-33"
    assert " ".join(f"{framework.name} {placed.points}" for framework, placed in shown.places[:4]) in text
    assert shown.because in text
    assert "The project chose Flask" in text


def test_the_example_links_to_its_result(client, shipped_edition):
    body = client.get("/").content.decode()
    address = re.search(r'<a href="([^"]+)">See this result</a>', body)[1].replace("&amp;", "&")
    response = client.get(address)
    assert response.status_code == 200
    first, second, *_ = featured_example(shipped_edition.catalogue).places
    lead = f"{first[1].points} out of 100, {first[1].points - second[1].points} ahead of {second[0].name}"
    assert lead in response.content.decode()


def test_without_the_featured_scenario_the_clearest_is_shown(shipped):
    others = tuple(one for one in shipped.scenarios if one.slug != "case-33")
    found = featured_example(replace(shipped, scenarios=others))
    assert found.scenario == clearest_example(shipped).scenario
    first = recommend(shipped, answers_of(found.scenario)).ranking[0]
    assert (found.places[0][0].slug, found.places[0][1].points) == (first.framework, first.points)


def test_only_right_advice_is_shown(shipped):
    wrong = replace(scenario(shipped, "case-33"), right=("tornado",))
    right = scenario(shipped, "case-04")
    assert featured_example(replace(shipped, scenarios=(wrong, right))).scenario == right
    assert featured_example(replace(shipped, scenarios=(wrong,))) is None


def test_starting_points_lead_to_the_review_of_their_answers(client, db, small):
    add_edition(1, replace(small, starting_points=STARTING_POINTS))
    assert (
        "Or start from a template and change its answers Web shop Pages that editors keep. Back end of an app"
        in text_of(client)
    )
    body = client.get("/").content.decode()
    assert '<a href="/advise/review/?build=site&amp;parts=editors&amp;parts=lean">Web shop</a>' in body


def test_without_starting_points_there_is_no_link(client, db, small):
    add_edition(1, small)
    assert "start from a template" not in client.get("/").content.decode()


def untyped(framework):
    return replace(framework, scores=tuple(s for s in framework.scores if s.criterion != "framework-type"))


def without(shipped, missing):
    """Return the shipped catalogue without a part that the page shows."""
    if missing == "scenarios":
        return replace(shipped, scenarios=())
    if missing == "types":
        return replace(shipped, frameworks=tuple(map(untyped, shipped.frameworks)))
    hidden = {"pair": {"django", "flask"}, "everything": set(shipped.framework_by_slug)}[missing]
    drafts = (replace(f, status=Status.DRAFT) if f.slug in hidden else f for f in shipped.frameworks)
    return replace(shipped, frameworks=tuple(drafts))


@pytest.mark.parametrize(
    ("missing", "has_example", "has_pair"),
    [("scenarios", False, True), ("pair", True, False), ("types", True, True), ("everything", False, False)],
)
def test_the_home_page_omits_what_the_catalogue_lacks(client, db, shipped, missing, has_example, has_pair):
    add_edition(1, without(shipped, missing))
    text = text_of(client)
    assert "Get advice for your project" in text
    assert ("What you get" in text) == has_example
    assert ("The most common question" in text) == has_pair


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("frameworks", lambda body: len(set(re.findall(r'class="card-link" href="/frameworks/([^"]+)/"', body)))),
        ("criteria", lambda body: len(set(re.findall(r'href="/criteria/([^"/]+)/"', body))) - body.count(">Retired<")),
        ("sources", lambda body: int(re.search(r"(\d+) sources\.", body)[1])),
    ],
)
def test_each_number_equals_that_of_the_linked_page(client, shipped_edition, path, count):
    [number] = re.findall(rf'<a href="/{path}/">(\d+)</a>', client.get("/").content.decode())
    assert int(number) == count(client.get(f"/{path}/").content.decode()) > 0


def test_the_record_on_decisions_set_aside_is_told(client, shipped_edition):
    right = record(shipped_edition.catalogue, aside=True).right
    told = f"When tuning it, we set aside {right.total} decisions of real projects. In"
    assert f"{told} {right.count} of them, its first place was right." in text_of(client)


def test_the_catalogue_is_listed_by_kind(client, shipped_edition):
    text = text_of(client)
    assert "Bottle Flask Pyramid Quart Sanic" in text
    assert text.index("Python UI framework") < text.index("NiceGUI Reflex Streamlit")


@pytest.mark.parametrize(("extra", "is_cut"), [(0, False), (1, True)])
def test_a_large_kind_names_a_dozen_and_links_all(client, db, shipped, extra, is_cut):
    shown = shipped.framework_by_slug["falcon"]
    others = tuple(replace(shown, slug=f"other-{n}", name=f"Other {n}") for n in range(11 + extra))
    alone = [f for f in shipped.frameworks if f.slug in ("falcon", "django", "flask")]
    add_edition(1, replace(shipped, frameworks=(*alone, *others), scenarios=()))
    body = client.get("/").content.decode()
    kind = shown.score_by_criterion["framework-type"].value
    leads_on = f'<a href="/frameworks/?kind={kind}">all {12 + extra}</a>' in body
    assert (leads_on, body.count('href="/frameworks/other-')) == (is_cut, 11)
    assert client.get(f"/frameworks/?kind={kind}").status_code == 200


def test_frameworks_without_a_kind_link_to_all_frameworks(client, db, shipped):
    untyped_ones = tuple(
        replace(untyped(shipped.framework_by_slug["falcon"]), slug=f"other-{n}", name=f"Other {n}") for n in range(13)
    )
    add_edition(1, replace(shipped, frameworks=untyped_ones, scenarios=()))
    assert '<a href="/frameworks/">all 13</a>' in client.get("/").content.decode()
