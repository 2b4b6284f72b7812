"""Long lists on the admin's own pages are paginated."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from comparisons.admin.links import AT_ONCE, portion
from comparisons.catalogue.synthetic import large_catalogue
from comparisons.models import Edition
from comparisons.working_copy import write_catalogue


def shown(query, number, **options):
    return portion(RequestFactory().get(f"/here/{query}"), range(number), str, **options)


def test_a_short_list_has_one_page():
    whole = shown("", AT_ONCE)
    assert list(whole) == [str(n) for n in range(AT_ONCE)]
    assert (whole.total, whole.last, whole.before, whole.after) == (AT_ONCE, 1, "", "")


def test_a_long_list_links_to_the_next_and_previous_page():
    first, second, third = (shown(f"?note=n&page={number}", 2 * AT_ONCE + 1) for number in (1, 2, 3))
    assert [len(one) for one in (first, second, third)] == [AT_ONCE, AT_ONCE, 1]
    assert (first.before, first.after) == ("", "?note=n&page=2")
    assert (second.before, second.after) == ("?note=n&page=1", "?note=n&page=3")
    assert (third.before, third.after) == ("?note=n&page=2", "")


@pytest.mark.parametrize(("asked", "got"), [("", 1), ("0", 3), ("-1", 3), ("99", 3), ("two", 1)])
def test_any_page_number_gives_a_page(asked, got):
    assert shown(f"?page={asked}", 2 * AT_ONCE + 1).number == got


def test_make_is_called_for_shown_items_only():
    made = []
    portion(RequestFactory().get("/"), range(1000), made.append)
    assert made == list(range(AT_ONCE))


def test_two_lists_on_a_page_are_paginated_separately():
    one = shown("?page=2&warnings=3", 500, name="warnings", path="/there/")
    assert (one.number, one.after) == (3, "/there/?page=2&warnings=4")


def every_portion(browser, page, name):
    """Yield all items of a list, page by page."""
    found, address = [], page
    while address:
        shown = browser.get(address if address.startswith("/") else page + address).context[name]
        found += list(shown)
        address = shown.after
    assert len(found) == shown.total
    return found


@pytest.fixture
def many_changes(anna, small):
    write_catalogue(large_catalogue(small, frameworks=40, criteria=12))


@pytest.mark.parametrize(("page", "name"), [("changes", "warnings"), ("discard-all", "lost"), ("take", "changes")])
def test_every_item_of_a_long_list_is_on_some_page(anna, many_changes, page, name):
    address = (
        reverse("admin:comparisons_edition_take", args=[Edition.objects.get().pk])
        if page == "take"
        else reverse(f"admin:{page}")
    )
    found = [str(one) for one in every_portion(anna, address, name)]
    assert len(found) > AT_ONCE
    assert len(set(found)) == len(found)
