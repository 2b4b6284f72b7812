"""The impact of unpublished changes as shown to editors."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from advisor.editorial.impact_preview import FirstPlaceChange, FrameworkChange, Share, TotalChanges
from comparisons import models
from comparisons.editions.publishing import publish
from comparisons.working_copy import write_catalogue
from tests.catalogues import changed, large_catalogue, small_catalogue, with_score, without
from tests.comparisons.admin.conftest import logged_in

CHANGES = "/admin/changes/"
SMALL = small_catalogue()


@pytest.fixture
def anna(published):
    """A client logged in as a superuser."""
    return logged_in(User.objects.create_superuser("anna"))


def impact_of(client):
    return client.get(CHANGES).context["impact"]


def test_a_changed_first_place_is_shown(anna):
    write_catalogue(with_score(SMALL, "alder", "admin", value=3.0))
    page = impact_of(anna)
    assert page.scenarios == 2
    assert page.shares == [
        Share("Right", "100.0%", "37.5%"),
        Share("Neutral", "0.0%", "0.0%"),
        Share("Grave", "0.0%", "62.5%"),
    ]
    assert page.turning == [FirstPlaceChange("A shop", before="Alder", after="Birch", was="right", becomes="grave")]
    assert page.frameworks == [FrameworkChange("Alder", mean="−43.6", largest="−43.6", scenario="A shop", ranking="")]
    assert page.moving == [TotalChanges("A shop", largest="Alder −43.6", others=0, ranking="")]


def test_frameworks_entering_and_leaving_the_ranking_are_shown(anna):
    new = with_score(SMALL, "alder", "speed", value=900.0)
    write_catalogue(with_score(new, "birch", "speed", value=400.0))
    page = impact_of(anna)
    assert page.turning == [
        FirstPlaceChange("A gateway", before="Birch", after="Alder", was="right", becomes="neutral")
    ]
    assert page.frameworks == [
        FrameworkChange("Alder", mean="+4.5", largest="+4.5", scenario="A shop", ranking="now ranked in 1"),
        FrameworkChange("Birch", mean="−3.6", largest="−3.6", scenario="A shop", ranking="now left out in 1"),
    ]
    assert page.moving == [
        TotalChanges("A gateway", largest="", others=0, ranking="now ranked: Alder; now left out: Birch"),
        TotalChanges("A shop", largest="Alder +4.5, Birch −3.6", others=0, ranking=""),
    ]


def test_scenarios_that_are_new_gone_or_without_a_first_place_are_shown(anna):
    gateway = SMALL.scenarios[0]
    slow = with_score(SMALL, "birch", "speed", value=100.0)
    write_catalogue(replace(slow, scenarios=(gateway, replace(gateway, slug="new", title="New"))))
    assert impact_of(anna).turning == [
        FirstPlaceChange(
            "A gateway", before="Birch", after="None meets the must-haves", was="right", becomes="neutral"
        ),
        FirstPlaceChange(
            "New", before="The project is new", after="None meets the must-haves", was="", becomes="neutral"
        ),
        FirstPlaceChange("A shop", before="Alder", after="The project is gone", was="right", becomes=""),
    ]


def test_changes_of_texts_have_no_impact(anna):
    write_catalogue(changed(SMALL, "frameworks", "alder", summary="New words."))
    html = " ".join(anna.get(CHANGES).content.decode().split())
    assert "all 2 stored projects keep their first place and every total." in html


def test_only_the_three_largest_changes_of_a_scenario_are_named(anna):
    write_catalogue(large_catalogue(3))
    publish(by=None)
    lower = large_catalogue(3)
    for number, slug in enumerate(["alder", "alder-0000", "alder-0001", "alder-0002"]):
        lower = with_score(lower, slug, "admin", value=8.0 - number)
    write_catalogue(lower)
    [moves] = [one for one in impact_of(anna).moving if one.title == "A shop"]
    # Admin has weight 8/11, and the largest change is 4 of 10.
    assert moves.largest == "Alder −29.1, Alder −21.8, Alder −14.5"
    assert moves.others == 1


def test_with_errors_or_without_changes_no_impact_is_computed(anna):
    assert "impact" not in anna.get(CHANGES).context
    write_catalogue(without(SMALL, "claims", "all-are-good"))
    models.Scenario.objects.get(slug="shop").right.clear()
    assert "impact" not in anna.get(CHANGES).context


def test_before_the_first_edition_no_impact_is_computed(anna):
    models.Edition.objects.all().delete()
    assert "impact" not in anna.get(CHANGES).context


def test_the_page_takes_the_same_number_of_queries_for_any_number_of_changes(anna):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert anna.get(CHANGES).status_code == 200
        return len(captured)

    write_catalogue(with_score(large_catalogue(1), "alder", "admin", value=3.0))
    queries()
    before = queries()
    write_catalogue(with_score(large_catalogue(40), "alder", "admin", value=3.0))
    assert queries() == before == 61
