import pytest

from comparisons.files.markdown import escaped, link


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Flask 3.1, small (and quick); 10 % less!", "Flask 3.1, small (and quick); 10 % less!"),
        ("*all* of __it__ in snake_case", "\\*all\\* of \\_\\_it\\_\\_ in snake_case"),
        ("`code` and a\\b", "\\`code\\` and a\\\\b"),
        ("<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)\\>"),
        ("[a](javascript:alert(1)) ![b](c)", "\\[a\\](javascript:alert(1)) !\\[b\\](c)"),
        ("a | b ~ c ~ $d$ {e}", "a \\| b \\~ c \\~ \\$d\\$ \\{e\\}"),
        ("&lt; AT&T &#60; R & D", "\\&lt; AT&T \\&#60; R & D"),
        ("see https://a.example and www.b.example", "see https\\://a.example and www\\.b.example"),
        ("ada@example.org", "ada\\@example.org"),
        ("# not a heading # C#", "\\# not a heading \\# C#"),
        ("- not a list", "\\- not a list"),
        ("+ not a list", "\\+ not a list"),
        ("1. not a list", "1\\. not a list"),
        ("12) not a list", "12\\) not a list"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("-5 is below 1.5", "-5 is below 1.5"),
        ("two\n\n# lines\r\nof\ttext ", "two \\# lines of text"),
        ("", ""),
    ],
)
def test_what_editors_wrote_is_shown_as_it_is(text, markdown):
    assert escaped(text) == markdown


def test_a_link_leads_to_its_address_and_to_nothing_else():
    assert link("A [b]", "https://a.example/b_(c) d>") == "[A \\[b\\]](https://a.example/b_%28c%29%20d%3E)"
    assert link("A *b*", "") == "A \\*b\\*"
