import pytest

from comparisons.cards.font import REGULAR, SEMI_BOLD
from comparisons.cards.picture import as_png
from tests.pictures import ink, opened

SIZE = 80


def drawn(text, weight):
    """How wide the ink of a text is."""
    svg = f"""<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="160">
        <rect width="2400" height="160" fill="#fff"/>
        <text x="20" y="110" font-family="Inter" font-size="{SIZE}" font-weight="{weight}">{text}</text></svg>"""
    left, _, right, _ = ink(opened(as_png(svg)))
    return right - left


@pytest.mark.parametrize(("font", "weight"), [(REGULAR, 400), (SEMI_BOLD, 600)])
@pytest.mark.parametrize("text", ["Django", "mmmmmmmm", "WWWW", "Żółw, naïve œuvre", "Ελλάδα Кириллица", "9–10 …"])
def test_a_text_is_drawn_as_wide_as_measured_but_for_kerning_and_its_blank_ends(font, weight, text):
    measured = SIZE * font.width(text)
    assert 0.97 * measured - 0.15 * SIZE < drawn(text, weight) <= 1.02 * measured


def test_the_two_weights_are_two_fonts():
    assert drawn("Framework", 600) > drawn("Framework", 400)
    assert SEMI_BOLD.width("Framework") > REGULAR.width("Framework")


def test_what_the_font_lacks_is_as_wide_as_its_box():
    assert not REGULAR.has("漢")
    measured = SIZE * REGULAR.width("漢漢漢漢")
    assert measured - 0.4 * SIZE < drawn("漢漢漢漢", 400) <= measured


def test_the_font_has_every_letter_that_the_shipped_cards_need(shipped):
    texts = [f"{framework.name} {framework.summary}" for framework in shipped.frameworks]
    texts += [criterion.name for criterion in shipped.criteria]
    needed = {character for text in texts for character in text} | set("–…·0123456789?;:,.")
    for font in (REGULAR, SEMI_BOLD):
        assert {character for character in needed if not font.has(character)} == set()
