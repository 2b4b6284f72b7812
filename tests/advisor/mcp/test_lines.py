"""Lines of an answer are kept by importance, within the bytes asked for."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.mcp.lines import Line, fitted, listed, shortened

LINES = st.lists(
    st.builds(
        Line, text=st.text(max_size=3000), rank=st.integers(0, 4), whole=st.booleans(), source=st.text(max_size=200)
    ),
    max_size=60,
)


def test_all_lines_are_kept_in_their_order_where_there_is_room():
    assert fitted([Line("a", 2), Line("b"), Line("c", 1)], 1000) == "a\nb\nc"


def test_the_least_important_lines_are_left_out_and_counted():
    lines = [Line("first"), *[Line(f"{letter} " * 90, 2) for letter in "xyzuvw"], Line("why", 1), Line("last")]
    assert [line[:5] for line in fitted(lines, 1000).splitlines()] == [
        "first",
        "x x x",
        "y y y",
        "z z z",
        "u u u",
        "why",
        "last",
        "(2 mo",
    ]


def test_a_line_is_shortened_between_words_unless_it_is_whole():
    words = "word " * 200
    address = f"https://advisor.example/{'a' * 400}"
    text = fitted([Line(words), Line(address, whole=True)], 2000).splitlines()
    assert text[0].endswith("word …")
    assert text[1] == address


@given(LINES, st.integers(1000, 20000))
def test_an_answer_fits_its_message_whatever_the_lines_hold(lines, most):
    text = fitted(lines, most)
    message = {
        "jsonrpc": "2.0",
        "id": 1,
        "result": {"content": [{"type": "text", "text": text}], "resultType": "complete"},
    }
    assert len(msgspec.json.encode(message)) <= most


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [("short", 100, "short"), ("two words", 10, "two …"), ("nothing-to-cut-at", 8, "…"), ("", 5, "")],
)
def test_texts_are_shortened(text, most, short):
    assert shortened(text, most) == short


def test_a_list_says_how_many_more_there_are():
    assert listed(["a", "b", "c"], 2) == "a, b and 1 more"
    assert listed(["a", "b"], 2) == "a, b"
