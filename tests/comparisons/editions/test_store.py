from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from msgspec.structs import replace

from comparisons import models
from comparisons.catalogue.codec import digest, encode
from comparisons.catalogue.value import Catalogue
from comparisons.editions import current
from comparisons.editions import store as store_module
from comparisons.editions.publishing import restore
from comparisons.editions.store import (
    DamagedEdition,
    Edition,
    UnknownEdition,
    current_edition,
    edition,
    edition_and_the_one_before,
    editions,
    readable_edition,
)
from comparisons.working_copy import write_catalogue
from tests.catalogues import changed, large_catalogue, small_catalogue, with_score
from tests.comparisons.editions.published import publish_this

pytestmark = pytest.mark.django_db

SMALL = small_catalogue()
BETTER = with_score(SMALL, "alder", "admin", value=10.0)
BEST = with_score(SMALL, "alder", "admin", value=10.0, reason="Nothing is missing.")


def test_editions_are_listed_newest_first_without_their_data(django_assert_num_queries):
    for catalogue in (SMALL, BETTER, BEST):
        publish_this(catalogue)
    with django_assert_num_queries(1):
        listed = [(row.number, row.note, row.published_by) for row in editions()]
    assert listed == [(3, "", None), (2, "", None), (1, "", None)]
    assert editions()[0].get_deferred_fields() == {"data"}


@pytest.mark.parametrize("number", [0, -1, 2, 2**31, 2**63, 10**30])
def test_a_number_without_an_edition_is_unknown(number):
    publish_this(SMALL)
    for function in (edition, edition_and_the_one_before):
        with pytest.raises(UnknownEdition) as unknown:
            function(number)
        assert str(unknown.value) == f"There is no edition {number}."
    with pytest.raises(UnknownEdition):
        restore(number, by=None)


def test_an_edition_and_its_predecessor_take_one_query(django_assert_num_queries):
    first, second = publish_this(SMALL), publish_this(BETTER)
    assert edition_and_the_one_before(1) == (first, None)
    with django_assert_num_queries(1):
        assert edition_and_the_one_before(2) == (second, first)


def test_there_is_no_current_edition_at_first():
    with pytest.raises(UnknownEdition) as unknown:
        current_edition()
    assert str(unknown.value) == "No edition has been published yet."


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


def test_editions_in_memory_are_bounded_in_bytes_and_the_newest_stays():
    memory = store_module._Memory(8, 1000)
    made = [edition_like(number) for number in (3, 1, 2)]
    for one, size in zip(made, (2000, 10, 10), strict=True):
        memory.put(one, size)
    assert [memory.get(*one.name) is one for one in made] == [True, False, False]
    memory = store_module._Memory(8, 1000)
    for one in made:
        memory.put(one, 400)
    assert [memory.get(*one.name) is one for one in made] == [True, False, True]


def edition_like(number):
    return Edition(number=number, published_at=timezone.now(), note="", digest="", catalogue=SMALL)


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


def test_the_newest_edition_that_can_be_read_is_found_and_the_damage_is_logged(caplog):
    store(SMALL)
    store(BETTER, number=2, digest="1" * 64)
    store(BETTER, number=3, digest="0" * 64)
    assert readable_edition().number == 1
    assert [(line.levelname, line.getMessage()) for line in caplog.records if "Visitors see" in line.getMessage()] == [
        ("ERROR", f"Visitors see the last edition before it that can be read: Edition {n} does not match its digest.")
        for n in (3, 2)
    ]
    assert readable_edition().number == 1
    assert len([line for line in caplog.records if "Visitors see" in line.getMessage()]) == 2
    store(SMALL, number=4)
    current._forget()
    assert readable_edition().number == 4


def test_without_an_edition_that_can_be_read_there_is_none():
    store(SMALL, digest="2" * 64)
    with pytest.raises(UnknownEdition):
        readable_edition()


def test_two_editions_cannot_have_one_number():
    store(SMALL)
    with pytest.raises(IntegrityError), transaction.atomic():
        store(BETTER)


def test_edition_zero_cannot_be_stored():
    with pytest.raises(IntegrityError), transaction.atomic():
        store(SMALL, number=0)


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
