"""One list of all frameworks: their speed beside one bare program, and the places that ties share. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

from lab.figures import Speed


class Bounds(NamedTuple):
    """A ratio to the bare WSGI program, with the bounds of its interval."""

    ratio: float
    low: float
    high: float


def to_wsgi(case: str, found: Speed, relation: Speed) -> Bounds:
    """Return a ratio to the bare WSGI program: that to the bare ASGI program times the relation of the two."""
    one = found.cases[case]
    if found.interface == "wsgi":
        return Bounds(one.ratio, one.low, one.high)
    other = relation.cases[case]
    return Bounds(one.ratio * other.ratio, one.low * other.low, one.high * other.high)


def places(found: Mapping[str, Bounds]) -> dict[str, int]:
    """Return the place of each framework. Whose interval meets that of the first at a place shares it."""
    order = sorted(found, key=lambda slug: (-found[slug].ratio, slug))
    found_places: dict[str, int] = {}
    first = order[0] if order else ""
    for number, slug in enumerate(order, start=1):
        if found[slug].high < found[first].low:
            first = slug
        found_places[slug] = number if slug == first else found_places[first]
    return found_places
