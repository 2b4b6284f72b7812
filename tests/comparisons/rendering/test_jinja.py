"""Escaping and errors of Jinja2 templates."""

from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils.safestring import SafeString
from jinja2 import UndefinedError
from markupsafe import Markup


def rendered(source, **context):
    return engines["jinja2"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("Ärger – “quoted”", "Ärger – “quoted”"),
        ("<b>", "&lt;b&gt;"),
        ("a & b", "a &amp; b"),
        ("'single' and \"double\"", "&#39;single&#39; and &#34;double&#34;"),
        (SafeString("<b>"), "<b>"),
        (Markup("<i>"), "<i>"),
        (7, "7"),
        (0, "0"),
        (True, "True"),
        (None, "None"),
        (0.25, "0.25"),
        (["<b>"], "[&#39;&lt;b&gt;&#39;]"),
    ],
)
def test_unsafe_values_are_escaped(value, expected):
    assert rendered("{{ value }}", value=value) == expected
    assert rendered("<p>{{ value }}</p>", value=value) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("{{ nothing }}", UndefinedError),
        ("<p>{{ nothing }}</p>", UndefinedError),
        ("{{ row.nothing }}", UndefinedError),
        ("{% if row.nothing %}{% endif %}", UndefinedError),
        ("{{ row.name.nothing }}", UndefinedError),
        ("{{ keys.nothing }}", UndefinedError),
        ("{{ nothing() }}", UndefinedError),
        ("{{ row() }}", TypeError),
    ],
)
def test_an_undefined_name_is_an_error(source, error):
    with pytest.raises(error):
        rendered(source, row=SimpleNamespace(name="Ada"), keys={"name": "Ada"})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ row.name }}, {{ keys['name'] }}", "Ada, Grace"),
        ("{{ told('a', again=2) }}", "aa"),
        ("{{ told(row.name, again=keys['times']) }}", "AdaAdaAda"),
        ("{% for n in [1, 2] %}{{ loop.revindex }}{% if not loop.last %}; {% endif %}{% endfor %}", "2; 1"),
        ("{% set kept %}<b>{{ row.name }}{% endset %}{{ kept }} {{ kept|forceescape }}", "<b>Ada &lt;b&gt;Ada"),
        ("{% macro twice(word) %}{{ word }}-{{ word }}{% endmacro %}{{ twice('<') }}", "&lt;-&lt;"),
        ("{{ 'a' ~ 'b' }}{{ 1 + 1 }}", "ab2"),
        ("  indented\n    twice", "indented\ntwice"),
    ],
)  # fmt: skip
def test_templates_behave_as_documented_by_jinja(source, expected):
    def told(word, again=1):
        return word * again

    assert rendered(source, row=SimpleNamespace(name="Ada"), keys={"name": "Grace", "times": 3}, told=told) == expected
