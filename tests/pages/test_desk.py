"""The evidence desk page in the admin."""

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone
from django.utils.html import escape

from comparisons.models import Score
from comparisons.working_copy import write_catalogue


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
    assert "Old version (9)" in anna.get("/admin/desk/").content.decode()


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


def test_what_was_reviewed_today_makes_room_for_the_rest(anna):
    Score.objects.update(reviewed_on="2026-01-01")
    first = anna.get("/admin/desk/?kind=unsure").context["groups"][0].items[0]
    anna.post("/admin/desk/?kind=unsure", {"score": [first.tick]})
    groups = anna.get("/admin/desk/?kind=unsure").context["groups"]
    assert [item.where for item in groups[-1].items] == [first.where]
    assert groups[-1].title == "Reviewed today"


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


def test_visitors_see_what_was_stale_when_the_edition_was_published(client, shipped_edition):
    page = client.get("/frameworks/fastapi/").content.decode()
    assert "Stale: 0.165.0 is out." in page
    assert "Stale" not in client.get("/criteria/admin/").content.decode()
    assert "Scores age." in client.get("/method/").content.decode()
