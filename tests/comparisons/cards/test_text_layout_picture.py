import re

from comparisons.cards.text_layout import as_png
from tests.pictures import opened


def test_svg_is_converted_to_png():
    svg = """<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2">
        <rect width="3" height="2" fill="#0b5c5c"/></svg>"""
    picture = opened(as_png(svg))
    assert (picture.size, picture.getcolors()) == ((3, 2), [(6, (11, 92, 92))])


def test_cards_have_the_light_colours_of_the_site(project):
    tokens = (project / "static/site/site.css").read_text().partition("@media")[0]
    colours = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6})\b", tokens))
    templates = [path.read_text() for path in sorted((project / "templates/cards").glob("*.svg"))]
    named = re.findall(r"\.([a-z0-9-]+) \{ fill: (#[0-9a-f]+) \}", "".join(templates))
    assert {name for name, _ in named} >= {"ink", "ink-soft", "accent", "track", "mark-1", "shade-6"}
    assert {name: colour for name, colour in named if colours.get(name, colour) != colour} == {}
    # No page draws six frameworks in colours of their own, so these two are the cards' alone.
    assert {name for name, _ in named} - set(colours) == {"mark-4", "mark-6"}
    assert set(re.findall(r"\"(#[0-9a-f]{3,6})\"", "".join(templates))) <= set(colours.values())
