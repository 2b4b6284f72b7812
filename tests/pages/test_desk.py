"""The evidence desk page in the admin."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape, strip_tags

from advisor.models import DeskItem
from comparisons.catalogue.names import fact_key
from comparisons.measurements.results import shipped_results
from comparisons.models import Correction, Framework, Question, Score
from comparisons.working_copy import write_catalogue
from tests.catalogues import with_score
from tests.comparisons.corrections.sent import sent
from tests.comparisons.measurements.catalogues import catalogue_of_lab
from tests.pages.editions import add_edition, shipped_catalogue


@pytest.fixture
def anna(client, shipped_copy):
    client.force_login(User.objects.create_superuser("anna"))
    return client


def ticked(score, revision=None):
    return f"{score.pk}:{score.revision if revision is None else revision}"


def test_findings_link_to_their_forms(anna):
    body = anna.get("/admin/desk/?kind=unknown&framework=streamlit").content.decode()
    assert '<span class="desk-kind">Unknown score</span>' in body
    assert "/admin/comparisons/score/add/?framework=" in body
    Score.objects.filter(framework__slug="fastapi", criterion__slug="api").update(version="0.128")
    assert "Old version (1)" in anna.get("/admin/desk/").content.decode()


def test_findings_stand_by_criterion_with_the_value_the_reason_and_the_sources_of_their_score(anna):
    score = Score.objects.filter(confidence="low", value__isnull=False).select_related("framework", "criterion").first()
    query = f"?kind=unsure&framework={score.framework.slug}&criterion={score.criterion.slug}"
    response = anna.get(f"/admin/desk/{query}")
    [group] = response.context["groups"]
    [item] = group.items
    assert (group.title, item.name) == (score.criterion.name, score.framework.name)
    assert item.value.startswith(f"{score.value:g} ")
    assert (item.score.reason, len(item.sources)) == (score.reason, score.sources.count())
    for text in (score.reason, *score.sources.values_list("title", flat=True)):
        assert escape(text) in response.content.decode()


@pytest.fixture
def contradicted(anna, lab_results):
    """The desk of a catalogue with three scores that the lab contradicts."""
    write_catalogue(catalogue_of_lab())
    return anna


def test_scores_that_the_lab_contradicts_come_first_with_the_probe_and_a_link_to_change_them(contradicted):
    Score.objects.filter(framework__slug="flask").update(reviewed_on=timezone.localdate())
    response = contradicted.get("/admin/desk/")
    first, *others = response.context["groups"]
    assert first.title == "What the lab ran says otherwise"
    assert [item.where for item in first.items] == ["FastAPI: Security", "FastAPI: APIs", "Flask: Security"]
    assert not any(item.finding.contradictions for group in others for item in group.items)
    item = first.items[2]
    score = Score.objects.get(framework__slug="flask", criterion__slug="security")
    assert (item.address, item.score_tick) == (f"/admin/comparisons/score/{score.pk}/change/", "")
    words = " ".join(strip_tags(response.content.decode()).split())
    assert (
        "Flask: Security 8 out of 10, high confidence Contradicted by the lab Is a form that another site sends "
        "refused, by default? no (Flask 3.1.3): a form from another site is taken, so by its anchors the score is at "
        "most 7. The manual says 8.0."
    ) in words
    assert words.index("FastAPI: APIs 9 out of 10") < words.index("Flask: Security")


def test_contradicted_scores_can_be_filtered(contradicted):
    response = contradicted.get("/admin/desk/?kind=contradicted&framework=fastapi&criterion=api")
    assert [[item.where for item in group.items] for group in response.context["groups"]] == [["FastAPI: APIs"]]
    assert "Contradicted by the lab (3)" in response.content.decode()


def test_a_score_that_fits_what_was_seen_leaves_the_list(contradicted):
    Score.objects.filter(criterion__slug="security").update(value=7)
    first, *_ = contradicted.get("/admin/desk/").context["groups"]
    assert [item.where for item in first.items] == ["FastAPI: APIs"]


def test_what_the_lab_says_takes_no_queries(contradicted, django_assert_num_queries, monkeypatch):
    contradicted.get("/admin/desk/")
    with CaptureQueriesContext(connection) as queries:
        contradicted.get("/admin/desk/")
    shipped_results.cache_clear()
    monkeypatch.setattr("comparisons.measurements.results.RESULTS", Path("nowhere"))
    with django_assert_num_queries(len(queries)):
        assert "What the lab ran says otherwise" not in contradicted.get("/admin/desk/").content.decode()


def items_of(response):
    return [item for group in response.context["groups"] for item in group.items]


def test_what_was_reviewed_drops_out_until_it_or_the_latest_version_changes(anna):
    Score.objects.update(reviewed_on="2026-10-01")
    before = items_of(anna.get("/admin/desk/?kind=unsure"))
    first = before[0]
    anna.post("/admin/desk/?kind=unsure", {"score": [first.score_tick]})
    left = items_of(anna.get("/admin/desk/?kind=unsure"))
    assert [item.where for item in left] == [item.where for item in before if item.where != first.where]
    assert [item.where for item in items_of(anna.get("/admin/desk/?kind=unsure&show=reviewed"))] == [first.where]
    Framework.objects.filter(slug=first.finding.framework).update(latest_version="99.0")
    assert first.where in [item.where for item in items_of(anna.get("/admin/desk/?kind=unsure"))]
    Framework.objects.filter(slug=first.finding.framework).update(latest_version=first_version(first))
    assert first.where not in [item.where for item in items_of(anna.get("/admin/desk/?kind=unsure"))]
    pk = int(first.score_tick.partition(":")[0])
    Score.objects.filter(pk=pk).update(reason="Another reason.")
    assert first.where in [item.where for item in items_of(anna.get("/admin/desk/?kind=unsure"))]


def first_version(item):
    return shipped_catalogue().framework_by_slug[item.finding.framework].latest_version


def test_what_was_reviewed_comes_back_when_its_review_is_due_or_when_somebody_puts_it_back(anna):
    first = items_of(anna.get("/admin/desk/?kind=unsure"))[0]
    anna.post("/admin/desk/", {"score": [first.score_tick]})
    pk = int(first.score_tick.partition(":")[0])
    Score.objects.filter(pk=pk).update(reviewed_on="2020-01-01")
    DeskItem.objects.update(reviewed_on="2020-01-01")
    due = items_of(anna.get(f"/admin/desk/?kind=review-due&framework={first.finding.framework}"))
    assert first.where in [item.where for item in due]
    [again] = [item for item in items_of(anna.get("/admin/desk/?kind=unsure")) if item.where == first.where]
    anna.post("/admin/desk/", {"score": [again.score_tick]})
    [reviewed] = items_of(anna.get("/admin/desk/?kind=unsure&show=reviewed"))
    anna.post("/admin/desk/?show=reviewed", {"score": [reviewed.score_tick], "do": "put-back"})
    assert first.where in [item.where for item in items_of(anna.get("/admin/desk/?kind=unsure"))]


def test_what_has_no_score_can_be_reviewed_too(anna):
    unknown = items_of(anna.get("/admin/desk/?kind=unknown"))[0]
    question = items_of(anna.get("/admin/desk/?kind=unanswered"))[0]
    assert (unknown.score_tick, unknown.tick.partition("#")[0]) == ("", unknown.finding.name)
    another = items_of(anna.get("/admin/desk/?kind=unanswered"))[1]
    ticked = [unknown.tick, question.tick, "nothing/known", f"{another.finding.name}#seen-before"]
    page = anna.post("/admin/desk/", {"item": ticked}, follow=True).content.decode()
    assert "2 other rows are off the desk until they change." in page
    assert "Not marked, because the desk has changed meanwhile: 2 rows have to be looked at again." in page
    shown = [item.tick for item in items_of(anna.get("/admin/desk/?kind=unknown"))]
    assert unknown.tick not in shown
    assert another.tick in [item.tick for item in items_of(anna.get("/admin/desk/?kind=unanswered"))]
    assert DeskItem.objects.count() == 2


def test_what_the_lab_contradicts_can_be_assigned_but_not_called_true(contradicted):
    item = contradicted.get("/admin/desk/").context["groups"][0].items[0]
    response = contradicted.post("/admin/desk/", {"item": [item.tick]}, follow=True)
    assert "Nothing was marked" in response.content.decode()
    assert not DeskItem.objects.exists()
    user = User.objects.get(username="anna")
    contradicted.post("/admin/desk/", {"item": [item.tick], "do": "assign", "editor": str(user.pk)})
    [mine] = items_of(contradicted.get("/admin/desk/?show=mine&kind=contradicted"))
    assert (mine.where, mine.noted.assigned_to) == (item.where, user)
    contradicted.post("/admin/desk/", {"item": [item.tick], "do": "assign", "editor": ""})
    assert items_of(contradicted.get("/admin/desk/?show=mine")) == []


def test_the_questions_that_no_scenario_answers_are_listed_with_their_forms(anna):
    response = anna.get("/admin/desk/?kind=unanswered")
    [group] = response.context["groups"]
    assert group.title == "Questions that no scenario answers"
    for item in group.items:
        question = Question.objects.get(slug=item.finding.question)
        assert (item.name, item.address) == (question.text, f"/admin/comparisons/question/{question.pk}/change/")


def test_what_is_new_since_last_week_can_be_shown_alone(client, db, shipped, shipped_copy):
    client.force_login(User.objects.create_superuser("anna"))
    assert "Since" not in client.get("/admin/desk/").content.decode()
    add_edition(2, shipped, published_at=timezone.now() - timedelta(days=8))
    score = Score.objects.filter(confidence="high", criterion__retired=False, framework__status="published").first()
    Score.objects.filter(pk=score.pk).update(confidence="low")
    unsure = Score.objects.filter(confidence="low", criterion__retired=False).exclude(pk=score.pk).first()
    Score.objects.filter(pk=unsure.pk).update(confidence="high")
    response = client.get("/admin/desk/?show=new&kind=unsure")
    assert [item.finding.name for item in items_of(response)] == [
        f"score/{score.framework.slug}/{score.criterion.slug}"
    ]
    assert re.search(r"Since \d+ \w+: \d+ new, \d+ done\.", response.content.decode())


def test_corrections_come_first_those_of_few_from_a_network_before_those_of_many(anna, shipped):
    for number in range(15):
        sent(f"Buy {number}.", "score/flask/admin", network="192.0.2.66", catalogue=shipped)
    honest = sent("It is wrong.", "score/django/admin", catalogue=shipped)
    response = anna.get("/admin/desk/")
    assert response.context["corrections_waiting"] == 16
    assert next(row.pk for row in response.context["corrections"]) == honest.pk
    page = response.content.decode()
    assert page.index("Corrections from visitors</h2>") < page.index('class="desk-group" aria-labelledby="group-1"')
    assert "All 16 that wait" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("framework=django", ["score", "fact"]),
        ("framework=flask", []),
        ("criterion=admin", ["score"]),
        ("kind=correction", ["score", "fact"]),
        ("kind=unknown", []),
        ("show=mine", ["fact"]),
        ("show=nobody", ["score"]),
        ("show=reviewed", []),
    ],
)
def test_corrections_follow_the_filters(anna, shipped, query, shown):
    sent("It is wrong.", "score/django/admin", catalogue=shipped)
    fact = f"fact/django/{fact_key(shipped.framework_by_slug['django'].facts[0])}"
    row = sent("It is wrong.", fact, catalogue=shipped)
    Correction.objects.filter(pk=row.pk).update(assigned_to=User.objects.get(username="anna"))
    rows = anna.get(f"/admin/desk/?{query}").context.get("corrections") or []
    assert [row.about.partition("/")[0] for row in rows] == shown


def test_opening_the_desk_forgets_contacts_that_are_not_needed(anna, shipped):
    row = sent(about="score/django/admin", catalogue=shipped, contact="a@b", now=timezone.now() - timedelta(days=91))
    anna.get("/admin/desk/")
    assert Correction.objects.get(pk=row.pk).contact == ""


def test_a_page_of_findings_takes_a_fixed_number_of_queries(anna, django_assert_max_num_queries):
    anna.get("/admin/desk/")
    with django_assert_max_num_queries(90):
        anna.get("/admin/desk/")


def test_ticked_scores_are_marked_as_reviewed_and_leave_the_desk(anna):
    Score.objects.update(reviewed_on="2020-01-01")
    score = Score.objects.select_related("framework", "criterion").first()
    other = Score.objects.exclude(pk=score.pk).first()
    response = anna.post("/admin/desk/?kind=review-due", {"score": [ticked(score), ticked(other, 99)]}, follow=True)
    assert response.redirect_chain == [("/admin/desk/?kind=review-due", 302)]
    body = response.content.decode()
    assert "1 score is marked as reviewed today." in body
    assert f"Not marked, because somebody has changed it: {other}." in body
    score.refresh_from_db()
    assert score.reviewed_on == timezone.localdate()


def test_no_or_invalid_ticks_change_nothing(anna):
    for posted in ({}, {"score": ["x"]}, {"score": ["1:x", ":", "9" * 30 + ":1"]}):
        response = anna.post("/admin/desk/?criterion=admin", posted, follow=True)
        assert response.status_code == 200
        assert "Nothing was marked" in response.content.decode()


def test_invalid_filters_are_no_error(anna):
    for query in ("kind=nonsense", "framework=%00x", "page=99", "page=x", "criterion=admin&page=-1"):
        assert anna.get(f"/admin/desk/?{query}").status_code in (200, 400), query


def test_view_permission_is_not_enough_to_mark_scores(client, db, small):
    write_catalogue(small)
    dora = User.objects.create_user("dora", is_staff=True)
    dora.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(dora)
    assert "Reviewed, still true" not in client.get("/admin/desk/").content.decode()
    assert client.post("/admin/desk/", {"score": ["1:1"]}).status_code == 403


def test_visitors_see_what_was_stale_when_the_edition_was_published(client, shipped_edition, shipped):
    add_edition(2, with_score(shipped, "fastapi", "api", version="0.128"))
    page = client.get("/frameworks/fastapi/").content.decode()
    assert "Stale: 0.165.0 is out." in page
    assert "Stale" not in client.get("/criteria/admin/").content.decode()
    assert "Scores age." in client.get("/method/").content.decode()
