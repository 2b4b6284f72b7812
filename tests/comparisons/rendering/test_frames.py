"""Frames that are kept for an edition are those that would be rendered for each page."""

import pytest

from comparisons.rendering import fragments
from comparisons.rendering.frames import data_block, framed
from tests.catalogues import small_catalogue

BODY = "advisor/advice/_level_heading.jinja"
OF_BODY = {"criterion": small_catalogue().criterion_by_slug["admin"], "by_hand": False, "because": ()}
NAME = 'Alder & <b>Birch</b>: “which” isn\'t "it"?'
COMPARISON = {
    "name": NAME,
    "together": NAME,
    "canonical": "/compare/alder-vs-birch/",
    "card_address": "/compare/alder-vs-birch/card.png",
    "card_alt": NAME,
    "atom": "/compare/alder-vs-birch/feed.atom",
    "feed": "/compare/alder-vs-birch/feed.json",
    "linked_data": data_block({"name": NAME}),
}
RESULT = {"heading": NAME, "description": NAME, "card_address": "/advise/result.png?edition=1&a=b", "card_alt": NAME}
FRAMES = [("comparisons/comparison.html", COMPARISON), ("advisor/advice/result.html", RESULT)]


@pytest.fixture(autouse=True)
def empty_cache():
    fragments._cache.clear()


@pytest.mark.parametrize(("frame", "values"), FRAMES)
def test_a_kept_frame_is_the_one_that_is_rendered_for_the_page(rf, published, frame, values):
    context = {"edition": published, **OF_BODY, **values}
    for host in ("testserver", "localhost"):
        request = rf.get("/advise/result/?build=api&name=%3Cb%3E", headers={"host": host})
        rendered = framed(request, frame, BODY, context).content
        assert b"&lt;b&gt;Birch" in rendered
        assert f"http://{host}/".encode() in rendered
        assert b'<span id="why-admin" data-fresh>' in rendered
        assert framed(request, frame, BODY, context, values).content == rendered


@pytest.mark.parametrize(("frame", "values"), FRAMES)
def test_a_kept_frame_holds_nothing_of_the_page_it_was_first_rendered_for(rf, published, frame, values):
    others = dict.fromkeys(values, "other")
    for own in (values, others):
        context = {"edition": published, **OF_BODY, **own}
        content = framed(rf.get("/"), frame, BODY, context, own).content.decode()
    assert "Birch" not in content
    assert "\0" not in content
