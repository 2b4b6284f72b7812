"""Texts before and after a change, with the words marked that only one of them has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.admin.publishing.values import pieces

TEXTS = st.lists(st.sampled_from(["one", "two", "three", "\n", " ", ", "])).map(" ".join)


def marked(text, other):
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces(text, other))


@pytest.mark.parametrize(
    ("before", "after", "shown_before", "shown_after"),
    [
        ("It is quick.", "It is very quick.", "It is quick.", "It is [very ]quick."),
        ("It is quick.", "It is slow.", "It is [quick.]", "It is [slow.]"),
        ("One.\nTwo.", "One.\nThree.", "One.\n[Two.]", "One.\n[Three.]"),
        ("", "All new.", "", "All new."),
        ("All gone.", "", "All gone.", ""),
        ("same", "same", "same", "same"),
    ],
)
def test_the_words_that_differ_are_marked(before, after, shown_before, shown_after):
    assert (marked(before, after), marked(after, before)) == (shown_before, shown_after)


@given(TEXTS, TEXTS)
def test_the_pieces_are_the_text_and_what_is_not_marked_is_in_both(text, other):
    ours, theirs = list(pieces(text, other)), list(pieces(other, text))
    assert "".join(piece.text for piece in ours) == text
    if text.strip() and other.strip():
        unmarked = ["".join(piece.text for piece in one if not piece.differs) for one in (ours, theirs)]
        assert unmarked[0] == unmarked[1]


def test_very_long_texts_are_shown_unmarked():
    text = "word " * 3000
    assert marked(text, "word") == text
