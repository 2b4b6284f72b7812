"""Guessing passwords and codes is slow: failures are counted in the database, so that all replicas know them.

An attempt is counted before it is tried and taken back if it succeeds, so many at once gain nothing. Three counts,
each with a wait that grows to 15 minutes and no further, and that no refused attempt makes longer:

* for a name from an address, after 5 failures;
* for a name from anywhere, and for an address whatever the name, after 50.

A name that has logged in from an address within a month answers for the first count alone. So whoever attacks from
elsewhere cannot keep an editor out.
"""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from advisor.access.addresses import network_of
from advisor.models import LoginFailures

__all__ = ["begin", "succeeded", "unlock", "wait_after"]

FREE_PAIR, FREE_OTHERS = 5, 50
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
FAMILIAR_FOR = timedelta(days=30)


def wait_after(failures: int, free: int) -> timedelta:
    """Return how long to wait after so many failures, of which some are free."""
    if failures < free:
        return timedelta()
    doublings = min(failures - free, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def begin(name: str, address: str, now: datetime) -> datetime | None:
    """Count an attempt that is about to be tried; or return until when it has to wait, and count nothing."""
    _prune(now)
    name_key, address_key = _keys(name, address)
    # Without a lock first: who has to wait anyway adds no row.
    if until := _waits_until(_rows(name_key, address_key), now):
        return until
    with transaction.atomic():
        LoginFailures.objects.bulk_create(
            [
                LoginFailures(name_key=key, address_key=other, failed_at=now)
                for key, other in _counts(name_key, address_key)
            ],
            ignore_conflicts=True,
        )
        rows = list(_rows(name_key, address_key).select_for_update())
        if until := _waits_until(rows, now):
            return until
        for row in _that_count(rows, now):
            row.failures = 1 if _is_forgotten(row, now) else row.failures + 1
            row.failed_at = now
            row.save(update_fields=["failures", "failed_at"])
    return None


def succeeded(name: str, address: str, now: datetime) -> None:
    """Take an attempt back that `begin` counted: it was right."""
    name_key, address_key = _keys(name, address)
    with transaction.atomic():
        rows = list(_rows(name_key, address_key).select_for_update())
        for row in _that_count(rows, now):
            row.failures = 0 if _is_pair(row) else max(row.failures - 1, 0)
            row.succeeded_at = now if _is_pair(row) else None
            row.save(update_fields=["failures", "succeeded_at"])


def unlock(name: str) -> bool:
    """Forget the failures of a name, and those of the addresses it was tried from; say whether there were any."""
    name_key, _ = _keys(name, "")
    addresses = LoginFailures.objects.filter(name_key=name_key).exclude(address_key="")
    of_addresses = Q(name_key="", address_key__in=list(addresses.values_list("address_key", flat=True)))
    deleted, _ = LoginFailures.objects.filter(Q(name_key=name_key) | of_addresses).delete()
    return deleted > 0


def _keys(name: str, address: str) -> tuple[str, str]:
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    return _digest("name", folded), _digest("address", network_of(address))


def _digest(kind: str, text: str) -> str:
    return salted_hmac(f"advisor.login.{kind}", text, algorithm="sha256").hexdigest()


def _counts(name_key: str, address_key: str) -> list[tuple[str, str]]:
    return [(name_key, address_key), (name_key, ""), ("", address_key)]


def _rows(name_key: str, address_key: str) -> QuerySet[LoginFailures]:
    """Rows in one order, so that two attempts never wait for each other."""
    wanted = Q()
    for key, other in _counts(name_key, address_key):
        wanted |= Q(name_key=key, address_key=other)
    return LoginFailures.objects.filter(wanted).order_by("pk")


def _is_pair(row: LoginFailures) -> bool:
    return bool(row.name_key and row.address_key)


def _is_forgotten(row: LoginFailures, now: datetime) -> bool:
    return now - row.failed_at > FORGOTTEN_AFTER


def _that_count(rows: Iterable[LoginFailures], now: datetime) -> list[LoginFailures]:
    """Return the rows that matter: of a name that is familiar at an address, the one of both."""
    rows = list(rows)
    pairs = [row for row in rows if _is_pair(row)]
    familiar = any(row.succeeded_at and now - row.succeeded_at <= FAMILIAR_FOR for row in pairs)
    return pairs if familiar else rows


def _waits_until(rows: Iterable[LoginFailures], now: datetime) -> datetime | None:
    ends = [
        row.failed_at + wait_after(row.failures, FREE_PAIR if _is_pair(row) else FREE_OTHERS)
        for row in _that_count(rows, now)
    ]
    return max((end for end in ends if end > now), default=None)


def _prune(now: datetime) -> None:
    """Delete what says nothing any more. Rows that somebody works on are left for the next time."""
    old = Q(failed_at__lt=now - FORGOTTEN_AFTER)
    unfamiliar = Q(succeeded_at=None) | Q(succeeded_at__lt=now - FAMILIAR_FOR)
    with transaction.atomic():
        rows = LoginFailures.objects.select_for_update(skip_locked=True).filter(old & unfamiliar)
        LoginFailures.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:500])).delete()
