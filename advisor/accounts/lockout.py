"""Login throttling. Failures are counted in the database, so that all replicas share the counts.

An attempt is counted before the password is checked and taken back on success, so parallel attempts gain nothing.
There are three counts, each with a wait that doubles from 30 seconds up to 15 minutes. Refused attempts do not count:

* for a name from one address, after 5 failures;
* for a name from all addresses, and for an address with all names, after 50.

If a name has logged in from an address within 30 days, only the first count applies to that pair. Attackers at other
addresses can therefore not lock an editor out.

Codes of the second factor are counted for a name apart from its passwords. Otherwise each right password would take
back the wrong codes before it, and whoever knows a password could guess codes without end.
"""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from advisor.accounts.network import network_of
from advisor.models import LoginFailures

# What is guessed.
Guessed = Literal["password", "code"]

FREE_PAIR, FREE_OTHERS = 5, 50
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
FAMILIAR_FOR = timedelta(days=30)


def wait_after(failures: int, free: int) -> timedelta:
    """Return the wait after a number of failures, the first `free` of which cause none."""
    if failures < free:
        return timedelta()
    doublings = min(failures - free, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def begin(name: str, address: str, now: datetime, guessed: Guessed = "password") -> datetime | None:
    """Count an attempt and return None. If the login has to wait, return until when and count nothing."""
    _prune(now)
    name_key, address_key = _keys(name, address, guessed)
    _correct_times(_rows(name_key, address_key), now)
    # Check without a lock first, so that refused attempts add no rows.
    if until := _waits_until(_rows(name_key, address_key), now):
        return until
    counts = _counts(name_key, address_key)
    with transaction.atomic():
        new = [LoginFailures(name_key=key, address_key=other, failed_at=now) for key, other in counts]
        LoginFailures.objects.bulk_create(new, ignore_conflicts=True)
        rows = list(_rows(name_key, address_key).select_for_update())
        if until := _waits_until(rows, now):
            return until
        for row in _applicable(rows, now):
            row.failures = 1 if _is_forgotten(row, now) else row.failures + 1
            row.failed_at = now
            row.save(update_fields=["failures", "failed_at"])
    return None


def succeeded(name: str, address: str, now: datetime, guessed: Guessed = "password") -> None:
    """Take back the attempt that `begin` counted, and remember the login for this address."""
    name_key, address_key = _keys(name, address, guessed)
    with transaction.atomic():
        rows = list(_rows(name_key, address_key).select_for_update())
        for row in _applicable(rows, now):
            row.failures = 0 if _is_pair(row) else max(row.failures - 1, 0)
            row.succeeded_at = now if _is_pair(row) else None
            row.save(update_fields=["failures", "succeeded_at"])


def unlock(name: str) -> bool:
    """Delete the failures of a name and of the addresses it was tried from. Return whether there were any."""
    kinds: tuple[Guessed, ...] = ("password", "code")
    names = [_keys(name, "", kind)[0] for kind in kinds]
    addresses = LoginFailures.objects.filter(name_key__in=names).exclude(address_key="")
    of_addresses = Q(name_key="", address_key__in=list(addresses.values_list("address_key", flat=True)))
    deleted, _ = LoginFailures.objects.filter(Q(name_key__in=names) | of_addresses).delete()
    return deleted > 0


def _keys(name: str, address: str, guessed: Guessed) -> tuple[str, str]:
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    label = {"password": "name", "code": "code"}[guessed]
    return _digest(label, folded), _digest("address", network_of(address))


def _digest(kind: str, text: str) -> str:
    return salted_hmac(f"advisor.login.{kind}", text, algorithm="sha256").hexdigest()


def _counts(name_key: str, address_key: str) -> list[tuple[str, str]]:
    return [(name_key, address_key), (name_key, ""), ("", address_key)]


def _rows(name_key: str, address_key: str) -> QuerySet[LoginFailures]:
    """Return the rows of the three counts, always in the same order, so that row locks cannot deadlock."""
    conditions = Q()
    for key, other in _counts(name_key, address_key):
        conditions |= Q(name_key=key, address_key=other)
    return LoginFailures.objects.filter(conditions).order_by("pk")


def _is_pair(row: LoginFailures) -> bool:
    return bool(row.name_key and row.address_key)


def _is_forgotten(row: LoginFailures, now: datetime) -> bool:
    return now - row.failed_at > FORGOTTEN_AFTER


def _applicable(rows: Iterable[LoginFailures], now: datetime) -> list[LoginFailures]:
    """Return the rows that apply: only that of the pair if the name has logged in from the address lately."""
    rows = list(rows)
    pairs = [row for row in rows if _is_pair(row)]
    familiar = any(row.succeeded_at and now - row.succeeded_at <= FAMILIAR_FOR for row in pairs)
    return pairs if familiar else rows


def _waits_until(rows: Iterable[LoginFailures], now: datetime) -> datetime | None:
    ends = [
        row.failed_at + wait_after(row.failures, FREE_PAIR if _is_pair(row) else FREE_OTHERS)
        for row in _applicable(rows, now)
    ]
    return max((end for end in ends if end > now), default=None)


def _correct_times(rows: QuerySet[LoginFailures], now: datetime) -> None:
    """Take failures noted with a time in the future, when a clock was ahead, for failures of this moment."""
    if any(row.failed_at > now for row in rows):
        rows.order_by().filter(failed_at__gt=now).update(failed_at=now)
    if any(row.succeeded_at and row.succeeded_at > now for row in rows):
        rows.order_by().filter(succeeded_at__gt=now).update(succeeded_at=now)


def _prune(now: datetime) -> None:
    """Delete up to 500 expired rows. Rows locked by another transaction are skipped."""
    old = Q(failed_at__lt=now - FORGOTTEN_AFTER)
    unfamiliar = Q(succeeded_at=None) | Q(succeeded_at__lt=now - FAMILIAR_FOR)
    with transaction.atomic():
        rows = LoginFailures.objects.select_for_update(skip_locked=True).filter(old & unfamiliar)
        LoginFailures.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:500])).delete()
