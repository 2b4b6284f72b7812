import pytest
from django.db import transaction

from comparisons import models
from comparisons.catalogue.changes.diff import Change, ChangeKind
from comparisons.editions.publishing import publish, restore
from comparisons.editions.store import DamagedEdition
from comparisons.editions.unpublished import recount, unpublished_changes, unpublished_count
from comparisons.working_copy import write_catalogue
from tests.at_once import at_once
from tests.catalogues import changed, small_catalogue, with_score
from tests.comparisons.editions.published import publish_this

SMALL = small_catalogue()
BETTER = with_score(SMALL, "alder", "admin", value=10.0)
ELDER = changed(SMALL, "frameworks", "alder", name="Elder")


def test_the_count_follows_writes_and_editions(published):
    assert unpublished_count() == 0
    write_catalogue(ELDER)
    assert unpublished_count() == 1
    write_catalogue(with_score(ELDER, "alder", "admin", value=1.0))
    assert unpublished_count() == 2
    publish(by=None)
    assert unpublished_count() == 0
    restore(1, by=None)
    assert unpublished_count() == 2


def test_a_cached_count_takes_two_queries(published, django_assert_num_queries):
    write_catalogue(ELDER)
    unpublished_count()
    with django_assert_num_queries(2):
        assert unpublished_count() == 1


def test_a_rolled_back_write_is_not_cached(published):
    unpublished_count()
    with transaction.atomic():
        write_catalogue(ELDER)
        assert unpublished_count() == 1
        transaction.set_rollback(True)
    assert unpublished_count() == 0
    with transaction.atomic():
        write_catalogue(with_score(ELDER, "alder", "admin", value=1.0))
        assert unpublished_count() == 2


def test_recount_includes_writes_without_the_lock(published):
    assert unpublished_count() == 0
    models.Framework.objects.filter(slug="alder").update(name="Elder")
    assert recount() == 1
    assert unpublished_count() == 1


@pytest.mark.django_db
def test_without_a_lock_row_nothing_is_cached():
    write_catalogue(SMALL)
    models.WorkingCopy.objects.all().delete()
    before = unpublished_count()
    assert before > 0
    models.Claim.objects.get(slug="all-are-good").delete()
    assert unpublished_count() == before - 1


def test_a_damaged_edition_raises_and_is_not_cached(published):
    row = models.Edition.objects.get()
    models.Edition.objects.update(data="{}", digest="0" * 64)
    for _ in range(2):
        with pytest.raises(DamagedEdition):
            unpublished_count()
    models.Edition.objects.update(data=row.data, digest=row.digest)
    assert unpublished_count() == 0


@pytest.mark.django_db(transaction=True)
def test_concurrent_writes_do_not_leave_a_wrong_count():
    write_catalogue(SMALL)
    publish(by=None)
    at_once(unpublished_count, lambda: write_catalogue(ELDER), unpublished_count, unpublished_count)
    assert unpublished_count() == 1


@pytest.mark.django_db
def test_before_the_first_edition_everything_is_unpublished():
    write_catalogue(SMALL)
    assert len(unpublished_changes()) == 19
    assert {change.kind for change in unpublished_changes()} == {ChangeKind.ADDED}


@pytest.mark.django_db
def test_nothing_is_unpublished_after_publishing():
    publish_this(SMALL)
    assert unpublished_changes() == ()


@pytest.mark.django_db
def test_unpublished_changes_are_relative_to_the_current_edition():
    publish_this(BETTER)
    publish_this(SMALL)
    write_catalogue(BETTER)
    assert unpublished_changes() == (Change(ChangeKind.CHANGED, "score", ("alder", "admin"), "value", 9.0, 10.0),)
