"""The name of the current edition, read from the database at most every EDITION_SEEN_FOR seconds per process.

While the database fails or hangs, visitors are served the last known edition from memory. An edition that cannot be
read is set aside, and the one before it counts as the current one.
"""

import logging
from datetime import datetime
from time import monotonic
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, InterfaceError, transaction

from comparisons import models
from comparisons.editions.background import BackgroundCall

log = logging.getLogger(__name__)

# In the WSGI environment: the edition that a request is answered from.
EDITION = "comparisons.edition"

_NEVER = float("-inf")
# Seconds a visitor waits for a hanging database before the page is served from memory.
_DATABASE_TIMEOUT = 1.0
# Seconds after which an edition that could not be read is tried again, and the alarm repeated.
_ASIDE_FOR = 60.0


class Name(NamedTuple):
    """Identifies an edition. A number alone does not: a publish that was rolled back may have used it before."""

    number: int
    digest: str
    published_at: datetime


class _Seen:
    """The name read last and when (monotonic seconds); `away` is True after a failed read."""

    name: Name | None = None
    at: float = _NEVER
    away: bool = False


_seen = _Seen()
# Editions that could not be read: when they were tried last (monotonic seconds), and what is wrong with them.
_aside: dict[Name, tuple[float, str]] = {}


def current_name() -> Name | None:
    """Return the current edition's name, at most EDITION_SEEN_FOR seconds old; None before the first edition.

    Raises DatabaseError or InterfaceError only if no edition has been read before.
    """
    if monotonic() - _seen.at < settings.EDITION_SEEN_FOR:
        return _seen.name
    if _seen.name is None or _seen.at == _NEVER or not settings.EDITION_SEEN_FOR:
        return _read()
    try:
        return _background_read.result()
    except TimeoutError:
        _use_last("The database hangs")
        return _seen.name


def current_name_for(environ: dict[str, Any]) -> Name | None:
    """Return the current edition's name, the same one for a whole request, whatever is published meanwhile.

    The request's WSGI environment remembers it.
    """
    if EDITION not in environ:
        environ[EDITION] = current_name()
    name: Name | None = environ[EDITION]
    return name


def _read() -> Name | None:
    try:
        name = _newest()
    except (DatabaseError, InterfaceError):
        if _seen.name is None:
            _seen.away = True
            raise
        _use_last("The database does not answer")
        return _seen.name
    if _seen.away:
        log.warning("The database answers again.")
    _seen.name, _seen.at, _seen.away = name, monotonic(), False
    return _seen.name


def _newest() -> Name | None:
    aside = damaged_editions()
    names = (Name(*row) for row in models.Edition.objects.names()[: len(aside) + 1])
    return next((name for name in names if name not in aside), None)


def damaged_editions() -> dict[Name, str]:
    """Return the editions that visitors are not shown because they could not be read, and what is wrong with each."""
    now = monotonic()
    return {name: damage for name, (at, damage) in list(_aside.items()) if now - at < _ASIDE_FOR}


def set_aside(name: Name, damage: str) -> None:
    """Let the edition before this one be the current one for a minute, and log the damage as an error."""
    log.error("Visitors see the last edition before it that can be read: %s", damage)
    _aside[name] = monotonic(), damage
    _forget()


_background_read = BackgroundCall(_read, timeout=_DATABASE_TIMEOUT)


def _use_last(trouble: str) -> None:
    """Keep the last name and log the trouble, once per outage."""
    if not _seen.away:
        log.error("%s: serving edition %d from memory.", trouble, _seen.name.number if _seen.name else 0, exc_info=True)
    _seen.at, _seen.away = monotonic(), True


def database_is_away() -> bool:
    """Whether the last read failed. Does not query: a query may hang."""
    return _seen.away


def database_is_still_away() -> bool:
    """Whether the database is down, after reading again if the last read failed. Takes about a second at most."""
    if _seen.away:
        current_name()
    return _seen.away


def forget_current_name() -> None:
    """Read from the database next time. Takes effect when the current transaction commits."""
    transaction.on_commit(_forget)


def _forget() -> None:
    _seen.at = _NEVER
