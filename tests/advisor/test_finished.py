import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.finished import Answer, FinishedAnswers, preferred_coding


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0, gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip;q=0", ""),
        ("*", ""),
    ],
)
def test_the_coding_is_one_that_the_browser_named_without_reserve(accepted, expected):
    assert preferred_coding(accepted) == expected


def answer(size):
    return Answer(body=b"x" * size, headers={})


def test_the_least_lately_asked_for_goes_first():
    kept = FinishedAnswers(room=4500)
    for key in "abc":
        kept.put(key, answer(400))
    assert kept.get("a") == answer(400)
    kept.put("d", answer(400))
    assert [key for key in "abcd" if kept.get(key)] == ["a", "c", "d"]


def test_what_is_larger_than_the_room_is_not_kept():
    kept = FinishedAnswers(room=4500)
    kept.put("a", answer(400))
    kept.put("b", answer(4000))
    assert (kept.get("b"), len(kept)) == (None, 1)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3000)), max_size=60))
def test_the_bytes_used_are_counted_right_and_stay_within_the_room(puts):
    kept, last = FinishedAnswers(room=9000), {}
    for key, size in puts:
        kept.put(key, answer(size))
        last[key] = size
    held = {key: kept.get(key) for key in last}
    assert kept.used == sum(one.size for one in held.values() if one) <= 9000
    assert all(len(one.body) == last[key] for key, one in held.items() if one)
