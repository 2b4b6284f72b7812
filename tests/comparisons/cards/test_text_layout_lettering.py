import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.cards.text_layout import HEADING, REGULAR, SEMI_BOLD, Block, Line, lettered, one_line


def lines(text, tries, width=340):
    block = lettered(text, tries, top=0, width=width)
    return block.size, [line.text for line in block.lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # It fits at the first size.
        ("Django", (60, ["Django"])),
        # Shrunk to stay on one line, then wrapped.
        ("Django and Flask", (40, ["Django and Flask"])),
        ("Django and Flask and FastAPI", (30, ["Django and Flask", "and FastAPI"])),
        # Cut if it fits at no size.
        (
            "Django and Flask and FastAPI and Litestar and Quart and Starlette",
            (30, ["Django and Flask and", "FastAPI and Litestar and…"]),
        ),
        # White space is collapsed.
        (" two\nlines\t ", (60, ["two lines"])),
        ("", (60, [])),
        (" \n", (60, [])),
        # A word longer than a line is broken.
        ("W" * 16, (30, ["W" * 14, "W" * 2])),
        # Missing characters are dropped unless no others would be left.
        ("Go 🚀 go", (60, ["Go go"])),
        ("漢字", (60, ["漢字"])),
    ],
)
def test_a_text_shrinks_then_wraps_then_is_cut(text, expected):
    assert lines(text, [(60, 1), (40, 1), (30, 2)]) == expected


def test_lines_have_similar_lengths():
    _, found = lines("one two three four five six seven eight nine ten", [(30, 3)])
    assert found == ["one two three four five", "six seven eight nine ten"]
    _, found = lines("aaaa bbbb cccc dddd eeee", [(30, 2)], width=250)
    assert found == ["aaaa bbbb cccc", "dddd eeee"]


def test_lines_are_placed_by_the_leading():
    assert lettered("aaaa bbbb", [(100, 2)], top=50, width=300, leading=1.2) == Block(
        size=100, lines=(Line(y=117, text="aaaa"), Line(y=237, text="bbbb")), bottom=237
    )
    assert one_line("aaaa", [40, 30], y=77) == Block(size=40, lines=(Line(y=77, text="aaaa"),), bottom=77)


words = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=200)


@given(words, st.integers(min_value=200, max_value=1040), st.integers(min_value=1, max_value=3))
def test_blocks_never_exceed_the_width_or_the_number_of_lines(text, width, most):
    for font in (REGULAR, SEMI_BOLD, HEADING):
        block = lettered(text, [(60, 1), (40, most)], top=0, width=width, font=font)
        assert len(block.lines) <= most
        assert all(block.size * font.width(line.text) <= width + 1e-6 for line in block.lines)


@given(st.text("abcdefgh ", max_size=60))
def test_a_text_that_is_not_cut_is_complete(text):
    block = lettered(text, [(20, 20)], top=0, width=200)
    assert "".join(line.text for line in block.lines).replace(" ", "") == text.replace(" ", "")
