from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from comparisons.bounded_cache import OVERHEAD, BoundedCache


def cache(max_bytes):
    return BoundedCache(max_bytes, lambda key, value: len(key) + len(value))


def test_keys_count_as_much_as_values():
    kept = cache(2 * (OVERHEAD + 110))
    kept.put("k" * 100, "v" * 10)
    kept.put("k" * 10, "v" * 100)
    assert (len(kept), kept.bytes) == (2, 2 * (OVERHEAD + 110))
    kept.put("another", "")
    assert kept.get("k" * 100) is None
    assert kept.get("k" * 10) == "v" * 100


def test_what_alone_is_too_large_is_not_kept_and_evicts_nothing():
    kept = cache(1000)
    kept.put("a", "small")
    kept.put("b", "x" * 1000)
    assert (kept.get("a"), kept.get("b")) == ("small", None)


def test_a_value_put_again_replaces_the_old_one():
    kept = cache(1000)
    kept.put("a", "x" * 500)
    kept.put("a", "new")
    assert (kept.get("a"), kept.bytes) == ("new", OVERHEAD + 4)
    kept.clear()
    assert (kept.get("a"), kept.bytes) == (None, 0)


@given(st.lists(st.tuples(st.text(max_size=300), st.text(max_size=900))))
def test_it_never_holds_more_than_its_size(entries):
    kept = cache(3000)
    for key, value in entries:
        kept.put(key, value)
        assert kept.bytes <= 3000
        assert kept.get(key) in (value, None)


def test_threads_may_fill_it_together():
    kept = cache(20_000)
    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(lambda n=n: [kept.put(f"{n}-{i}", "x" * i) for i in range(500)]) for n in range(4)]:
            future.result()
    assert kept.bytes <= 20_000
