import re

import pytest

from comparisons.cards.picture import KEPT, as_png


def square(colour):
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2">
        <rect width="2" height="2" fill="{colour}"/></svg>"""


@pytest.fixture(autouse=True)
def nothing_kept():
    as_png.cache_clear()
    yield
    as_png.cache_clear()


def test_the_same_picture_is_drawn_once():
    assert as_png(square("#ff0000")) is as_png(square("#ff0000"))
    assert as_png(square("#00ff00")) != as_png(square("#ff0000"))
    assert (as_png.cache_info().misses, as_png.cache_info().hits) == (2, 2)


def test_only_so_many_pictures_are_kept():
    for number in range(KEPT + 10):
        as_png(square(f"#{number:06x}"))
    assert (as_png.cache_info().currsize, as_png.cache_info().maxsize) == (KEPT, KEPT)


def test_cards_have_the_light_colours_of_the_site(project):
    tokens = (project / "static/site/site.css").read_text().partition("@media")[0]
    colours = set(re.findall(r"#[0-9a-f]{3,6}\b", tokens))
    for template in sorted((project / "templates/cards").glob("*.svg")):
        used = set(re.findall(r"""[:"] ?(#[0-9a-f]{3,6})\b""", template.read_text()))
        assert used <= colours, template.name
