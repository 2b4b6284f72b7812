from lab.figures import Speed
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
