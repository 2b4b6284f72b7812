from datetime import timedelta

import pytest
from django.utils import timezone

from comparisons.corrections import sending
from comparisons.corrections.sending import MOST_A_DAY, TooMany
from comparisons.models import Correction
from tests.comparisons.corrections.sent import sent

pytestmark = pytest.mark.django_db


def test_a_correction_is_stored_with_edition_and_address_and_without_the_network():
    row = sent("It is 9.", source="The manual", contact="ada@example.org", network="192.0.2.77")
    assert (row.about, row.title, row.edition) == ("score/alder/admin", "Alder: Admin", 1)
    assert (row.address, row.text) == ("/frameworks/alder/#score-admin", "It is 9.")
    assert (row.source, row.contact, row.state) == ("The manual", "ada@example.org", "new")
    assert len(row.network) == 64
    assert "192.0.2.77" not in {str(value) for value in vars(row).values()}


def test_the_same_words_from_the_same_network_are_stored_once():
    sent("It is 9.")
    sent("It is 9.")
    assert Correction.objects.count() == 1
    sent("It is 9.", network="192.0.2.2")
    sent("It is 9.", about="framework/alder")
    assert Correction.objects.count() == 3


def test_a_network_may_send_so_many_a_day():
    yesterday = timezone.now() - timedelta(hours=25)
    for number in range(MOST_A_DAY):
        sent(f"Wrong {number}.", now=yesterday)
    for number in range(MOST_A_DAY):
        sent(f"Wrong {number}.")
    with pytest.raises(TooMany, match="Your network has sent 20 corrections within a day"):
        sent("One more.")
    assert sent("One more.", network="192.0.2.2").text == "One more."
    assert Correction.objects.count() == 2 * MOST_A_DAY + 1


def test_closing_corrections_does_not_let_a_network_send_more():
    for number in range(MOST_A_DAY):
        sent(f"Wrong {number}.")
    Correction.objects.update(state="declined")
    with pytest.raises(TooMany):
        sent("One more.")


def test_no_more_wait_than_can_be_read(monkeypatch):
    monkeypatch.setattr(sending, "MOST_WAITING", 3)
    rows = [sent(network=f"192.0.2.{number}") for number in range(3)]
    with pytest.raises(TooMany, match="More corrections are waiting than we can read"):
        sent(network="192.0.2.9")
    Correction.objects.filter(pk=rows[0].pk).update(state="declined")
    sent(network="192.0.2.9")
    assert Correction.objects.count() == 4


def test_senders_of_few_come_before_senders_of_many():
    for number in range(5):
        sent(f"Buy {number}.", network="192.0.2.66")
    honest = sent("It is 9.", network="192.0.2.1")
    taken_up = Correction.objects.filter(text="Buy 3.").first()
    Correction.objects.filter(pk=taken_up.pk).update(state="review")
    rows = list(Correction.objects.waiting().likely_first())
    assert [row.pk for row in rows][:2] == [taken_up.pk, honest.pk]
    assert [row.alike for row in rows] == [5, 1, 5, 5, 5, 5]


def test_sending_takes_a_fixed_number_of_queries(django_assert_max_num_queries):
    for number in range(10):
        sent(f"Wrong {number}.", network=f"192.0.2.{number}")
    with django_assert_max_num_queries(6):
        sent("Wrong.", network="198.51.100.1")
