"""Whether a score is stale: reviewed too long ago, or about an old version. Pure.

The reference date is an argument. For visitors it is the day on which the edition was published.
"""

import re
from datetime import date

from msgspec import Struct

from comparisons.catalogue.value import Criterion, Framework, Score

_FEATURE = re.compile(r"v?(\d+)\.(\d+)")
# From this first number on, versions are named after year and month (24.6, 2024.6).
_FIRST_YEAR = 19
_MOST_MONTHS_BEHIND = 12


class Staleness(Struct, frozen=True):
    """Why a score is stale: its review, its version, or both."""

    review_due: bool
    old_version: bool


def staleness(score: Score, criterion: Criterion, framework: Framework, as_of: date) -> Staleness | None:
    """Return why a score is stale on a day, or None if it is not. On a retired criterion none is."""
    if criterion.retired:
        return None
    due = score.reviewed_on < due_before(as_of, criterion.review_months)
    old = is_old_version(score.version, framework.latest_version)
    return Staleness(review_due=due, old_version=old) if due or old else None


def due_before(as_of: date, months: int) -> date:
    """Return the first day of reviews that still count: `months` earlier, on the same day or the month's last.

    >>> due_before(date(2026, 3, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(as_of.year * 12 + as_of.month - 1 - months, 12)
    for day in (as_of.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day, as_of.day))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def is_old_version(version: str, latest: str) -> bool:
    """Whether a version is older than the last two feature releases, judged by the numbers.

    A feature release is the first two numbers: 3.1 of 3.1.3. The one before 3.1 is 3.0; the one before 3.0 is
    unknown, so every 2.x counts as it. Versions named after years are old after twelve months. Texts without a
    version number are never old.

    >>> is_old_version("2.3.1", "3.1.0"), is_old_version("2.3.1", "3.0.2")
    (True, False)
    """
    own, last = _feature(version), _feature(latest)
    if own is None or last is None:
        return False
    if last[0] >= _FIRST_YEAR and own[0] >= _FIRST_YEAR:
        return (last[0] - own[0]) * 12 + last[1] - own[1] > _MOST_MONTHS_BEHIND
    before = (last[0], last[1] - 1) if last[1] else (last[0] - 1, 0)
    return own < before


def _feature(version: str) -> tuple[int, int] | None:
    found = _FEATURE.match(version.strip())
    return (int(found[1]), int(found[2])) if found else None
