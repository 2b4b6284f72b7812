"""The list of corrections and the page of one, as editors use them."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons.models import Claim, Correction, Framework, Score
from tests.comparisons.admin.conftest import give
from tests.comparisons.corrections.sent import sent

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LIST = "/admin/comparisons/correction/"
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> https://pills.example/ www.pills.example "
    "javascript:alert(1) {{ 7|add:7 }} '\"><a href=//x>x</a> \u202egnp.exe"
)


def page_of(row):
    return f"{LIST}{row.pk}/change/"


def stored(row):
    return Correction.objects.get(pk=row.pk)


def test_accepting_opens_the_score_with_the_text_beside_it_and_its_history_keeps_it(carl):
    row, score = (
        sent("It is 8.", source="The manual", contact="a@b"),
        Score.objects.get(criterion__slug="admin", framework__slug="alder"),
    )
    page = carl.get(page_of(row)).content.decode()
    assert "It is 8." in page
    assert "a@b" in page
    response = carl.post(page_of(row), {"do": "accept"})
    assert response["Location"] == f"/admin/comparisons/score/{score.pk}/change/?correction={row.pk}"
    form = carl.get(response["Location"]).content.decode()
    assert "Correction from a visitor" in form
    assert '<p class="as-typed">It is 8.</p>' in form
    assert (stored(row).state, stored(row).contact) == ("accepted", "")
    assert (
        "from a visitor accepted: “It is 8.”"
        in carl.get(f"/admin/comparisons/score/{score.pk}/history/").content.decode()
    )


@pytest.mark.parametrize(
    ("about", "form"),
    [
        ("fact/alder/creators", "/admin/comparisons/framework/{alder}/change/?correction={pk}"),
        ("framework/alder", "/admin/comparisons/framework/{alder}/change/?correction={pk}"),
        ("claim/alder-is-quick", "/admin/comparisons/claim/{claim}/change/?correction={pk}"),
        ("score/birch/admin", "/admin/comparisons/score/add/?framework={birch}&criterion={admin}&correction={pk}"),
    ],
)
def test_each_kind_of_correction_opens_its_form(carl, about, form):
    row = sent(about=about)
    keys = {
        "pk": row.pk,
        "alder": Framework.objects.get(slug="alder").pk,
        "birch": Framework.objects.get(slug="birch").pk,
        "admin": Score.objects.filter(criterion__slug="admin").first().criterion_id,
        "claim": Claim.objects.get(slug="alder-is-quick").pk,
    }
    response = carl.post(page_of(row), {"do": "accept"})
    assert response["Location"] == form.format(**keys)
    assert '<p class="as-typed">It is 9.</p>' in carl.get(response["Location"]).content.decode()


def test_a_correction_follows_what_was_renamed_meanwhile(carl):
    row = sent()
    Framework.objects.filter(slug="alder").update(slug="elder", aliases="alder")
    score = Score.objects.get(criterion__slug="admin", framework__slug="elder")
    assert carl.post(page_of(row), {"do": "accept"})["Location"].startswith(f"/admin/comparisons/score/{score.pk}/")


def test_what_is_gone_can_only_be_declined(carl):
    row = sent(about="claim/alder-is-quick")
    Claim.objects.all().delete()
    assert "What it is about is gone." in carl.get(page_of(row)).content.decode()
    carl.post(page_of(row), {"do": "accept"})
    assert stored(row).state == "new"


def test_declining_needs_a_reason(carl):
    row = sent()
    response = carl.post(page_of(row), {"do": "decline", "reason": " "})
    assert response.status_code == 400
    assert "Nothing was declined yet: say why." in response.content.decode()
    response = carl.post(page_of(row), {"do": "decline", "reason": "The manual says 9."})
    assert response["Location"] == "/admin/desk/"
    assert (stored(row).state, stored(row).reason) == ("declined", "The manual says 9.")
    assert "The manual says 9." in carl.get(page_of(row)).content.decode()
    carl.post(page_of(row), {"do": "reopen"})
    assert stored(row).state == "new"


def test_taking_up_and_assigning(carl):
    row, berta = sent(), User.objects.create_user("berta", is_staff=True)
    carl.post(page_of(row), {"do": "take-up"})
    assert (stored(row).state, stored(row).assigned_to.username) == ("review", "carl")
    carl.post(page_of(row), {"do": "assign", "editor": str(berta.pk)})
    assert stored(row).assigned_to == berta
    carl.post(page_of(row), {"do": "assign", "editor": "x"})
    assert stored(row).assigned_to is None


def test_two_editors_cannot_both_decide(carl, anna):
    row = sent()
    anna.post(page_of(row), {"do": "decline", "reason": "No."})
    response = carl.post(page_of(row), {"do": "accept"}, follow=True)
    assert "Nothing has changed: anna has declined it meanwhile." in response.content.decode()
    assert not LogEntry.objects.filter(change_message__contains="accepted").exists()


def test_hostile_texts_are_shown_as_text_with_no_live_link(carl):
    row = sent(HOSTILE, source=HOSTILE, contact=HOSTILE[:200])
    score = Score.objects.get(criterion__slug="admin", framework__slug="alder")
    beside = f"/admin/comparisons/score/{score.pk}/change/?correction={row.pk}"
    for address in (LIST, page_of(row), beside, "/admin/desk/"):
        page = carl.get(address).content.decode()
        assert "pills.example" in page, address
        for live in ("<script>alert", "<img src=x", 'href="https://pills', "<a href=//x", 'href="javascript:alert'):
            assert live not in page, (address, live)
    carl.post(page_of(row), {"do": "accept"})
    history = carl.get(f"/admin/comparisons/score/{score.pk}/history/").content.decode()
    assert "&lt;script&gt;alert" in history
    assert "<script>alert" not in history


def test_the_list_shows_what_waits_and_can_be_searched(carl):
    honest, spam = sent("It is 9."), [sent(f"Buy {n}.", network="192.0.2.66") for n in range(3)]
    Correction.objects.filter(pk=spam[0].pk).update(state="declined")
    page = carl.get(LIST)
    assert [row.pk for row in page.context["cl"].result_list] == [honest.pk, spam[1].pk, spam[2].pk]
    assert [row.pk for row in carl.get(f"{LIST}?state=declined").context["cl"].result_list] == [spam[0].pk]
    assert len(carl.get(f"{LIST}?state=all").context["cl"].result_list) == 4
    assert [row.pk for row in carl.get(f"{LIST}?q=Buy+2").context["cl"].result_list] == [spam[2].pk]
    assert len(carl.get(f"{LIST}?source=yes").context["cl"].result_list) == 0


def test_all_that_came_from_a_network_are_declined_at_once(carl):
    honest, spam = sent("It is 9."), [sent(f"Buy {n}.", network="192.0.2.66") for n in range(5)]
    ticked = {"action": "decline_of_same_networks", "_selected_action": [spam[0].pk]}
    response = carl.post(LIST, ticked, follow=True)
    assert "5 corrections are declined." in response.content.decode()
    assert [*Correction.objects.waiting()] == [honest]


def test_the_number_of_queries_of_the_list_does_not_grow(carl, django_assert_num_queries):
    sent(network="192.0.2.1")
    carl.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        carl.get(LIST)
    for number in range(150):
        sent(network=f"198.51.100.{number}")
    with django_assert_num_queries(len(queries)):
        assert len(carl.get(LIST).context["cl"].result_list) == 100


def test_nobody_adds_corrections_here_and_only_superusers_delete_them(carl, anna):
    row = sent()
    assert carl.get(f"{LIST}add/").status_code == 403
    assert carl.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert anna.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Correction.objects.exists()


def test_who_may_only_look_decides_nothing(dora):
    row = sent()
    page = dora.get(page_of(row)).content.decode()
    assert "It is 9." in page
    assert "Accept and open it" not in page
    assert dora.post(page_of(row), {"do": "decline", "reason": "No."}).status_code == 403
    assert stored(row).state == "new"


def test_a_form_shows_a_correction_only_to_those_who_may_see_them(published, client):
    row = sent()
    eve = User.objects.create_user("eve", is_staff=True)
    client.force_login(eve)
    give(client, "view_score", "change_score")
    score = Score.objects.first()
    page = client.get(f"/admin/comparisons/score/{score.pk}/change/?correction={row.pk}").content.decode()
    assert "Correction from a visitor" not in page


@pytest.mark.parametrize("query", ["correction=x", "correction=99999", "correction=", "correction=" + "9" * 40])
def test_addresses_that_name_no_correction_show_none(carl, query):
    score = Score.objects.first()
    response = carl.get(f"/admin/comparisons/score/{score.pk}/change/?{query}")
    assert (response.status_code, response.context["beside"]) == (200, None)
