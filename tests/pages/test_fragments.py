"""Pages with cached fragments are the same whatever was requested before."""

import itertools

import pytest
from django.urls import reverse
from msgspec.structs import replace

from comparisons.rendering import fragments
from comparisons.rendering.addresses import address
from tests.catalogues import changed, small_catalogue
from tests.pages.editions import add_edition

ADDRESSES = (
    "/compare/django-vs-flask/",
    "/compare/django-vs-fastapi-vs-flask/?axes=swapped",
    "/compare/fastapi-vs-flask/?rows=differences",
    "/advise/result/?build=api&size=small",
    "/advise/result/?build=site&size=large&level.speed=decisive&need.adoption=3",
    "/advise/result/levels/?build=site&interface=pages&level.speed=decisive&need.adoption=3",
    "/advise/result/side-by-side/?build=api&size=small",
    "/",
    "/frameworks/flask/",
)


@pytest.fixture
def clear_fragments(settings):
    """Return a function that clears the cache of fragments. The response cache is off."""
    settings.PAGE_CACHE_BYTES = 0

    clear_fragments = fragments._cache.clear
    clear_fragments()
    return clear_fragments


def test_a_page_is_the_same_from_new_and_from_cached_fragments(client, shipped_edition, clear_fragments):
    fresh = {}
    for url in ADDRESSES:
        clear_fragments()
        fresh[url] = client.get(url).content
    clear_fragments()
    for url in itertools.chain(ADDRESSES, reversed(ADDRESSES)):
        assert client.get(url).content == fresh[url], url


def test_fragments_of_another_edition_are_never_shown(client, db, clear_fragments):
    add_edition(1, small_catalogue())
    before = client.get("/compare/alder-vs-birch/").content.decode()
    assert "Admin" in before
    add_edition(2, changed(small_catalogue(), "criteria", "admin", name="Back office"))
    after = client.get("/compare/alder-vs-birch/").content.decode()
    assert "Back office" in after
    assert '<a href="/criteria/admin/">Admin</a>' not in after


def test_names_are_escaped_in_every_fragment(client, db, clear_fragments):
    catalogue = small_catalogue()
    evil = "<script>alert(1)</script>"
    catalogue = changed(catalogue, "criteria", "speed", name=evil)
    frameworks = tuple(replace(f, name=f"{evil}{f.slug}") for f in catalogue.frameworks)
    add_edition(1, replace(catalogue, frameworks=frameworks))
    for url in ("/compare/alder-vs-birch/", "/compare/alder-vs-birch/?axes=swapped", "/advise/result/"):
        body = client.get(url).content.decode()
        assert "<script>alert" not in body, url
        assert "&lt;script&gt;alert(1)" in body, url


def test_address_equals_reverse(db):
    assert address("comparisons:framework", "django") == reverse("comparisons:framework", args=["django"])
    assert address("advisor:home") == "/"
