"""Corrections for tests."""

from django.utils import timezone

from comparisons.content.corrections import passage
from comparisons.corrections.sending import Words, send
from comparisons.models import Correction
from tests.catalogues import small_catalogue


def sent(text="It is 9.", about="score/alder/admin", network="192.0.2.1", now=None, catalogue=None, **words):
    """Send a correction to the small catalogue and return its row."""
    send(
        Words(text=text, **words),
        passage(catalogue or small_catalogue(), about),
        edition=1,
        address="/frameworks/alder/#score-admin",
        network=network,
        now=now or timezone.now(),
    )
    return Correction.objects.order_by("pk").last()
