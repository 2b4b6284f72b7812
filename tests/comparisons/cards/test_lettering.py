import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.cards.font import HEADING, REGULAR, SEMI_BOLD
from comparisons.cards.lettering import Block, Line, lettered, one_line


def lines(text, tries, width=340):
    block = lettered(text, tries, top=0, width=width)
    return block.size, [line.text for line in block.lines]


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        # It fits at the first size.
        ("Django", (60, ["Django"])),
        # Shrunk to stay on one line, then wrapped.
        ("Django and Flask", (40, ["Django and Flask"])),
        ("Django and Flask and FastAPI", (30, ["Django and Flask", "and FastAPI"])),
        # Cut where nothing helps.
        (
            "Django and Flask and FastAPI and Litestar and Quart and Starlette",
            (30, ["Django and Flask and", "FastAPI and Litestar and…"]),
        ),
        # Blanks of any kind are one blank.
        (" two\nlines\t ", (60, ["two lines"])),
        ("", (60, [])),
        (" \n", (60, [])),
        # A long word is broken, since it cannot be wrapped.
        ("W" * 16, (30, ["W" * 14, "W" * 2])),
        # What the font lacks is left out, unless nothing else would be left.
        ("Go 🚀 go", (60, ["Go go"])),
        ("漢字", (60, ["漢字"])),
    ],
)
def test_a_text_shrinks_then_wraps_then_is_cut(text, set_as):
    assert lines(text, [(60, 1), (40, 1), (30, 2)]) == set_as


def test_lines_are_about_as_long_as_each_other():
    _, found = lines("one two three four five six seven eight nine ten", [(30, 3)])
    assert found == ["one two three four five", "six seven eight nine ten"]
    _, found = lines("aaaa bbbb cccc dddd eeee", [(30, 2)], width=250)
    assert found == ["aaaa bbbb cccc", "dddd eeee"]


def test_lines_stand_below_each_other():
    assert lettered("aaaa bbbb", [(100, 2)], top=50, width=300, leading=1.2) == Block(
        size=100, lines=(Line(y=117, text="aaaa"), Line(y=237, text="bbbb")), bottom=237
    )
    assert one_line("aaaa", [40, 30], y=77) == Block(size=40, lines=(Line(y=77, text="aaaa"),), bottom=77)


words = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=200)


@given(words, st.integers(min_value=200, max_value=1040), st.integers(min_value=1, max_value=3))
def test_no_line_is_wider_than_its_width_and_no_block_has_more_lines(text, width, most):
    for font in (REGULAR, SEMI_BOLD, HEADING):
        block = lettered(text, [(60, 1), (40, most)], top=0, width=width, font=font)
        assert len(block.lines) <= most
        assert all(block.size * font.width(line.text) <= width + 1e-6 for line in block.lines)


@given(st.text("abcdefgh ", max_size=60))
def test_what_is_not_cut_is_all_there(text):
    block = lettered(text, [(20, 20)], top=0, width=200)
    assert "".join(line.text for line in block.lines).replace(" ", "") == text.replace(" ", "")
