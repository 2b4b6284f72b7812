import pytest
from django.template import Context, Template, TemplateSyntaxError
from msgspec.structs import replace

from comparisons.bounded_cache import BoundedCache
from comparisons.rendering import fragments
from comparisons.rendering.fragments import fragments_of


class Rendering:
    """A render function that counts its calls."""

    def __init__(self, html="<p>piece</p>"):
        self.html = html
        self.times = 0

    def __call__(self):
        self.times += 1
        return self.html


@pytest.fixture(autouse=True)
def empty_cache():
    fragments._cache.clear()


def test_a_fragment_is_rendered_once_for_an_edition_and_a_key(published):
    render = Rendering()
    for _ in range(3):
        assert fragments_of(published).fragment(("score", "alder"), render) == "<p>piece</p>"
    assert render.times == 1
    fragments_of(published).fragment(("score", "birch"), render)
    assert render.times == 2


def test_editions_do_not_share_fragments(published):
    render = Rendering()
    for edition in (published, replace(published, number=2), replace(published, digest="other")):
        fragments_of(edition).fragment(("score",), render)
    assert render.times == 3


def test_without_an_edition_or_with_debug_nothing_is_cached(published, settings):
    render = Rendering()
    fragments_of(None).fragment(("score",), render)
    fragments_of(None).fragment(("score",), render)
    settings.DEBUG = True
    fragments_of(published).fragment(("score",), render)
    fragments_of(published).fragment(("score",), render)
    assert render.times == 4


def test_a_fragment_loses_its_indentation_and_nothing_else():
    html = "\n  <p>\n    two  words\n\n  </p>\n"
    assert fragments_of(None).fragment(("score",), Rendering(html)) == "<p>\ntwo  words\n</p>"


def test_a_full_cache_drops_the_oldest_fragments_which_can_be_added_again(published, monkeypatch):
    monkeypatch.setattr(fragments, "_cache", BoundedCache(2000, fragments._size))
    render = Rendering("x" * 500)
    for key in range(10):
        fragments_of(published).fragment((key,), render)
        assert fragments._cache.bytes <= 2000
    assert render.times == 10
    assert fragments_of(published).fragment((9,), render) == "x" * 500
    assert render.times == 10
    assert fragments_of(published).fragment((0,), render) == "x" * 500
    assert render.times == 11


def rendered(source, **context):
    return Template("{% load pages %}" + source).render(Context(context))


def test_the_content_of_once_is_rendered_once_for_each_key(published):
    source = '{% once "name" slug %}{{ shown }}{% endonce %}'
    assert rendered(source, edition=published, slug="alder", shown="first") == "first"
    assert rendered(source, edition=published, slug="alder", shown="second") == "first"
    assert rendered(source, edition=published, slug="birch", shown="second") == "second"
    assert rendered(source, slug="alder", shown="third") == "third"


def test_once_escapes_variables(published):
    assert rendered('{% once "name" %}{{ shown }}{% endonce %}', edition=published, shown="<b>") == "&lt;b&gt;"


def test_once_requires_a_name():
    with pytest.raises(TemplateSyntaxError, match="once needs a name"):
        rendered("{% once %}{% endonce %}")
