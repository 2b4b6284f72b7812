import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from comparisons import models
from comparisons.catalogue.codec import decode, digest, encode
from comparisons.catalogue.value import Catalogue
from comparisons.editions.publishing import NothingToPublish, UnsoundCatalogue, publish, restore
from comparisons.editions.store import UnknownEdition, current_edition, edition, editions
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import small_catalogue, with_score
from tests.comparisons.editions.published import publish_this

pytestmark = pytest.mark.django_db

SMALL = small_catalogue()
BETTER = with_score(SMALL, "alder", "admin", value=10.0)
BEST = with_score(SMALL, "alder", "admin", value=10.0, reason="Nothing is missing.")


def test_publish_stores_the_working_copy():
    before = timezone.now()
    published = publish_this(SMALL, note="First")
    assert (published.number, published.note, published.catalogue) == (1, "First", SMALL)
    assert published.digest == digest(encode(SMALL))
    assert before <= published.published_at <= timezone.now()
    assert current_edition() == edition(1) == published


def test_an_edition_just_published_equals_what_is_stored(shipped):
    published = publish_this(shipped)
    row = models.Edition.objects.get()
    assert decode(row.data.encode()) == published.catalogue == shipped
    assert (row.digest, row.published_at) == (published.digest, published.published_at)


def test_later_edits_do_not_change_an_edition():
    publish_this(SMALL)
    write_catalogue(BETTER)
    assert current_edition().catalogue == SMALL


def test_editions_are_numbered_from_one_without_gaps():
    numbers = [publish_this(catalogue).number for catalogue in (SMALL, BETTER, BEST)]
    assert numbers == [1, 2, 3]
    assert [edition(number).catalogue for number in numbers] == [SMALL, BETTER, BEST]


def test_an_edition_stores_who_published_it():
    editor = get_user_model().objects.create_user("ann")
    write_catalogue(SMALL)
    publish(by=editor)
    editor.delete()
    assert [row.published_by for row in editions()] == [None]


def test_an_unsound_working_copy_is_refused_and_nothing_changes():
    publish_this(SMALL)
    models.Framework.objects.filter(slug="alder").update(summary="", first_release="2005")
    before = read_catalogue()
    with pytest.raises(UnsoundCatalogue) as refused:
        publish(by=None)
    assert [str(problem) for problem in refused.value.problems] == [
        "framework alder: the summary is empty",
        "framework alder: first_release '2005' is not a year and a month, such as 2005-07",
    ]
    assert [row.number for row in editions()] == [1]
    assert read_catalogue() == before


def test_publishing_an_unchanged_working_copy_is_refused():
    publish_this(SMALL)
    with pytest.raises(NothingToPublish):
        publish(by=None, note="Again")
    assert [row.number for row in editions()] == [1]


def test_an_earlier_state_can_be_published_again():
    for catalogue in (SMALL, BETTER, SMALL):
        publish_this(catalogue)
    assert [edition(number).catalogue for number in (1, 2, 3)] == [SMALL, BETTER, SMALL]
    assert edition(1).digest == edition(3).digest


def test_restore_publishes_an_old_edition_and_keeps_the_working_copy():
    publish_this(SMALL)
    publish_this(BETTER)
    write_catalogue(BEST)
    restored = restore(1, by=None)
    assert (restored.number, restored.note, restored.catalogue) == (3, "Edition 1 restored", SMALL)
    assert current_edition() == restored
    assert read_catalogue() == BEST


def test_restore_accepts_a_note():
    publish_this(SMALL)
    publish_this(BETTER)
    assert restore(1, by=None, note="The scores were wrong").note == "The scores were wrong"


def test_restoring_the_current_edition_is_refused():
    publish_this(SMALL)
    with pytest.raises(NothingToPublish):
        restore(1, by=None)


@pytest.mark.parametrize("damage", [{"data": "{}"}, {"digest": "0" * 64}])
def test_after_damage_the_same_catalogue_can_be_published_again(damage):
    publish_this(SMALL)
    models.Edition.objects.update(**damage)
    assert publish(by=None).number == 2
    assert current_edition().catalogue == SMALL


def test_a_rolled_back_publish_is_not_cached():
    write_catalogue(SMALL)
    with transaction.atomic():
        publish(by=None, note="Never was")
        assert current_edition().note == "Never was"
        transaction.set_rollback(True)
    with pytest.raises(UnknownEdition):
        current_edition()
    assert publish(by=None, note="First").note == "First"
    assert current_edition().note == "First"


def test_an_empty_catalogue_can_be_published():
    assert publish(by=None).catalogue == Catalogue()
