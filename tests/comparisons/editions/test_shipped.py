import pytest
from django.db import transaction

from comparisons import models
from comparisons.editions.publishing import publish, restore, take_into_working_copy
from comparisons.editions.shipped import is_loaded, load_shipped, remember_shipped, update_to
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import changed, small_catalogue

pytestmark = pytest.mark.django_db

SMALL = small_catalogue()
NEWER = changed(SMALL, "frameworks", "alder", name="Elder")


def grown_from():
    """Return the digest that each edition grew from, by number."""
    return dict(models.Edition.objects.order_by("number").values_list("number", "grown_from__digest"))


@pytest.fixture
def digests():
    """Load and publish two versions, and return their digests."""
    found = []
    for version in (SMALL, NEWER):
        load_shipped(version, overwrite_edits=False)
        publish(by=None, note="As loaded")
        found.append(models.ShippedCatalogue.objects.first().digest)
    return found


def test_every_edition_remembers_what_it_grew_from(digests):
    assert grown_from() == dict(enumerate(digests, 1))
    write_catalogue(changed(NEWER, "frameworks", "alder", summary="Edited."))
    publish(by=None, note="Edited")
    assert grown_from()[3] == digests[1]


def test_a_restored_edition_grew_from_what_the_old_one_did(digests):
    restore(1, by=None)
    assert grown_from()[3] == digests[0]
    assert is_loaded(NEWER)  # the working copy has not changed


def test_an_edition_taken_into_the_working_copy_brings_what_it_grew_from(digests):
    take_into_working_copy(1)
    assert is_loaded(SMALL)
    load_shipped(NEWER, overwrite_edits=False)
    assert read_catalogue() == NEWER


def test_a_state_is_kept_once(digests):
    with transaction.atomic():
        remember_shipped(SMALL)
    assert models.ShippedCatalogue.objects.count() == 2
    assert update_to(SMALL).ground.catalogue == SMALL


def test_a_kept_state_is_packed_and_reads_back(digests):
    row = models.ShippedCatalogue.objects.get(digest=digests[0])
    assert len(row.data) < 3000
    assert str(row) == f"The catalogue as shipped, {digests[0][:8]}"


def test_an_edition_from_before_there_was_a_state_remembers_none():
    write_catalogue(SMALL)
    publish(by=None, note="First")
    assert grown_from() == {1: None}
