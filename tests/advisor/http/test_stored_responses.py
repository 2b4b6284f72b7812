"""The store of responses: bounded in bytes, and never of another edition."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from advisor.http.response_cache import CURRENT, Store, StoredResponse
from comparisons.editions.current import Name

EDITION, NEXT = (Name(number, "digest", datetime(2026, 1, number, tzinfo=UTC)) for number in (1, 2))


def stored(key, size, edition=EDITION, headers=()):
    return StoredResponse(
        edition=edition, key=key, tag='"tag"', body=b"x" * size, headers=[*headers], cache_control=CURRENT
    )


def test_a_response_of_another_edition_is_not_returned_and_is_replaced():
    store = Store(max_bytes=4500)
    store.put(stored("a", 400))
    assert store.get("a", NEXT) is None
    store.put(stored("a", 600, NEXT))
    assert (store.get("a", EDITION), store.get("a", NEXT)) == (None, stored("a", 600, NEXT))
    assert store.responses.currsize == stored("a", 600).size


def test_the_least_recently_used_response_is_evicted_first():
    store = Store(max_bytes=6000)
    for key in "abc":
        store.put(stored(key, 400))
    assert store.get("a", EDITION) == stored("a", 400)
    store.put(stored("d", 400))
    assert [key for key in "abcd" if store.get(key, EDITION)] == ["a", "c", "d"]


def test_a_response_larger_than_the_store_is_not_stored():
    store = Store(max_bytes=4500)
    store.put(stored("a", 400))
    store.put(stored("b", 4000))
    assert (store.get("b", EDITION), store.get("a", EDITION)) == (None, stored("a", 400))


def test_keys_and_headers_count_as_much_as_bodies():
    plain = stored("a", 1000).size
    assert stored("a" * 501, 500).size == plain
    assert stored("a", 900, headers=[("Link", "x" * 96)]).size == plain


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3000)), max_size=60))
def test_the_stored_bytes_stay_below_the_limit(puts):
    store, last = Store(max_bytes=9000), {}
    for key, size in puts:
        store.put(stored(f"{key}", size))
        last[f"{key}"] = size
    held = {key: store.get(key, EDITION) for key in last}
    assert sum(one.size for one in held.values() if one) <= 9000
    assert all(len(one.body) == last[key] for key, one in held.items() if one)
