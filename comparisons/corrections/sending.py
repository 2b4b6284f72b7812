"""Storing what a visitor says is wrong, within limits that all processes share."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from msgspec import Struct

from comparisons.content.corrections import Passage
from comparisons.models import Correction
from comparisons.models.corrections import CorrectionQuerySet

# Corrections that one network may send within a day, and that may wait for an editor in all.
MOST_A_DAY, MOST_WAITING = 20, 50_000
_DAY = timedelta(days=1)


class TooMany(ValueError):
    """The network has sent as many as it may, or more are waiting than anybody can read."""


class Words(Struct, frozen=True):
    """What a visitor wrote."""

    text: str
    source: str = ""
    contact: str = ""


def send(words: Words, about: Passage, *, edition: int, address: str, network: str, now: datetime) -> None:
    """Store a correction. One that the network has sent before within a day is not stored again. Raises TooMany.

    `network` is a client's network, of which a keyed digest is kept. Requests at the same moment on PostgreSQL may
    exceed the limit by as many as there are threads.
    """
    key = salted_hmac("comparisons.corrections.network", network, algorithm="sha256").hexdigest()
    with transaction.atomic():
        today: CorrectionQuerySet = Correction.objects.filter(network=key, sent_at__gt=now - _DAY)
        sent = list(today.values_list("about", "text")[:MOST_A_DAY])
        if (about.name, words.text) in sent:
            return
        if len(sent) >= MOST_A_DAY:
            raise TooMany(f"Your network has sent {MOST_A_DAY} corrections within a day, which is the most we take.")
        if Correction.objects.waiting().order_by()[MOST_WAITING - 1 : MOST_WAITING].exists():
            raise TooMany("More corrections are waiting than we can read.")
        Correction.objects.create(
            about=about.name,
            title=about.title[:300],
            edition=edition,
            address=address[:300],
            text=words.text,
            source=words.source,
            contact=words.contact,
            network=key,
            sent_at=now,
        )
