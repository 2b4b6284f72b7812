from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone
from msgspec.structs import replace

from comparisons import models
from comparisons.catalogue.codec import decode, digest, encode
from comparisons.catalogue.diff import Change, ChangeKind
from comparisons.catalogue.value import Catalogue
from comparisons.editions.store import (
    DamagedEdition,
    NothingToPublish,
    UnknownEdition,
    UnsoundCatalogue,
    current_edition,
    edition,
    edition_and_the_one_before,
    editions,
    publish,
    restore,
    take_into_working_copy,
    unpublished_changes,
)
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import changed, large_catalogue, small_catalogue, with_score

pytestmark = pytest.mark.django_db

SMALL = small_catalogue()
BETTER = with_score(SMALL, "alder", "admin", value=10.0)
BEST = with_score(SMALL, "alder", "admin", value=10.0, reason="Nothing is missing.")


def publish_this(catalogue, note=""):
    write_catalogue(catalogue)
    return publish(by=None, note=note)


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


def test_editions_are_listed_newest_first_without_their_data(django_assert_num_queries):
    for catalogue in (SMALL, BETTER, BEST):
        publish_this(catalogue)
    with django_assert_num_queries(1):
        listed = [(row.number, row.note, row.published_by) for row in editions()]
    assert listed == [(3, "", None), (2, "", None), (1, "", None)]
    assert editions()[0].get_deferred_fields() == {"data"}


# Refused publishes


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


# Restoring


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


@pytest.mark.parametrize("number", [0, -1, 2, 2**31, 2**63, 10**30])
def test_a_number_without_an_edition_is_unknown(number):
    publish_this(SMALL)
    for function in (edition, edition_and_the_one_before, take_into_working_copy):
        with pytest.raises(UnknownEdition) as unknown:
            function(number)
        assert str(unknown.value) == f"There is no edition {number}."
    with pytest.raises(UnknownEdition):
        restore(number, by=None)


def test_taking_an_edition_into_the_working_copy_does_not_publish():
    publish_this(SMALL)
    publish_this(BETTER)
    take_into_working_copy(1)
    assert read_catalogue() == SMALL
    assert current_edition().number == 2


def test_an_edition_and_its_predecessor_take_one_query(django_assert_num_queries):
    first, second = publish_this(SMALL), publish_this(BETTER)
    assert edition_and_the_one_before(1) == (first, None)
    with django_assert_num_queries(1):
        assert edition_and_the_one_before(2) == (second, first)


# Before the first edition


def test_there_is_no_current_edition_at_first():
    with pytest.raises(UnknownEdition) as unknown:
        current_edition()
    assert str(unknown.value) == "No edition has been published yet."


# Unpublished changes


def test_before_the_first_edition_everything_is_unpublished():
    write_catalogue(SMALL)
    assert len(unpublished_changes()) == 19
    assert {change.kind for change in unpublished_changes()} == {ChangeKind.ADDED}


def test_nothing_is_unpublished_after_publishing():
    publish_this(SMALL)
    assert unpublished_changes() == ()


def test_unpublished_changes_are_relative_to_the_current_edition():
    publish_this(BETTER)
    publish_this(SMALL)
    write_catalogue(BETTER)
    assert unpublished_changes() == (Change(ChangeKind.CHANGED, "score", ("alder", "admin"), "value", 9.0, 10.0),)


# Cache and damage


@pytest.mark.parametrize("frameworks", [0, 200])
def test_the_current_edition_takes_two_queries_and_one_when_cached(frameworks, django_assert_num_queries):
    store(large_catalogue(frameworks))
    with django_assert_num_queries(2):
        current_edition()
    with django_assert_num_queries(1):
        current_edition()
    with django_assert_num_queries(1):
        edition(1)


def store(catalogue, *, number=1, **fields):
    """Insert an edition directly, as another replica would."""
    data = encode(catalogue).decode()
    given = {"published_at": timezone.now(), "digest": digest(data.encode()), "data": data}
    return models.Edition.objects.create(number=number, **(given | fields))


def test_an_edition_of_another_replica_is_current_at_once():
    publish_this(SMALL)
    store(BETTER, number=2)
    assert current_edition().catalogue == BETTER


def test_a_cached_edition_is_the_same_object():
    publish_this(SMALL)
    assert current_edition() is edition(1)


def test_the_least_recently_used_editions_are_dropped(django_assert_num_queries):
    for number in range(1, 10):
        store(with_score(SMALL, "alder", "admin", value=number / 2), number=number)
    for number in range(1, 9):
        edition(number)
    edition(1)
    edition(9)
    with django_assert_num_queries(1):
        edition(1)
    with django_assert_num_queries(2):
        edition(2)


def test_data_that_do_not_match_their_digest_are_damaged():
    store(SMALL, digest="0" * 64)
    for function in (current_edition, lambda: edition(1), lambda: restore(1, by=None)):
        with pytest.raises(DamagedEdition) as damaged:
            function()
        assert str(damaged.value) == "Edition 1 does not match its digest."


def test_data_that_cannot_be_decoded_are_damaged():
    store(SMALL, data="{}[", digest=digest(b"{}["))
    with pytest.raises(DamagedEdition, match=r"^Edition 1 cannot be read: "):
        current_edition()


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


def test_two_editions_cannot_have_one_number():
    store(SMALL)
    with pytest.raises(IntegrityError), transaction.atomic():
        store(BETTER)


def test_edition_zero_cannot_be_stored():
    with pytest.raises(IntegrityError), transaction.atomic():
        store(SMALL, number=0)


def test_an_empty_catalogue_can_be_published():
    assert publish(by=None).catalogue == Catalogue()


def test_times_are_stored_in_utc_with_microseconds():
    moment = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
    store(SMALL, published_at=moment)
    assert current_edition().published_at == moment
    assert current_edition().published_at.utcoffset() == timedelta(0)


def test_an_edition_does_not_depend_on_the_working_copy():
    published = publish_this(changed(SMALL, "frameworks", "alder", summary="A \N{SNOWMAN} and\ttwo\nlines"))
    write_catalogue(Catalogue())
    assert current_edition() == published
    assert replace(published.catalogue, frameworks=()).groups == SMALL.groups
