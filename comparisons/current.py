"""Which edition is the current one, asked of the database once in a while, whoever asks.

Visitors go on being served from memory while the database cannot answer.
"""

import logging
from datetime import datetime
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, transaction

from comparisons import models

__all__ = ["Name", "current_name", "forget_current_name"]

log = logging.getLogger(__name__)


class Name(NamedTuple):
    """Number, digest and time together name an edition: a publish that was rolled back is never taken for another."""

    number: int
    digest: str
    published_at: datetime


class _Seen:
    """What this process saw last, and when."""

    name: Name | None = None
    at: float = float("-inf")


_seen = _Seen()


def current_name() -> Name | None:
    """Return the current edition's name, None before the first; at most settings.EDITION_SEEN_FOR seconds old."""
    if monotonic() - _seen.at < settings.EDITION_SEEN_FOR:
        return _seen.name
    try:
        row = models.Edition.objects.names().first()
    except DatabaseError:
        if _seen.name is None:
            raise
        log.exception("The database does not answer: serving edition %d from memory.", _seen.name.number)
        _seen.at = monotonic()
        return _seen.name
    _seen.name, _seen.at = Name(*row) if row else None, monotonic()
    return _seen.name


def forget_current_name() -> None:
    """Ask the database the next time. For whoever publishes; it happens once that is certain."""
    transaction.on_commit(_forget)


def _forget() -> None:
    _seen.at = float("-inf")
