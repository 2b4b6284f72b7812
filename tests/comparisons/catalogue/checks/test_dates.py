from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from comparisons.catalogue.checks import check, errors
from tests.catalogues import ALDER, DAY, changed, small_catalogue, with_score

SMALL = small_catalogue()
LATER, FUTURE = (
    DAY + timedelta(days=1),
    "23 Nov 2026 is in the future; 22 Nov 2026, today, is the latest day that is taken",
)
PAST = "31 Dec 1989 is before 1 Jan 1990, the earliest day that is taken"
EXTENSION = (replace(ALDER.extensions[0], latest_release="2026-12"),)
CASES = {
    "accessed": (changed(SMALL, "sources", "manual", accessed=LATER), f"source manual: accessed: {FUTURE}"),
    "reviewed": (
        with_score(SMALL, "alder", "admin", reviewed_on=LATER),
        f"framework alder, score admin: reviewed_on: {FUTURE}",
    ),
    "released": (
        changed(SMALL, "frameworks", "alder", latest_release="2026-12"),
        "framework alder: latest_release: 2026-12 is in the future; 2026-11 is the latest month that is taken",
    ),
    "extension": (
        changed(SMALL, "frameworks", "alder", extensions=EXTENSION),
        "framework alder, extension alder-api: latest_release: 2026-12 is in the future; 2026-11 is the latest month "
        "that is taken",
    ),
}


@pytest.mark.parametrize(("catalogue", "problem"), CASES.values(), ids=CASES.keys())
def test_days_after_the_day_of_entry_are_errors(catalogue, problem):
    assert [str(found) for found in errors(catalogue, DAY)] == [problem]


@pytest.mark.parametrize(("catalogue", "problem"), CASES.values(), ids=CASES.keys())
def test_without_a_day_of_entry_no_day_is_too_late(catalogue, problem):
    assert errors(catalogue) == ()


@pytest.mark.parametrize("as_of", [None, DAY])
def test_days_of_the_far_past_are_always_errors(as_of):
    catalogue = changed(SMALL, "sources", "manual", accessed=date(1989, 12, 31))
    assert [str(found) for found in errors(catalogue, as_of)] == [f"source manual: accessed: {PAST}"]


def test_a_month_in_another_form_is_reported_once():
    catalogue = changed(SMALL, "frameworks", "alder", first_release="soon")
    assert [str(found) for found in check(catalogue, DAY) if found.severity == "error"] == [
        "framework alder: first_release 'soon' is not a year and a month, such as 2005-07"
    ]
