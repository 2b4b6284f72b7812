from hypothesis import given
from hypothesis import strategies as st

from lab.figures import Ratio, Speed
from lab.places import Bounds, places, to_wsgi
from lab.ratios import ratio


def test_a_ratio_is_the_median_of_the_rounds_with_its_interval():
    found = ratio("requests/s", [(float(value), 10.0) for value in (5, 1, 9, 3, 7, 2, 8, 4, 6)], disturbed=1)
    assert (found.ratio, found.low, found.high, found.confidence) == (0.5, 0.2, 0.8, 0.9609)
    assert (found.application[0], found.bare[0], found.disturbed) == (5.0, 10.0, 1)


def test_a_ratio_to_the_bare_asgi_program_is_turned_into_one_to_the_bare_wsgi_program():
    asgi = Speed("asgi", {"json": ratio("requests/s", [(5.0, 10.0)] * 9)})
    wsgi = Speed("wsgi", {"json": ratio("requests/s", [(8.0, 10.0)] * 9)})
    relation = Speed("asgi", {"json": ratio("requests/s", [(30.0, 10.0)] * 8 + [(20.0, 10.0)])})
    assert to_wsgi("json", asgi, relation) == Bounds(1.5, 1.5, 1.5)
    assert to_wsgi("json", wsgi, relation) == Bounds(0.8, 0.8, 0.8)


def test_who_is_within_the_noise_of_the_first_at_a_place_shares_it():
    found = {
        "a": Bounds(1.0, 0.9, 1.1),
        "b": Bounds(0.95, 0.85, 1.0),
        "c": Bounds(0.86, 0.82, 0.89),
        "d": Bounds(0.84, 0.8, 0.88),
        "e": Bounds(0.5, 0.4, 0.6),
    }
    assert places(found) == {"a": 1, "b": 1, "c": 3, "d": 3, "e": 5}
    assert places({}) == {}


@st.composite
def bounds(draw):
    ratio = draw(st.floats(0.01, 10))
    return Bounds(ratio, ratio * draw(st.floats(0.5, 1)), ratio * draw(st.floats(1, 2)))


@given(st.dictionaries(st.text("abcdef", min_size=1), bounds(), max_size=8))
def test_places_follow_the_figures_and_only_frameworks_within_the_noise_share_one(found):
    order = places(found)
    assert order.keys() == found.keys()
    for one in found:
        better = sum(found[other].ratio > found[one].ratio for other in found)
        assert 1 <= order[one] <= len(found)
        assert all(order[other] <= order[one] for other in found if found[other].ratio > found[one].ratio)
        assert better or order[one] == 1
    for place in {*order.values()}:
        sharing = [found[slug] for slug in order if order[slug] == place]
        first = max(sharing, key=lambda one: one.ratio)
        assert all(one.high >= first.low for one in sharing)
        assert place == 1 + sum(other < place for other in order.values())


@given(bounds(), bounds())
def test_a_converted_interval_holds_the_converted_figure(one, other):
    asgi, relation = (
        Speed("asgi", {"json": Ratio("", *found, confidence=0.95, application=(), bare=())}) for found in (one, other)
    )
    converted = to_wsgi("json", asgi, relation)
    assert converted.low <= converted.ratio <= converted.high
    assert to_wsgi("json", Speed("wsgi", asgi.cases), relation) == one
