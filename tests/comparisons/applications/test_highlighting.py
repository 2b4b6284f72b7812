"""Code in colours."""

import re
from html import unescape

import pytest

from comparisons.applications.highlighting import highlighted
from comparisons.applications.reading import applications

FILES = [(slug, file) for slug, own in applications().items() for file in (*own.source, *own.around)]


def plain(html):
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize(("slug", "file"), FILES, ids=[f"{slug}/{file.name}" for slug, file in FILES])
def test_no_letter_of_an_application_is_lost(slug, file):
    html = highlighted(file.name, file.text)
    assert plain(html).splitlines() == file.text.splitlines()
    assert html.count('<span class="code-line') == len(file.text.splitlines())


def test_a_text_over_several_lines_is_coloured_on_each():
    html = highlighted("a.py", 'x = """one\n    two"""\n')
    assert '<span class="code-string">    two' in html
    assert '<span class="code-line code-in-2">' in html


def test_code_is_escaped():
    html = highlighted("a.html", '<script>alert("x")</script>\n')
    assert "<script" not in html
    assert plain(html) == '<script>alert("x")</script>\n'


def test_a_file_of_an_unknown_kind_has_no_colours():
    assert highlighted("notes.zebra", "a < b") == '<span class="code-line">a &lt; b\n</span>'


def test_an_empty_file_has_no_lines():
    assert highlighted("__init__.py", "") == ""


def test_the_deepest_lines_share_a_class():
    assert "code-in-12" in highlighted("a.txt", f"{' ' * 60}x")
