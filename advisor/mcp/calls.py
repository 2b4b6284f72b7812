"""What a tool is, and what it is called with: an edition, and arguments that were read into its own type. Pure."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

import msgspec
from msgspec import Meta, Struct

from advisor.mcp.lines import Line, fitted, listed
from comparisons.catalogue.names import Names
from comparisons.catalogue.public import public
from comparisons.catalogue.value import Catalogue, Score, Source
from comparisons.search.similar import nearest_slugs

if TYPE_CHECKING:
    from comparisons.editions.store import Edition

# Bytes of an answer unless it is asked for more, and at most.
USUAL_BYTES, MOST_BYTES = 2_000, 20_000
# How many names an error lists, and the most characters of a name that it repeats.
_NEAREST, _LISTED, _REPEATED = 3, 40, 60

Number = Annotated[int, Meta(ge=1, le=999_999_999, description="The edition to read; without it, the current one.")]


class ToolError(ValueError):
    """A tool cannot answer. The message says to the assistant what to change."""


class Arguments(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The arguments that every tool takes."""

    edition: Number | None = None
    max_bytes: Annotated[
        int, Meta(ge=1_000, le=MOST_BYTES, description="How long the answer may be; more bytes show more details.")
    ] = USUAL_BYTES


class Site(Struct, frozen=True):
    """What is asked: the current edition, others by number (LookupError), and the address of the site, without `/`."""

    current: "Edition"
    edition: "Callable[[int], Edition]"
    origin: str


class Call(Struct, frozen=True):
    """A call of a tool: the edition that it reads, and the site."""

    edition: "Edition"
    site: Site

    @property
    def catalogue(self) -> Catalogue:
        """The edition's catalogue without drafts."""
        return public(self.edition.catalogue)

    @property
    def names(self) -> Names:
        return Names(self.catalogue, public(self.site.current.catalogue))

    def page(self, path: str) -> str:
        """Return the address of a page, from its path without the first slash."""
        return f"{self.site.origin}/{path}"

    def pinned(self, path: str) -> str:
        """Return the address below /api/v1/ that gives this edition's data for good."""
        return f"{self.page('api/v1/')}{path}?{urlencode({'edition': self.edition.number})}"

    def slug(self, collection: str, typed: str, thing: str) -> str:
        """Return the slug of what a name means, however it is spelled. Raises ToolError with the nearest names."""
        found = self.names.meant(collection, typed)
        known = [part.slug for part in getattr(self.catalogue, collection)]
        if found not in known or found is None:
            raise ToolError(unknown(f"There is no {thing}", typed, known, f"in edition {self.edition.number}"))
        return found

    def source(self, slug: str) -> str:
        """Return a source in words: its title and its address."""
        source: Source = self.catalogue.source_by_slug[slug]
        return f"{source.title}, {source.publisher}{f' <{source.address}>' if source.address else ''}"

    def sources(self, score: Score | None, most: int = 2) -> str:
        """Return the first sources of a score as a sentence; one without any is a judgement."""
        if score is None:
            return ""
        if not score.sources:
            return "No source: our judgement."
        return f"Source: {'; '.join(self.source(slug) for slug in score.sources[:most])}."


class Tool(Struct, frozen=True):
    """A tool: what assistants are told of it, the type of its arguments, and the lines of its answer."""

    name: str
    title: str
    description: str
    takes: type[Arguments]
    answer: Callable[[Call, Any], Iterable[Line]]

    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of the arguments."""
        _, components = msgspec.json.schema_components([self.takes], ref_template="{name}")
        schema: dict[str, Any] = _without_references(components[self.takes.__name__], components)
        return {key: value for key, value in schema.items() if key not in ("title", "description")}

    def called(self, site: Site, arguments: Any) -> str:
        """Return the answer to a call. Raises ToolError."""
        given = read_arguments(self.takes, arguments)
        return fitted(self.answer(Call(edition_of(site, given.edition), site), given), given.max_bytes)


def _without_references(schema: Any, components: dict[str, Any]) -> Any:
    """Return a schema with the types that it refers to written out, since not all clients follow references."""
    if isinstance(schema, dict) and "$ref" in schema:
        return _without_references(components[schema["$ref"]], components)
    if isinstance(schema, dict):
        return {key: _without_references(value, components) for key, value in schema.items()}
    return [_without_references(one, components) for one in schema] if isinstance(schema, list) else schema


def read_arguments(takes: type[Arguments], arguments: Any) -> Arguments:
    """Return arguments as their type. Raises ToolError for unknown names, which no tool passes over, and bad values."""
    known = list(takes.__struct_fields__)
    for name in arguments if isinstance(arguments, dict) else ():
        if name not in known:
            raise ToolError(unknown("There is no argument", name, known))
    try:
        return msgspec.convert(arguments, takes)
    except msgspec.ValidationError as error:
        raise ToolError(f"{error}. The arguments are: {', '.join(known)}.".replace(" - at `$.", " at `")) from None


def unknown(what: str, typed: str, known: Sequence[str], where: str = "") -> str:
    """Return that there is nothing of a name, with the nearest names or, if none is near, the first of all."""
    near = nearest_slugs([typed], known)[:_NEAREST]
    offered = f"Nearest: {', '.join(near)}." if near else f"There are: {listed(known, _LISTED)}."
    named = typed if len(typed) <= _REPEATED else f"{typed[:_REPEATED]}…"
    return f"{what} '{named}'{f' {where}' if where else ''}. {offered}"


def edition_of(site: Site, number: int | None) -> "Edition":
    """Return an edition by its number, the current one without. Raises ToolError."""
    if number is None or number == site.current.number:
        return site.current
    try:
        return site.edition(number)
    except LookupError:
        raise ToolError(f"There is no edition {number}. The current one is {site.current.number}.") from None
