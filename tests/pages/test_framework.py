"""The pages of frameworks and criteria show every score with its bar and its reason."""

import re

import pytest
from django.utils.html import escape
from msgspec.structs import replace

from comparisons.catalogue.value import Status
from tests.catalogues import changed
from tests.pages.editions import add_edition


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_best_and_weakest_scores_come_first(client, shipped_edition):
    body = page(client, "/frameworks/flask/")
    glance = words(body[body.index('id="glance"') : body.index('id="strengths"')])
    assert glance.index("Best at") < glance.index("Sync support 10 out of 10") < glance.index("Weakest at")
    assert "Async support 3 out of 10" in glance


def test_every_score_has_its_anchor_reason_confidence_version_date_and_sources(client, shipped_edition, shipped):
    body = page(client, "/frameworks/django/")
    for score in shipped.framework_by_slug["django"].scores:
        item = re.search(rf'<li id="score-{score.criterion}">.*?</details>', body, re.DOTALL)[0]
        assert escape(score.reason) in item
        assert f"{score.confidence.capitalize()} confidence. Version {score.version}, reviewed" in words(item)
        assert f'datetime="{score.reviewed_on.isoformat()}"' in item
        assert [f"/sources/#{source}" in item for source in score.sources] == [True] * len(score.sources)
        is_retired = shipped.criterion_by_slug[score.criterion].retired
        assert (f'href="/criteria/{score.criterion}/"' in item) is not is_retired


@pytest.mark.parametrize("address", ["/frameworks/django/", "/criteria/admin/"])
def test_all_reasons_open_at_once_and_close_again(client, shipped_edition, address):
    closed = page(client, address)
    opened = page(client, f"{address}?reasons=shown")
    assert 'href="?reasons=shown#' in closed
    assert (closed.count("<details open>"), closed.count("<details>")) == (0, opened.count("<details open>"))
    assert f'href="{address}#' in opened
    assert "<details open>" not in page(client, f"{address}?reasons=maybe")
    for body in (closed, opened):
        assert re.search(rf'<link rel="canonical"\s+href="http://testserver{address}">', body)


def test_each_statement_and_fact_cites_its_sources_in_the_list_at_the_end(client, shipped_edition, shipped):
    body = page(client, "/frameworks/django/")
    listed = re.findall(r'<li id="cited-([^"]+)">', body)
    django = shipped.framework_by_slug["django"]
    for one in (*django.strengths, *django.suited_for, *django.facts):
        shown = re.search(re.escape(escape(one.text)) + r'\s*<sup class="refs">(.*?)</sup>', body, re.DOTALL)[1]
        cited = re.findall(r'href="#cited-([^"]+)"[^>]*>.*?</span>(\d+)</a>', shown)
        assert [(slug, listed[int(number) - 1]) for slug, number in cited] == [(slug, slug) for slug in one.sources]


def test_the_first_sentence_says_what_it_is_furthest_ahead_and_behind_on(client, shipped_edition):
    body = words(page(client, "/frameworks/litestar/"))
    assert "Compared with the other 16, Litestar is furthest ahead on database layer" in body
    assert "Weakest at Years in use" in body
    assert "Install footprint , packages; fewer is better" in body


def test_advice_is_offered_among_a_framework_and_its_alternatives(client, shipped_edition):
    body = page(client, "/frameworks/streamlit/")
    assert 'href="/advise/?among=nicegui&amp;among=reflex&amp;among=streamlit"' in body


def test_a_framework_says_what_it_is_built_on_and_what_is_built_on_it(client, db, shipped):
    add_edition(1, changed(shipped, "frameworks", "quart", built_on="flask"))
    assert "Built on Flask ; scores are of both together" in words(page(client, "/frameworks/quart/"))
    assert "Built on it Quart" in words(page(client, "/frameworks/flask/"))
    for slug, base in (("quart", "flask"), ("flask", "")):
        assert client.get(f"/api/v1/frameworks/{slug}").json()["framework"]["built_on"] == base


def test_unknown_scores_look_unknown(client, db, shipped):
    scores = tuple(s for s in shipped.framework_by_slug["django"].scores if s.criterion != "admin")
    add_edition(1, changed(shipped, "frameworks", "django", scores=scores))
    body = page(client, "/frameworks/django/")
    item = re.search(r'<li id="score-admin">.*?</details>', body, re.DOTALL)[0]
    assert words(item).startswith("Admin interface unknown Not known yet")
    assert "<svg" not in item
    assert "Unknown for Django" in words(page(client, "/criteria/admin/"))


def test_the_only_framework_has_no_averages(client, db, shipped):
    others = tuple(
        f if f.slug == "django" else replace(f, status=Status.DRAFT, alternatives=()) for f in shipped.frameworks
    )
    add_edition(1, replace(shipped, frameworks=others))
    body = page(client, "/frameworks/django/")
    assert "Best at" not in body
    assert "bar-others" not in body
    assert "Compare with" not in body


def test_each_claim_has_an_anchor_and_wrong_ones_come_first(client, shipped_edition, shipped):
    body = page(client, "/frameworks/django/")
    about = {claim.slug: claim.verdict for claim in shipped.claims if "django" in claim.frameworks}
    shown = re.findall(r'id="claim-([^"]+)"', body)
    assert sorted(shown) == sorted(about)
    assert [about[slug] for slug in shown] == ["wrong"] * 2 + ["disputed"] * 10 + ["supported"] * 25
    assert "<summary>25 supported, 10 disputed, 2 wrong</summary>" in body


def test_a_criterion_lists_every_framework_best_first(client, shipped_edition, shipped):
    body = page(client, "/criteria/packages/")
    listed = re.findall(r'<li id="score-([^"]+)">', body)
    figures = [shipped.framework_by_slug[slug].score_by_criterion["packages"].value for slug in listed]
    assert len(listed) == len(shipped.published_frameworks)
    assert figures == sorted(figures)
    assert "In packages, best first." in words(body)
