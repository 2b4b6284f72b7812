"""Concurrent writes wait for each other, are never mixed, and get distinct edition numbers."""

import pytest

from comparisons.editions.publishing import NothingToPublish, publish, restore
from comparisons.editions.store import current_edition, edition, editions
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.at_once import at_once
from tests.catalogues import large_catalogue, small_catalogue, with_score

pytestmark = pytest.mark.django_db(transaction=True)

VARIANTS = [with_score(small_catalogue(), "alder", "admin", value=float(value)) for value in range(4)]


def test_only_one_of_several_concurrent_publishes_of_the_same_succeeds():
    write_catalogue(small_catalogue())
    outcomes = at_once(*[lambda: publish(by=None).number] * 4)
    assert sorted(map(repr, outcomes)) == sorted(
        ["1", *[repr(NothingToPublish("Nothing has changed since the current edition."))] * 3]
    )
    assert [row.number for row in editions()] == [1]


def test_concurrent_loads_are_never_mixed():
    catalogues = [large_catalogue(number) for number in (5, 6, 7)]
    outcomes = at_once(*[lambda c=catalogue: write_catalogue(c) for catalogue in catalogues])
    assert outcomes == [None] * 3
    assert read_catalogue() in catalogues


def test_concurrent_load_and_publish_give_unmixed_editions_with_distinct_numbers():
    def load_and_publish(catalogue):
        write_catalogue(catalogue)
        return publish(by=None).number

    outcomes = at_once(*[lambda c=catalogue: load_and_publish(c) for catalogue in VARIANTS])
    numbers = sorted(outcome for outcome in outcomes if not isinstance(outcome, NothingToPublish))
    assert numbers == list(range(1, len(numbers) + 1))
    assert [row.number for row in editions()] == numbers[::-1]
    assert all(edition(number).catalogue in VARIANTS for number in numbers)
    assert current_edition().catalogue == read_catalogue()


def test_a_concurrent_publish_and_restore_give_two_editions():
    write_catalogue(VARIANTS[0])
    publish(by=None)
    write_catalogue(VARIANTS[1])
    publish(by=None)
    write_catalogue(VARIANTS[2])
    numbers = at_once(lambda: publish(by=None).number, lambda: restore(1, by=None).number)
    assert sorted(numbers) == [3, 4]
    assert {edition(number).catalogue for number in (3, 4)} == {VARIANTS[2], VARIANTS[0]}
