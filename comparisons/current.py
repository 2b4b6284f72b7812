"""Which edition is the current one, asked of the database once in a while, whoever asks.

Visitors go on being served from memory while the database cannot answer, or hangs.
"""

import logging
from datetime import datetime
from time import monotonic
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, InterfaceError, transaction

from comparisons import models
from comparisons.aside import Aside

__all__ = [
    "EDITION",
    "Name",
    "current_name",
    "current_name_for",
    "database_is_away",
    "database_is_still_away",
    "forget_current_name",
]

log = logging.getLogger(__name__)

# In the WSGI environment: the edition that a request is answered from.
EDITION = "comparisons.edition"

_NEVER = float("-inf")
# So many seconds a visitor waits for a database that hangs before the page comes from memory.
_PATIENCE = 1.0


class Name(NamedTuple):
    """Number, digest and time together name an edition: a publish that was rolled back is never taken for another."""

    number: int
    digest: str
    published_at: datetime


class _Seen:
    """What this process saw last, and when; `away` once the database failed to answer."""

    name: Name | None = None
    at: float = _NEVER
    away: bool = False


_seen = _Seen()


def current_name() -> Name | None:
    """Return the current edition's name, None before the first; at most settings.EDITION_SEEN_FOR seconds old."""
    if monotonic() - _seen.at < settings.EDITION_SEEN_FOR:
        return _seen.name
    if _seen.name is None or _seen.at == _NEVER or not settings.EDITION_SEEN_FOR:
        return _ask()
    try:
        return _asked_aside.result()
    except TimeoutError:
        _keep("The database hangs")
        return _seen.name


def current_name_for(environ: dict[str, Any]) -> Name | None:
    """Return the current edition's name, the same one for a whole request, whatever is published meanwhile.

    The request's WSGI environment remembers it.
    """
    if EDITION not in environ:
        environ[EDITION] = current_name()
    name: Name | None = environ[EDITION]
    return name


def _ask() -> Name | None:
    try:
        row = models.Edition.objects.names().first()
    except (DatabaseError, InterfaceError):
        if _seen.name is None:
            _seen.away = True
            raise
        _keep("The database does not answer")
        return _seen.name
    if _seen.away:
        log.warning("The database answers again.")
    _seen.name, _seen.at, _seen.away = Name(*row) if row else None, monotonic(), False
    return _seen.name


_asked_aside = Aside(_ask, patience=_PATIENCE)


def _keep(trouble: str) -> None:
    """Go on with what was seen last. Said once, not twice a second for as long as it lasts."""
    if not _seen.away:
        log.error("%s: serving edition %d from memory.", trouble, _seen.name.number if _seen.name else 0, exc_info=True)
    _seen.at, _seen.away = monotonic(), True


def database_is_away() -> bool:
    """Tell whether the database failed to answer when it was asked last. Whoever asks it now may wait for ever."""
    return _seen.away


def database_is_still_away() -> bool:
    """Tell the same after asking again, if need be; within about a second."""
    if _seen.away:
        current_name()
    return _seen.away


def forget_current_name() -> None:
    """Ask the database the next time. For whoever publishes; it happens once that is certain."""
    transaction.on_commit(_forget)


def _forget() -> None:
    _seen.at = _NEVER
