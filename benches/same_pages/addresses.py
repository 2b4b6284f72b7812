"""Requests of visitors and programs: every kind of page, with and without a query. Pure."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any
from urllib.parse import urlencode

Ask = dict[str, Any]
Known = dict[str, list[dict[str, Any]]]

# Collections of the API that are requested first, as the other requests are made from their items.
COLLECTIONS = ("frameworks", "criteria", "questions", "scenarios", "sources", "claims", "editions")
_LEVELS = ("not-at-all", "a-little", "somewhat", "a-lot", "decisive")
_WIZARD = "/advise/"
_RESULTS = ("result/", "result.json", "result.csv", "result.md", "result-table.md", "result.png", "review/", "")
_OPTIONS = ("", "?rows=differences", "?axes=swapped", "?rows=differences&axes=swapped", "?reasons=shown")


def public(known: Known) -> list[Ask]:
    """Return the requests of visitors and programs; `known` are the API's items of COLLECTIONS."""
    draw = Random(1)  # noqa: S311 (nothing here is secret)
    paths = [*_pages(known, draw), *_advice(known, draw), *_together(known, draw), *_api(known), *_refused(known)]
    paths = list(dict.fromkeys(paths))
    asks: list[Ask] = [{"path": path, "again": place % 4 == 0} for place, path in enumerate(paths)]
    for path in ("/", "/frameworks/flask/", "/api/v1/frameworks", "/advise/result/", "/frameworks/flask/badge.svg"):
        asks += [{"path": path, "method": method} for method in ("POST", "OPTIONS", "PUT", "DELETE")]
    asks += [{"path": "/", "name": name, "headers": headers} for name, headers in _HEADERS.items()]
    return asks


_HEADERS: dict[str, dict[str, str]] = {
    "other-host": {"HTTP_HOST": "elsewhere.example"},
    "plain-http": {"wsgi.url_scheme": "http", "SERVER_PORT": "80"},
    "cookie": {"HTTP_COOKIE": "sessionid=none; csrftoken=none"},
    "any-tag": {"HTTP_IF_NONE_MATCH": "*"},
    "old-tag": {"HTTP_IF_NONE_MATCH": '"0123456789"'},
    "forwarded": {"HTTP_X_FORWARDED_FOR": "198.51.100.7", "HTTP_X_REQUEST_ID": "given-request-id"},
}


def _pages(known: Known, draw: Random) -> Iterator[str]:
    frameworks, criteria = _slugs(known["frameworks"]), _slugs(known["criteria"])
    yield from (
        "/",
        "/method/",
        "/sources/",
        "/claims/",
        "/editions/",
        "/robots.txt",
        "/sitemap.xml",
        "/card.png",
        "/api/",
    )
    yield from ("/editions/feed.atom", "/editions/feed.json", "/frameworks/", "/criteria/", "/compare/", "/find/")
    yield from ("/healthz", "/readyz", "/readyz/visitors", "/favicon.ico", "/metrics")
    for framework in frameworks:
        for rest in ("", "card.png", "badge.svg", "feed.atom", "feed.json"):
            yield f"/frameworks/{framework}/{rest}"
    yield from (f"/criteria/{slug}/" for slug in criteria)
    yield from (f"/editions/{edition['number']}/" for edition in known["editions"])
    yield from _lists(known, draw)
    for number in range(60):
        chosen = sorted(draw.sample(frameworks, draw.randint(2, 6)))
        pair = f"/compare/{'-vs-'.join(chosen)}/"
        yield pair + draw.choice(_OPTIONS)
        if number < 8:
            yield from (pair + rest for rest in ("card.png", "embed/", "feed.atom", "feed.json"))
    yield from (f"/compare/django-vs-flask/{options}" for options in _OPTIONS)
    yield from (f"/compare/?with={slug}" for slug in frameworks[:4])
    yield from ("/compare/?f=flask&f=django", "/compare/?f=flask", "/compare/?go=", "/compare/?with=flask&with=django")


def _lists(known: Known, draw: Random) -> Iterator[str]:
    for framework in known["frameworks"]:
        wanted = {name: framework[name] for name in ("kind", "interface", "licence") if draw.random() < 0.5}
        yield f"/frameworks/?{urlencode(wanted)}"
    yield from (f"/frameworks/?best={slug}" for slug in _slugs(known["criteria"])[:10])
    yield from (f"/frameworks/?age={age}" for age in ("10-or-more", "5-to-10", "under-5"))
    for words in ("async", "flask", "django flask", "Hello World", "admin pages", "zzzz", "%C3%A4", "a" * 101):
        yield f"/find/?{urlencode({'q': words})}"
        yield f"/frameworks/?{urlencode({'q': words})}"
    for only in ("frameworks", "criteria", "claims", "sources", "questions"):
        yield f"/find/?q=async&only={only}"


def _advice(known: Known, draw: Random) -> Iterator[str]:
    queries = [_query_of(scenario) for scenario in known["scenarios"]]
    queries += [_drawn(known, draw) for _ in range(40)]
    for number, query in enumerate(queries):
        yield f"{_WIZARD}result/?{query}"
        yield f"/api/v1/recommendation?{query}"
        if number % 5 == 0:
            yield from (f"{_WIZARD}{rest}?{query}" for rest in _RESULTS)
        if number % 4 == 0:
            yield from (f"{_WIZARD}result/?edition={edition}&{query}" for edition in (1, 2, 3))
            yield f"{_WIZARD}result.json?edition=1&{query}"
    yield from (_WIZARD + rest for rest in _RESULTS)
    yield f"{_WIZARD}result/?build=api&versus=flask&versus=django"
    yield f"{_WIZARD}result/?build=api&edition=1&versus=flask&versus=django"
    for question in known["questions"]:
        path = f"{_WIZARD}{question['slug']}/"
        query = draw.choice(queries)
        yield from (path, f"{path}?build=business-app", f"{path}?{query}", f"{path}?from=review&{query}")
        choice = draw.choice(question["choices"])["slug"]
        for way in ("next", "review", "result"):
            yield f"{path}?{question['slug']}={choice}&to={way}"
        yield f"{path}?to=next"


def _query_of(scenario: dict[str, Any]) -> str:
    return urlencode([(one["question"], choice) for one in scenario["answers"] for choice in one["choices"]])


def _drawn(known: Known, draw: Random) -> str:
    """Return answers with levels, must-haves and frameworks to choose among."""
    pairs = []
    if draw.random() < 0.4:
        chosen = draw.sample(_slugs(known["frameworks"]), draw.randint(2, 6))
        pairs += [("among", slug) for slug in sorted(chosen)]
    for question in known["questions"]:
        if draw.random() < 0.7:
            choices = _slugs(question["choices"])
            most = min(3, len(choices)) if question.get("multiple") else 1
            pairs += [(question["slug"], slug) for slug in draw.sample(choices, draw.randint(1, most))]
    rated = [one["slug"] for one in known["criteria"] if one["scale"]["type"] != "kinds"]
    pairs += [(f"level.{slug}", draw.choice(_LEVELS)) for slug in draw.sample(rated, draw.randint(0, 5))]
    pairs += [(f"need.{slug}", str(draw.randint(1, 7))) for slug in draw.sample(rated, draw.choice((0, 0, 1, 2)))]
    return urlencode(pairs)


def _together(known: Known, draw: Random) -> Iterator[str]:
    yield f"{_WIZARD}together/"
    for size in (1, 2, 2, 3, 3, 4, 5, 8, 9):
        pairs = [("edition", "1")] if draw.random() < 0.3 else []
        for number in range(1, size + 1):
            link = f"https://advisor.example/advise/result/?{_drawn(known, draw)}"
            pairs += [(str(number), f"Person <{number}>"), (f"{number}.link", link)]
        yield f"{_WIZARD}together/?{urlencode(pairs)}"
    yield f"{_WIZARD}together/?1=Ada&1.build=site&2=Linus&2.build=api"
    yield f"{_WIZARD}together/?edition=2&1=Ada&1.build=site&1.level.speed=a-lot&2=&2.link=nothing"


def _api(known: Known) -> Iterator[str]:
    root = "/api/v1/"
    yield from (root, f"{root}openapi.json", f"{root}catalogue.json", f"{root}catalogue.json?edition=1")
    for name in COLLECTIONS:
        yield from (f"{root}{name}{query}" for query in ("", "?limit=2", "?limit=2&offset=3", "?limit=0", "?limit=x"))
        if name != "editions":
            yield from (f"{root}{name}?edition=1&limit=3", f"{root}{name}?edition=99", f"{root}{name}/nothing-here")
            items = known[name] if name in ("frameworks", "questions") else known[name][::4]
            yield from (f"{root}{name}/{item['slug']}" for item in items)
            yield f"{root}{name}/{known[name][0]['slug']}?edition=1"
    for edition in known["editions"]:
        yield from (f"{root}editions/{edition['number']}{rest}" for rest in ("", "/catalogue.json"))
    yield from (f"{root}comparisons/{slugs}" for slugs in ("django-vs-flask", "flask-vs-django", "flask", "a-vs-b"))
    yield f"{root}comparisons/django-vs-fastapi-vs-flask?edition=2"
    filters = [
        "frameworks?kind=api",
        "frameworks?status=retired",
        "frameworks?interface=asgi",
        "frameworks?interface=x",
    ]
    filters += [
        "criteria?group=built-in",
        "claims?verdict=wrong",
        "claims?verdict=not-checked",
        "claims?framework=flask",
    ]
    filters += ["claims?criterion=admin", "sources?framework=django", "scenarios?strength=strong", "sources?x=1&x=2"]
    yield from (root + one for one in filters)
    yield from (f"{root}recommendation{query}" for query in ("", "?build=nothing", "?edition=1&build=api", "?to=next"))


def _refused(known: Known) -> Iterator[str]:
    """Yield URLs that are misspelt, unknown or not canonical."""
    for path in (
        "/frameworks/flaks/",
        "/frameworks/djang/",
        "/criteria/admn/",
        "/compare/djnago-vs-flask/",
        "/nothing/",
    ):
        yield from (path, path.rstrip("/"))
    yield from (
        "/frameworks",
        "/frameworks/Flask/",
        "/framework/flask/",
        "/flask/",
        "/metod/",
        "/editions/99/",
        "/a/b/c/d",
    )
    yield from ("/compare/flask/", "/compare/flask-vs-flask/", "/compare/flask-vs-django/", "/compare/flask-vs-django")
    yield f"/compare/{'-vs-'.join(_slugs(known['frameworks'])[:7])}/"
    yield from ("/compare/django-vs-flask/?rows=x&axes=swapped", "/compare/flask-vs-django/embed/?a=1")
    yield from ("/frameworks/flaks/card.png", "/frameworks/flaks/badge.svg", "/frameworks/flaks/feed.atom")
    yield from ("/frameworks/?kind=x&best=y&age=z&licence=w&interface=v", "/frameworks/?unknown=1", "/find/?q=&only=x")
    yield from ("/frameworks/?kind=api&kind=", "/find/?q=%00", "/find/?q=a%01b", "/find/?q=++flask++", "/?utm=1")
    yield from ("/api/v2/", "/api/v1", "/api/v1/nothing", "/api/?x=1", "/static/nothing.css", "/editions/0/")
    for query in (
        "build=x",
        "x=y",
        "build=api&build=site",
        "edition=99",
        "edition=x",
        "edition=1&edition=2",
        "%FF",
        "a=%00",
    ):
        yield from (f"{_WIZARD}result/?{query}", f"{_WIZARD}?{query}")
    for query in (
        "among=flask",
        "among=flask&among=x",
        "dropped=build.x",
        "level.admin=x&need.admin=y",
        "need.admin=99",
    ):
        yield from (f"{_WIZARD}result/?{query}", f"{_WIZARD}build/?{query}", f"{_WIZARD}review/?{query}")
    yield from (
        f"{_WIZARD}nothing/",
        f"{_WIZARD}biuld/",
        f"{_WIZARD}result/?{'a' * 6001}",
        f"{_WIZARD}result/?{'a&' * 201}",
    )


def empty() -> list[Ask]:
    """Return requests to a site where nothing is published."""
    paths = ["/", "/frameworks/", "/frameworks/flask/", "/compare/", "/criteria/", "/find/", "/sources/", "/editions/"]
    paths += ["/advise/", "/advise/build/", "/advise/result/", "/advise/together/", "/method/", "/api/", "/api/v1/"]
    paths += ["/assistants/", "/llms.txt", "/index.md", "/compare/django-vs-flask.md"]
    paths += [
        "/api/v1/frameworks",
        "/api/v1/recommendation",
        "/api/v1/openapi.json",
        "/editions/feed.atom",
        "/card.png",
    ]
    paths += ["/robots.txt", "/sitemap.xml", "/frameworks/flask/card.png", "/nothing/", "/readyz", "/readyz/visitors"]
    return [{"path": path, "again": True} for path in paths]


def debug() -> list[Ask]:
    """Return requests to a site with DEBUG=on, which caches nothing and has a style guide."""
    return [{"path": path} for path in ("/styleguide/", "/", "/compare/django-vs-flask/", "/advise/result/?build=api")]


def limited() -> list[Ask]:
    """Return requests from one network, more than ADVICE_RATE=2 allows."""
    paths = [f"/advise/result/?build={choice}" for choice in ("api", "site", "data-tool", "business-app")]
    paths += ["/api/v1/recommendation?build=api&size=small", "/advise/result.png?build=api", "/frameworks/flask/"]
    return [{"path": path} for path in paths]


def _slugs(items: Sequence[dict[str, Any]]) -> list[str]:
    return [item["slug"] for item in items]
