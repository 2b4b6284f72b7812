from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from comparisons.corrections.deciding import (
    KEPT_FOR,
    DecidedAlready,
    accept,
    assign,
    decline,
    decline_all,
    forget,
    reopen,
    take_up,
)
from comparisons.editions.publishing import publish, restore
from comparisons.editions.store import current_edition
from comparisons.models import Correction, Framework, Score
from tests.comparisons.corrections.sent import sent


@pytest.fixture
def ada(published):
    return User.objects.create_user("ada", is_staff=True)


def test_an_accepted_correction_is_in_the_history_of_what_it_is_about(ada):
    row, score = sent("It is 9.", source="The manual", contact="x@example.org"), Score.objects.first()
    accept(row.pk, score, by=ada)
    row.refresh_from_db()
    assert (row.state, row.decided_by, row.contact) == ("accepted", ada, "")
    entry = LogEntry.objects.get(object_id=str(score.pk), content_type__model="score")
    assert entry.change_message == (f"Correction {row.pk} from a visitor accepted: “It is 9.”, source: “The manual”")
    assert entry.user == ada


def test_a_declined_correction_keeps_the_reason_and_loses_the_contact(ada):
    row = sent(contact="x@example.org")
    decline(row.pk, by=ada, reason="The manual says 8.")
    row.refresh_from_db()
    assert (row.state, row.reason, row.contact, row.text) == ("declined", "The manual says 8.", "", "It is 9.")
    reopen(row.pk)
    row.refresh_from_db()
    assert (row.state, row.reason, row.decided_by, row.decided_at) == ("new", "", None, None)


def test_nobody_decides_twice(ada):
    row = sent()
    decline(row.pk, by=ada, reason="No.")
    for decide in (
        lambda: decline(row.pk, by=ada, reason="Again."),
        lambda: accept(row.pk, Framework.objects.first(), by=ada),
        lambda: take_up(row.pk, by=ada),
        lambda: assign(row.pk, ada),
    ):
        with pytest.raises(DecidedAlready, match="ada has declined it meanwhile"):
            decide()
    assert not LogEntry.objects.exists()


def test_many_are_declined_with_one_query(ada, django_assert_num_queries):
    rows = [sent(network=f"192.0.2.{number}", contact="x@example.org") for number in range(5)]
    accept(rows[0].pk, Framework.objects.first(), by=ada)
    with django_assert_num_queries(1):
        assert decline_all(Correction.objects.likely_first(), by=ada, reason="Advertising.") == 4
    assert {*Correction.objects.values_list("state", "contact")} == {("accepted", ""), ("declined", "")}


def test_contacts_are_forgotten_when_closed_or_after_90_days(ada, capsys):
    now = timezone.now()
    old = sent("Old.", contact="old@example.org", now=now - KEPT_FOR - timedelta(minutes=1))
    young = sent("Young.", contact="young@example.org", now=now - KEPT_FOR + timedelta(minutes=10))
    closed = sent("Closed.", contact="closed@example.org")
    Correction.objects.filter(pk=closed.pk).update(state="accepted")
    call_command("forget_contacts")
    assert capsys.readouterr().out == "Deleted: 2 contacts and 0 declined corrections.\n"
    contacts = dict(Correction.objects.values_list("pk", "contact"))
    assert contacts == {old.pk: "", young.pk: "young@example.org", closed.pk: ""}
    assert dict(Correction.objects.values_list("pk", "network"))[old.pk] == ""
    call_command("forget_contacts")
    assert capsys.readouterr().out == ""


def test_declined_corrections_are_deleted_90_days_later_and_accepted_ones_stay(ada):
    declined, accepted = sent("Declined."), sent("Accepted.")
    decline(declined.pk, by=ada, reason="No.")
    accept(accepted.pk, Framework.objects.first(), by=ada)
    assert forget(timezone.now() + KEPT_FOR - timedelta(minutes=1)) == (0, 0)
    assert forget(timezone.now() + KEPT_FOR + timedelta(minutes=1)) == (0, 1)
    assert [row.text for row in Correction.objects.all()] == ["Accepted."]


@pytest.mark.parametrize(("counts", "shown"), [(True, {"score/alder/admin": 2}), (False, {})])
def test_an_edition_keeps_how_many_were_under_review_if_the_site_counts_them(ada, counts, shown):
    for number in range(3):
        row = sent(network=f"192.0.2.{number}")
        if number:
            take_up(row.pk, by=ada)
    Framework.objects.filter(slug="alder").update(summary="Changed.")
    with override_settings(COUNT_CORRECTIONS=counts):
        publish(by=None)
    assert current_edition().under_review == shown
    Correction.objects.update(state="declined")
    assert current_edition().under_review == shown
    with override_settings(COUNT_CORRECTIONS=counts):
        assert restore(1, by=None).under_review == {}
