import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.api.code_samples import samples
from advisor.api.highlighting import highlighted


@pytest.mark.parametrize(
    ("code", "html"),
    [
        ('"a": "b"', '<span class="code-key">"a"</span>: <span class="code-string">"b"</span>'),
        ("[-1.5, null]", '[<span class="code-number">-1.5</span>, <span class="code-word">null</span>]'),
        (r'"\"<b>", 1', r'<span class="code-string">"\"&lt;b&gt;"</span>, <span class="code-number">1</span>'),
        ("curl 'http://x/2'", "<span class=\"code-word\">curl</span> <span class=\"code-string\">'http://x/2'</span>"),
        ("v1 constant", "v1 constant"),
    ],
)  # fmt: skip
def test_code_is_coloured_and_escaped(code, html):
    assert str(highlighted(code)).replace("&#34;", '"').replace("&#39;", "'") == html


@given(st.text(alphabet="a1'\"\\<&: \n-.e", max_size=40))
def test_the_text_stays_the_same(code):
    assert unescape(re.sub(r"</?span[^>]*>", "", highlighted(code))) == code


def test_each_language_asks_for_the_address():
    found = samples("http://x/api/v1/criteria")
    assert [sample.slug for sample in found] == ["curl", "python", "javascript"]
    assert all(sample.code.count("http://x/api/v1/criteria") == 1 for sample in found)
    compile(found[1].code, "sample", "exec")
