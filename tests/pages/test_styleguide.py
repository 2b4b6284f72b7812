"""The style guide shows all tokens of the style sheet, with DEBUG only."""

import importlib
import re

import pytest
from django.urls import clear_url_caches

import advisor.urls
from advisor.pages.styleguide import Token, token_groups


def site_css(project):
    return (project / "static/site/site.css").read_text(encoding="utf-8")


@pytest.fixture
def addresses(settings):
    """Return a function that reloads the URLconf with DEBUG on or off."""

    def make(debug):
        settings.DEBUG = debug
        importlib.reload(advisor.urls)
        clear_url_caches()

    before = settings.DEBUG
    yield make
    make(before)


def test_without_debug_the_style_guide_is_not_found(client, addresses, shipped_edition):
    addresses(debug=False)
    assert client.get("/styleguide/").status_code == 404


def test_with_debug_every_token_and_component_is_shown(client, addresses, shipped_edition, project):
    addresses(debug=True)
    response = client.get("/styleguide/")
    assert response.status_code == 200
    body = response.content.decode()
    for name in re.findall(r"^  --([\w-]+):", site_css(project), re.MULTILINE):
        assert f"<code>--{name}</code>" in body
    for part in ("btn-primary", "form-control is-invalid", "notice-error", "tag", "verdict-wrong", "compare"):
        assert part in body


def test_every_token_is_used_and_every_used_one_is_defined(project):
    css = "".join(sheet.read_text("utf-8") for sheet in (project / "static/site").glob("*.css"))
    tokens = {token.name for group in token_groups(site_css(project)) for token in group.tokens}
    own = {name for name in tokens if not name.startswith("bs-")}
    used = set(re.findall(r"var\(--([\w-]+)\)", css))
    assert own - used == set()
    assert used - set(re.findall(r"--([\w-]+):", css)) == set()


def test_every_colour_has_a_value_for_dark_mode(project):
    colours = [
        token for group in token_groups(site_css(project)) if group.sample == "colours" for token in group.tokens
    ]
    assert [token.name for token in colours if not token.dark] == []


def test_tokens_are_grouped_by_the_comment_above_them():
    css = """:root {
      /* Colours: all */
      --ink: #000;
      --paper: #fff;

      /* Space */
      --space: 1rem;
    }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #eee; }
    }"""
    colours, space = token_groups(css)
    assert (colours.title, colours.sample) == ("Colours: all", "colours")
    assert colours.tokens == (Token(name="ink", value="#000", dark="#eee"), Token(name="paper", value="#fff"))
    assert space.tokens == (Token(name="space", value="1rem"),)
