import pytest

from comparisons.cards.text_layout import HEADING, REGULAR, SEMI_BOLD, as_png
from tests.pictures import ink, opened

SIZE = 80
FONTS = [(REGULAR, "Advisor Sans", 400), (SEMI_BOLD, "Advisor Sans", 600), (HEADING, "Advisor Serif", 600)]


def drawn_width(text, family, weight):
    """Return the width of a text as drawn."""
    svg = f"""<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="160">
        <rect width="2400" height="160" fill="#fff"/>
        <text x="20" y="110" font-family="{family}" font-size="{SIZE}" font-weight="{weight}">{text}</text></svg>"""
    left, _, right, _ = ink(opened(as_png(svg)))
    return right - left


@pytest.mark.parametrize(("font", "family", "weight"), FONTS)
@pytest.mark.parametrize("text", ["Django", "mmmmmmmm", "WWWW", "Żółw, naïve œuvre", "Ελλάδα Кириллица", "9–10 …"])
def test_a_text_is_drawn_as_wide_as_computed_except_for_kerning_and_side_bearings(font, family, weight, text):
    measured = SIZE * font.width(text)
    assert 0.97 * measured - 0.15 * SIZE < drawn_width(text, family, weight) <= 1.02 * measured


def test_every_font_is_found_by_its_name():
    assert len({drawn_width("Framework", family, weight) for _, family, weight in FONTS}) == 3
    assert len({font.width("Framework") for font, _, _ in FONTS}) == 3


def test_missing_characters_have_the_width_of_the_replacement_glyph():
    assert not REGULAR.has("漢")
    measured = SIZE * REGULAR.width("漢漢漢漢")
    assert measured - 0.4 * SIZE < drawn_width("漢漢漢漢", "Advisor Sans", 400) <= measured


def test_the_font_has_every_character_of_the_shipped_cards(shipped):
    texts = [f"{framework.name} {framework.summary}" for framework in shipped.frameworks]
    texts += [criterion.name for criterion in shipped.criteria]
    needed = {character for text in texts for character in text} | set("–…·0123456789?;:,.")
    for font in (REGULAR, SEMI_BOLD, HEADING):
        assert {character for character in needed if not font.has(character)} == set()
