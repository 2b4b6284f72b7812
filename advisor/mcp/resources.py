"""The catalogue as resources: the data of the API at addresses such as advisor://frameworks/django. Pure."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
from msgspec import Struct

from advisor.api import resources as api
from advisor.api.parameters import LIMIT, OFFSET, ApiQuery, BadRequest, NotFound
from advisor.api.types import Answer
from advisor.mcp.calls import Call, Site, ToolError, edition_of, unknown
from comparisons.catalogue.public import public
from comparisons.catalogue.value import Catalogue

SCHEME = "advisor"
JSON = "application/json"
# How many things a list has.
_ALL = 200


class Collection(Struct, frozen=True):
    """A list and the things in it, each with the function of the API that answers it."""

    name: str
    title: str
    all_of: Callable[[ApiQuery], Answer]
    one_of: Callable[[ApiQuery], Answer] | None = None


COLLECTIONS = (
    Collection("frameworks", "All frameworks, without their scores", api.frameworks, api.framework),
    Collection("criteria", "All criteria and their scales", api.criteria, api.criterion),
    Collection("questions", "The wizard's questions, with what each choice does", api.questions, api.question),
    Collection("starting_points", "Ready-made answers to start from", api.starting_points),
    Collection("claims", "What others claim, fact-checked", api.claims, api.claim),
    Collection("sources", "All sources that something cites", api.sources, api.source),
)
_BY_NAME = {collection.name: collection for collection in COLLECTIONS}


class UnknownResource(LookupError):
    """There is no resource at an address. The message names the nearest ones."""


def listed_resources(catalogue: Catalogue) -> list[dict[str, str]]:
    """Return the lists of the catalogue, and each framework and criterion."""
    shown = public(catalogue)
    found = [_described(collection.name, collection.name, collection.title) for collection in COLLECTIONS]
    found += [_described(f"frameworks/{one.slug}", one.name_with_status, one.summary) for one in shown.frameworks]
    return found + [_described(f"criteria/{one.slug}", one.name, one.description) for one in shown.criteria]


def _described(path: str, title: str, description: str) -> dict[str, str]:
    return {
        "uri": f"{SCHEME}://{path}",
        "name": path,
        "title": title,
        "description": description,
        "mimeType": JSON,
    }


def templates() -> Iterator[dict[str, str]]:
    """Yield the templates of the addresses of single things, in any edition."""
    for collection in COLLECTIONS:
        slug = "/{slug}" if collection.one_of else ""
        yield {
            "uriTemplate": f"{SCHEME}://{collection.name}{slug}{{?edition}}",
            "name": f"{collection.name}-of-an-edition",
            "title": f"One of {collection.name}" if slug else collection.title,
            "mimeType": JSON,
        }


def contents(site: Site, address: str) -> dict[str, Any]:
    """Return the contents of a resource. Raises UnknownResource."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise UnknownResource(f"The address of the resource cannot be read: {error}.") from None
    collection = _BY_NAME.get(parts.netloc)
    if parts.scheme != SCHEME or collection is None:
        raise UnknownResource(unknown("There is no resource", address, [f"{SCHEME}://{name}" for name in _BY_NAME]))
    slug = parts.path.strip("/")
    answer = collection.one_of if slug else collection.all_of
    if answer is None:
        raise UnknownResource(f"{SCHEME}://{collection.name} has no single things: read the whole list.")
    try:
        data = answer(_query(site, collection.name, slug, parts.query))
    except (NotFound, BadRequest):
        known = [one.slug for one in getattr(public(site.current.catalogue), collection.name)]
        raise UnknownResource(unknown(f"Among {collection.name} there is no", slug, known)) from None
    except ToolError as error:
        raise UnknownResource(str(error)) from None
    return {"uri": address, "mimeType": JSON, "text": msgspec.json.encode(data).decode()}


def _query(site: Site, collection: str, slug: str, query: str) -> ApiQuery:
    """Return what the API would be asked. Names of a thing lead to its slug."""
    numbers = [value for key, value in parse_qsl(query) if key == "edition"]
    call = Call(edition_of(site, _number(numbers)), site)
    root = call.page("api/v1/")
    known = slug and call.names.meant(collection, slug)
    return ApiQuery(
        edition=call.edition,
        here=f"{root}{collection}",
        root=root,
        path={"slug": known or slug},
        values={LIMIT.name: _ALL, OFFSET.name: 0},
        today=public(site.current.catalogue),
    )


def _number(numbers: list[str]) -> int | None:
    if not numbers:
        return None
    if len(numbers) > 1 or not (numbers[0].isascii() and numbers[0].isdecimal() and len(numbers[0]) < 10):
        raise ToolError("An edition is a whole number, as in ?edition=1.")
    return int(numbers[0])
