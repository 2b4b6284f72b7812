"""The URLs that the benchmark requests are new each time, and canonical."""

from itertools import islice
from random import Random

import pytest

from benches.serving.addresses import card_of, new_advice, new_comparisons
from benches.serving.cases import CASES, MIXED, PAIRED, PAIRED_NEW, mixed, new_addresses, new_list, of_the_lab
from comparisons.catalogue.synthetic import large_catalogue
from comparisons.editions.publishing import publish
from comparisons.working_copy import write_catalogue


def some(addresses, number):
    return list(islice(addresses, number))


def test_no_url_is_repeated(shipped):
    for what in ("comparison", "advice", "advice among six"):
        found = some(new_addresses(shipped, what, Random(1)), 500)
        assert len(set(found)) == 500


def test_the_same_seed_gives_the_same_urls(shipped):
    one, other = (some(new_advice(shipped, Random(7)), 5) for _ in range(2))
    assert one == other
    assert some(new_advice(shipped, Random(8)), 5) != one


def test_small_and_large_catalogues_compare_the_same_frameworks(shipped):
    large = large_catalogue(shipped, frameworks=20, criteria=40)
    assert some(new_addresses(large, "comparison", Random(1)), 50) == some(
        new_comparisons([f.slug for f in shipped.published_frameworks], Random(1)), 50
    )


@pytest.mark.django_db
def test_each_url_gets_its_page_without_a_redirect(client, shipped):
    write_catalogue(shipped)
    publish(by=None)
    for what in ("comparison", "advice", "advice among six"):
        for page in some(new_addresses(shipped, what, Random(2)), 4):
            for address in (page, card_of(page)):
                assert (address, client.get(address).status_code) == (address, 200)
    for name in PAIRED_NEW:
        for page in new_list(shipped, name, Random(2))[:4]:
            assert (page, client.get(page).status_code) == (page, 200)
    for address in of_the_lab(shipped):
        assert (address, client.get(address).status_code) == (address, 200)
    for case in CASES:
        if case.path.startswith("/") and not case.path.startswith(("/api/", "/proxy/")):
            assert (case.path, client.get(case.path).status_code) == (case.path, 200)


def test_mixed_requests_are_new_in_two_of_ten_and_a_tenth_of_these_are_cards(shipped):
    addresses = list(mixed(shipped, 500, Random(1)))
    assert len(addresses) == 500
    new = [address for turn, address in enumerate(addresses) if turn % 10 < 2]
    assert len(set(new)) == len(new) == 100
    assert sum("card.png" in address for address in new) == sum("/result.png" in address for address in new) == 10


def test_pages_of_the_lab_are_mixed_in_where_a_site_has_them(shipped):
    lab = of_the_lab(shipped)
    assert set(lab) < set(mixed(shipped, 2000, Random(1), lab))
    assert not set(lab) & set(mixed(shipped, 2000, Random(1)))


def test_every_case_has_a_unique_name_and_one_source_of_urls():
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(bool(case.path) != bool(case.new) for case in CASES)


def test_every_paired_measurement_is_a_case_or_has_its_own_list_of_urls(shipped):
    assert set(PAIRED) - {MIXED, *PAIRED_NEW} <= {case.name for case in CASES}
    found = {name: new_list(shipped, name, Random(1)) for name in PAIRED_NEW}
    assert all(len(set(addresses)) == len(addresses) > 100 for addresses in found.values())
    assert {page.count("-vs-") for page in found["comparison of two, never seen before"]} == {1}
    assert {page.count("-vs-") for page in found["comparison of six, never seen before"]} == {5}
