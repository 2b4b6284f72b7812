import pytest
from cachetools import FIFOCache
from django.template import Context, Template, TemplateSyntaxError
from msgspec.structs import replace

from comparisons.rendering import fragments
from comparisons.rendering.fragments import fragments_of


class Rendering:
    """Renders a piece, and counts how often."""

    def __init__(self, html="<p>piece</p>"):
        self.html = html
        self.times = 0

    def __call__(self):
        self.times += 1
        return self.html


@pytest.fixture(autouse=True)
def nothing_kept():
    fragments._cache.clear()


def test_a_piece_is_rendered_once_for_an_edition_and_a_key(published):
    render = Rendering()
    for _ in range(3):
        assert fragments_of(published).fragment(("score", "alder"), render) == "<p>piece</p>"
    assert render.times == 1
    fragments_of(published).fragment(("score", "birch"), render)
    assert render.times == 2


def test_another_edition_has_pieces_of_its_own(published):
    render = Rendering()
    for edition in (published, replace(published, number=2), replace(published, digest="other")):
        fragments_of(edition).fragment(("score",), render)
    assert render.times == 3


def test_without_an_edition_and_while_debugging_nothing_is_kept(published, settings):
    render = Rendering()
    fragments_of(None).fragment(("score",), render)
    fragments_of(None).fragment(("score",), render)
    settings.DEBUG = True
    fragments_of(published).fragment(("score",), render)
    fragments_of(published).fragment(("score",), render)
    assert render.times == 4


def test_a_piece_loses_its_indentation_and_nothing_else():
    html = "\n  <p>\n    two  words\n\n  </p>\n"
    assert fragments_of(None).fragment(("score",), Rendering(html)) == "<p>\ntwo  words\n</p>"


def test_when_the_room_is_full_the_oldest_go_and_come_back(published, monkeypatch):
    monkeypatch.setattr(fragments, "_cache", FIFOCache(2000, getsizeof=fragments._size))
    render = Rendering("x" * 500)
    for key in range(10):
        fragments_of(published).fragment((key,), render)
        assert fragments._cache.currsize <= 2000
    assert render.times == 10
    assert fragments_of(published).fragment((9,), render) == "x" * 500
    assert render.times == 10
    assert fragments_of(published).fragment((0,), render) == "x" * 500
    assert render.times == 11


def rendered(source, **context):
    return Template("{% load pages %}" + source).render(Context(context))


def test_what_stands_in_once_is_rendered_once_for_each_key(published):
    source = '{% once "name" slug %}{{ shown }}{% endonce %}'
    assert rendered(source, edition=published, slug="alder", shown="first") == "first"
    assert rendered(source, edition=published, slug="alder", shown="second") == "first"
    assert rendered(source, edition=published, slug="birch", shown="second") == "second"
    assert rendered(source, slug="alder", shown="third") == "third"


def test_once_escapes_what_it_shows(published):
    assert rendered('{% once "name" %}{{ shown }}{% endonce %}', edition=published, shown="<b>") == "&lt;b&gt;"


def test_once_wants_a_name():
    with pytest.raises(TemplateSyntaxError, match="once needs a name"):
        rendered("{% once %}{% endonce %}")
