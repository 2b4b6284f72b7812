"""The cards that other sites show for shared links."""

from itertools import count

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.catalogues import changed, small_catalogue
from tests.pages.editions import add_edition
from tests.pictures import ink, opened
from tests.site_client import SiteClient

SIX = "django-vs-fastapi-vs-flask-vs-litestar-vs-quart-vs-starlette"
ANSWERS = "build=site&interface=pages&size=small&back-office=admin&sign-in=accounts"

CARDS = [
    "/card.png",
    "/frameworks/django/card.png",
    "/frameworks/nicegui/card.png",
    "/compare/django-vs-flask/card.png",
    "/compare/django-vs-fastapi-vs-flask/card.png",
    "/compare/django-vs-fastapi-vs-flask-vs-litestar/card.png",
    "/compare/django-vs-fastapi-vs-flask-vs-litestar-vs-quart/card.png",
    f"/compare/{SIX}/card.png",
    "/advise/result.png",
    f"/advise/result.png?{ANSWERS}",
    f"/advise/result.png?edition=1&{ANSWERS}",
    "/advise/result.png?need.admin=10&need.realtime=10",
]
STRIPE = 13
BELOW_THE_STRIPE = (0, STRIPE, 1200, 630)


def assert_whole(png):
    """Assert that it is 1200 by 630 pixels with text at the top and bottom, and almost nothing in margins of 80."""
    picture = opened(png)
    assert picture.size == (1200, 630)
    left, top, right, bottom = ink(picture, BELOW_THE_STRIPE)
    assert 76 <= left < 100
    assert 1100 < right <= 1140
    assert 50 < STRIPE + top < 120
    assert 580 < STRIPE + bottom < 605


@pytest.mark.parametrize("address", CARDS)
def test_a_card_is_a_complete_picture_rendered_once_for_any_site(
    client, shipped_edition, address, django_assert_num_queries
):
    first = client.get(address)
    assert (first.status_code, first["Content-Type"]) == (200, "image/png")
    assert [template.name for template in first.templates]
    assert_whole(first.content)
    pinned = "edition=" in address
    assert first["Cache-Control"] == f"public, max-age={'31536000, immutable' if pinned else '3600'}"
    assert first["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not first.cookies
    assert "Vary" not in first
    with django_assert_num_queries(1):
        again = client.get(address)
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    assert again.templates == []
    assert client.get(address, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304


@override_settings(PAGE_CACHE_BYTES=3 * 200_000)
def test_cards_evict_cards_and_no_pages(shipped_edition, shipped):
    client = SiteClient()
    client.get("/")
    slugs = [framework.slug for framework in shipped.published_frameworks[:6]]
    for slug in slugs:
        client.get(f"/frameworks/{slug}/card.png")
    assert client.get("/").templates == []
    assert client.get(f"/frameworks/{slugs[-1]}/card.png").templates == []
    assert client.get(f"/frameworks/{slugs[0]}/card.png").templates != []


def test_every_framework_and_every_pair_with_django_has_a_card_that_fits(client, shipped_edition, shipped):
    for framework in shipped.published_frameworks:
        assert_whole(client.get(f"/frameworks/{framework.slug}/card.png").content)
        pair = "-vs-".join(sorted({"django", framework.slug}))
        if "-vs-" in pair:
            assert_whole(client.get(f"/compare/{pair}/card.png").content)


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("/frameworks/djano/card.png", 404, "Django"),
        ("/compare/django-vs-flaks/card.png", 404, "Flask"),
        ("/compare/django/card.png", 400, "at least two"),
        (f"/compare/{SIX}-vs-tornado/card.png", 400, "at most 6 frameworks; 7"),
        ("/advise/result.png?edition=99", 404, "All editions"),
        ("/advise/result.png?edition=x", 400, "whole number"),
        ("/frameworks/card.png", 404, "Page not found"),
    ],
)
def test_a_card_answers_errors_like_its_page(client, shipped_edition, address, status, message):
    response = client.get(address)
    assert response.status_code == status
    assert message in response.content.decode()


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/compare/flask-vs-django/card.png", "/compare/django-vs-flask/card.png"),
        ("/compare/django-vs-flask/card.png?rows=differences", "/compare/django-vs-flask/card.png"),
        ("/advise/result.png?size=small&build=site", "/advise/result.png?build=site&size=small"),
        ("/advise/result.png?build=castle", "/advise/result.png?dropped=build.castle"),
    ],
)
def test_a_card_has_one_canonical_address(client, shipped_edition, address, canonical):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, canonical)


@pytest.mark.parametrize("address", ["/card.png", "/frameworks/django/card.png", "/advise/result.png"])
def test_without_an_edition_there_is_no_card(client, db, address):
    assert client.get(address).status_code == 503


def test_a_draft_has_no_card_and_a_retired_framework_keeps_its_own(client, published):
    assert client.get("/frameworks/cedar/card.png").status_code == 404
    assert client.get("/frameworks/dogwood/card.png").status_code == 200


def test_a_new_edition_has_new_cards_and_a_pinned_card_stays(shipped_edition, shipped):
    client = SiteClient()
    addresses = ["/card.png", "/frameworks/django/card.png", "/compare/django-vs-flask/card.png", "/advise/result.png"]
    before = [client.get(address).content for address in addresses]
    pinned = client.get("/advise/result.png?edition=1").content
    add_edition(2, changed(shipped, "frameworks", "django", name="Django Unchained"))
    after = [client.get(address).content for address in addresses]
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert client.get("/advise/result.png?edition=1").content == pinned == before[-1]


def test_cards_answer_get_and_head_only(client, shipped_edition):
    assert client.post("/card.png").status_code == 405


AWKWARD = ["<&\"'>", "</text><script>", "{{ x }} %s", "🚀👩‍👩‍👧", "漢" * 200, "W" * 200, "i " * 100]
AWKWARD += ["\u200b", "مرحبا", "e\u0301"]
odd = st.sampled_from(AWKWARD) | st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=200
)
numbers = count(2)


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_names_fit_on_the_card(client, db, text):
    assert_cards_hold(client, text, text, text)


@given(name=odd, summary=odd, criterion=odd)
@settings(max_examples=settings.default.max_examples // 10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name_fits_on_the_card(client, db, name, summary, criterion):
    assert_cards_hold(client, name, summary, criterion)


def assert_cards_hold(client, name, summary, criterion):
    catalogue = changed(small_catalogue(scenarios=()), "frameworks", "birch", name=name, summary=summary)
    catalogue = changed(catalogue, "criteria", "speed", name=criterion)
    add_edition(next(numbers), changed(catalogue, "frameworks", "alder", name=name[::-1]))
    for address in (
        "/card.png",
        "/frameworks/birch/card.png",
        "/frameworks/alder/card.png",
        "/compare/alder-vs-birch-vs-dogwood/card.png",
        "/advise/result.png?build=api",
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert_whole(response.content)
