from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.catalogue.staleness import Staleness, due_before, is_old_version, staleness
from tests.catalogues import ALDER, small_catalogue

SMALL = small_catalogue()

DUE = {
    (date(2026, 11, 22), 12): date(2025, 11, 22),
    (date(2026, 3, 31), 1): date(2026, 2, 28),
    (date(2024, 3, 31), 1): date(2024, 2, 29),
    (date(2026, 1, 15), 1): date(2025, 12, 15),
    (date(2026, 1, 15), 120): date(2016, 1, 15),
    (date(2024, 2, 29), 12): date(2023, 2, 28),
}


@pytest.mark.parametrize(("given", "expected"), DUE.items())
def test_a_review_counts_from_the_same_day_of_the_month(given, expected):
    assert due_before(*given) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_more_months_give_an_earlier_date(as_of, months):
    assert as_of - timedelta(31 * months) <= due_before(as_of, months) <= as_of - timedelta(28 * months)
    assert due_before(as_of, months + 1) < due_before(as_of, months)


VERSIONS = {
    # version, latest version, whether it is older than the last two feature releases
    ("3.1.3", "3.1.3"): False,
    ("3.1", "3.1.9"): False,
    ("3.0.2", "3.1.0"): False,
    ("2.3.1", "3.1.0"): True,
    ("2.3.1", "3.0.2"): False,
    ("1.9", "3.0.2"): True,
    ("0.128", "0.165.0"): True,
    ("0.164.2", "0.165.0"): False,
    ("25.3", "25.12.0"): False,
    ("24.11", "25.12.0"): True,
    ("2024.6", "2025.7"): True,
    ("v2.0.1", "v2.1"): False,
    ("5.2 LTS", "6.1.3"): True,
    ("master", "3.1"): False,
    ("3.1", ""): False,
    ("4.0", "3.1"): False,
}


@pytest.mark.parametrize(("versions", "expected"), VERSIONS.items(), ids=map(" of ".join, VERSIONS))
def test_a_version_is_old_when_two_feature_releases_came_after_it(versions, expected):
    assert is_old_version(*versions) is expected


def test_a_score_is_stale_by_its_review_its_version_or_both():
    criterion = replace(SMALL.criterion_by_slug["admin"], review_months=6)
    framework = replace(ALDER, latest_version="3.1.0")
    score = replace(ALDER.score_by_criterion["admin"], reviewed_on=date(2026, 5, 1), version="3.0")
    assert staleness(score, criterion, framework, date(2026, 11, 1)) is None
    assert staleness(score, criterion, framework, date(2026, 11, 2)) == Staleness(review_due=True, old_version=False)
    old = replace(score, version="2.9")
    assert staleness(old, criterion, framework, date(2026, 11, 1)) == Staleness(review_due=False, old_version=True)
    assert staleness(old, criterion, framework, date(2026, 11, 2)) == Staleness(review_due=True, old_version=True)
