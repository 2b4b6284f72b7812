import pytest
from django.db import transaction

from comparisons import models
from comparisons.editions import DamagedEdition, publish, restore
from comparisons.waiting import count_anew, waiting
from comparisons.working_copy import write_catalogue
from tests.at_once import at_once
from tests.catalogues import changed, small_catalogue, with_score

SMALL = small_catalogue()
ELDER = changed(SMALL, "frameworks", "alder", name="Elder")


def test_each_write_and_each_edition_is_counted(published):
    assert waiting() == 0
    write_catalogue(ELDER)
    assert waiting() == 1
    write_catalogue(with_score(ELDER, "alder", "admin", value=1.0))
    assert waiting() == 2
    publish(by=None)
    assert waiting() == 0
    restore(1, by=None)
    assert waiting() == 2


def test_two_queries_tell_it_again(published, django_assert_num_queries):
    write_catalogue(ELDER)
    waiting()
    with django_assert_num_queries(2):
        assert waiting() == 1


def test_what_is_rolled_back_is_not_remembered(published):
    waiting()
    with transaction.atomic():
        write_catalogue(ELDER)
        assert waiting() == 1
        transaction.set_rollback(True)
    assert waiting() == 0
    with transaction.atomic():
        write_catalogue(with_score(ELDER, "alder", "admin", value=1.0))
        assert waiting() == 2


def test_what_is_written_past_the_lock_shows_when_counted_anew(published):
    assert waiting() == 0
    models.Framework.objects.filter(slug="alder").update(name="Elder")
    assert count_anew() == 1
    assert waiting() == 1


@pytest.mark.django_db
def test_without_a_lock_or_an_edition_it_is_counted_each_time():
    write_catalogue(SMALL)
    models.WorkingCopy.objects.all().delete()
    before = waiting()
    assert before > 0
    models.Claim.objects.get(slug="all-are-good").delete()
    assert waiting() == before - 1


def test_a_damaged_edition_is_told_and_not_remembered(published):
    row = models.Edition.objects.get()
    models.Edition.objects.update(data="{}", digest="0" * 64)
    for _ in range(2):
        with pytest.raises(DamagedEdition):
            waiting()
    models.Edition.objects.update(data=row.data, digest=row.digest)
    assert waiting() == 0


@pytest.mark.django_db(transaction=True)
def test_the_count_is_right_whoever_writes_while_it_is_made():
    write_catalogue(SMALL)
    publish(by=None)
    at_once(waiting, lambda: write_catalogue(ELDER), waiting, waiting)
    assert waiting() == 1
