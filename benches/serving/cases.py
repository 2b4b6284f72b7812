"""The cases that are measured. A new case is a line here."""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from random import Random

from msgspec import Struct

from benches.serving.addresses import card_of, comparison, export_of, new_advice, new_comparisons, search
from comparisons.applications.reading import public_applications
from comparisons.catalogue.value import Catalogue

SIX = ("aiohttp", "django", "fastapi", "flask", "litestar", "tornado")
_COMPARISON = comparison(["django", "flask"])
_ADVICE = "/advise/result/?build=business-app&size=medium&back-office=admin&security=personal"


class Case(Struct, frozen=True):
    """A page to measure: `path` is requested repeatedly; without it, `new` is the kind of page of new URLs.

    `bar` is the least ratio to the bare view. `against_small`: the page shows as much of a large catalogue as of a
    small one, and may be at most a fifth slower. `coding` is sent as Accept-Encoding. `proxy`: through the proxy.
    """

    name: str
    path: str = ""
    new: str = ""
    bar: float | None = None
    tail: bool = False
    unchanged: bool = False
    coding: str = ""
    proxy: bool = False
    against_small: bool = False


CASES = (
    Case("comparison of two, seen before", path=_COMPARISON, bar=0.65, tail=True, against_small=True),
    Case("comparison, never seen before", new="comparison", bar=0.06, against_small=True),
    Case("advice, seen before", path=_ADVICE, bar=0.65, tail=True),
    Case("advice, never seen before", new="advice", bar=0.05),
    Case("advice among six, never seen before", new="advice among six", against_small=True),
    Case("comparison, unchanged (304)", path=_COMPARISON, bar=0.80, unchanged=True, against_small=True),
    Case("comparison, seen before, in Brotli", path=_COMPARISON, coding="br", tail=True, against_small=True),
    Case("page of a framework, seen before", path="/frameworks/flask/", tail=True, against_small=True),
    Case("home page, seen before", path="/", tail=True, against_small=True),
    Case("style sheet", path="static"),
    Case("API: a framework", path="/api/v1/frameworks/flask"),
    Case("API: advice", path=f"/api/v1/recommendation{_ADVICE.removeprefix('/advise/result/')}"),
    Case("a fixed line from the proxy itself", path="/proxy/healthz", proxy=True),
    Case("advice through the proxy, never seen before", new="advice", proxy=True),
    Case("comparison through the proxy, seen before", path=_COMPARISON, proxy=True, bar=4.0, tail=True),
    Case("advice through the proxy, seen before", path=_ADVICE, proxy=True, bar=4.0, tail=True),
    Case(
        "comparison through the proxy, seen before, in Brotli",
        path=_COMPARISON,
        coding="br",
        proxy=True,
        bar=4.0,
        tail=True,
    ),
)

# What is measured of two trees. The new pages have their own lists of URLs, from new_list; the others are cases above.
PAIRED_NEW = (
    "advice, never seen before",
    "comparison of two, never seen before",
    "comparison of six, never seen before",
)
MIXED = "mixed"
PAIRED = (
    *PAIRED_NEW,
    MIXED,
    "comparison of two, seen before",
    "advice, seen before",
    "comparison, unchanged (304)",
    "home page, seen before",
    "page of a framework, seen before",
)


def new_list(catalogue: Catalogue, name: str, draw: Random) -> list[str]:
    """Return the URLs of a case of PAIRED_NEW in random order."""
    if name == "advice, never seen before":
        return list(islice(new_advice(catalogue, draw), 500))
    slugs = sorted(catalogue.public_frameworks)
    pairs = [comparison(list(pair)) for pair in combinations(slugs, 2)]
    sixes = [comparison(draw.sample(slugs, 6)) for _ in range(500)]
    found = pairs if name == "comparison of two, never seen before" else sorted(set(sixes))
    draw.shuffle(found)
    return found


def new_addresses(catalogue: Catalogue, what: str, draw: Random) -> Iterator[str]:
    """Yield URLs endlessly, none twice."""
    if what == "comparison":
        shipped = [slug for slug, framework in catalogue.public_frameworks.items() if _is_shipped(framework.summary)]
        return new_comparisons(shipped, draw)
    return new_advice(catalogue, draw, among=SIX if what == "advice among six" else ())


def _is_shipped(summary: str) -> bool:
    return "made up, to measure with" not in summary


def of_the_lab(catalogue: Catalogue) -> list[str]:
    """Return the pages of the lab and its archives, which `mixed` asks for as well where the site has them."""
    slugs = [framework.slug for framework, _ in public_applications(catalogue)]
    code = [f"{comparison(list(pair))}code/" for pair in combinations(slugs[:5], 2)]
    return ["/lab/", *code, *(f"/lab/{slug}{ending}" for slug in slugs for ending in ("/", ".zip"))]


def mixed(catalogue: Catalogue, number: int, draw: Random, also: Sequence[str] = ()) -> Iterator[str]:
    """Yield the URLs of typical requests: of fifty, forty are popular pages and ten are new.

    Those of `also` are popular too. The new ones are comparisons and results, a card of each, an export and a search,
    so that they fill all caches.
    """
    popular = ["/", "/frameworks/", "/criteria/", "/method/", "/sources/", _COMPARISON, _ADVICE]
    popular += [f"/frameworks/{slug}/" for slug in catalogue.public_frameworks]
    popular += [f"/api/v1/frameworks/{slug}" for slug in catalogue.public_frameworks]
    popular += also
    comparisons, results = (new_addresses(catalogue, what, draw) for what in ("comparison", "advice"))
    names = sorted(catalogue.public_frameworks)
    for turn in range(number):
        new = {0: comparisons, 1: results}.get(turn % 10)
        if new is None:
            yield draw.choice(popular)
        elif turn % 50 == 10:
            yield search(draw.choice(names), draw)
        elif turn % 50 == 11:
            yield export_of(next(new), draw)
        else:
            yield card_of(next(new)) if turn % 50 < 2 else next(new)
