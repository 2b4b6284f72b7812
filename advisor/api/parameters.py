"""Query parameters of the API: their JSON schema, parsing, and the parsed query. Pure."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from msgspec import Struct

from advisor.api.types import EditionName, ParameterError
from comparisons.catalogue.names import Names
from comparisons.catalogue.public import public
from comparisons.catalogue.slugs import SLUG_PATTERN
from comparisons.catalogue.value import Catalogue, Interface, Strength, Verdict
from comparisons.links.tracking import is_tracking

if TYPE_CHECKING:
    from comparisons.editions.store import Edition

T = TypeVar("T")


class ApiQuery(Struct, frozen=True):
    """A parsed request: `path` parameters and query `values` by name.

    `here` is the absolute address without its query, `root` the absolute address of the API. `today` is the current
    edition's catalogue, for names that things have only there.
    """

    edition: "Edition"
    here: str
    root: str
    path: dict[str, Any]
    values: dict[str, Any]
    today: Catalogue | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The edition's catalogue without drafts."""
        return public(self.edition.catalogue)

    @property
    def names(self) -> Names:
        return Names(self.catalogue, self.today)

    @property
    def name(self) -> EditionName:
        return edition_name(self.edition)

    def found(self, thing: str, collection: str, known: dict[str, T]) -> T:
        """Return the item with the slug of the path. Raises Moved for other names of it, NotFound."""
        typed: str = self.path["slug"]
        slug = self.names.meant(collection, typed)
        if slug is None:
            raise NotFound(f"There is no {thing} '{typed[:80]}' in edition {self.edition.number}.")
        if slug != typed:
            raise Moved({"slug": slug})
        return known[slug]

    def page(self, items: Sequence[T]) -> dict[str, Any]:
        """Return the fields of a Page: at most `limit` items, from `offset` on."""
        limit, offset = self.values["limit"], self.values["offset"]
        following = self.values | {"offset": offset + limit}
        return {
            "edition": self.name,
            "total": len(items),
            "limit": limit,
            "offset": offset,
            "next": f"{self.here}?{urlencode(following)}" if offset + limit < len(items) else None,
            "items": tuple(items[offset : offset + limit]),
        }


def edition_name(edition: "Edition") -> EditionName:
    return EditionName(number=edition.number, published_at=edition.published_at, digest=edition.digest)


_MAX_LENGTH = 80
# How many errors one answer names at most: nobody writes more by hand.
_MAX_ERRORS = 20


class BadRequest(ValueError):
    """Invalid parameters, with an error for each."""

    def __init__(self, *errors: ParameterError) -> None:
        self.errors = errors[:_MAX_ERRORS]
        super().__init__(" ".join(error.detail for error in self.errors))


class NotFound(LookupError):
    """The address names something that does not exist."""


class Moved(LookupError):
    """The address names something by another name than its slug; `path` are the right parameters of the path."""

    def __init__(self, path: dict[str, str]) -> None:
        super().__init__(str(path))
        self.path = path


class Parameter(Struct, frozen=True):
    """A whole number from `minimum` to `maximum`, one of `choices`, or a slug if neither is given."""

    name: str
    description: str
    example: str
    minimum: int | None = None
    maximum: int | None = None
    default: int | None = None
    choices: tuple[str, ...] = ()

    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of a value."""
        if self.minimum is not None:
            bounds = {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}
            return bounds | ({} if self.default is None else {"default": self.default})
        if self.choices:
            return {"type": "string", "enum": list(self.choices)}
        return {"type": "string", "pattern": SLUG_PATTERN, "maxLength": _MAX_LENGTH}

    def read(self, text: str) -> int | str:
        """Return the parsed value. Raises ValueError with a sentence for the caller."""
        if self.minimum is not None:
            assert self.maximum is not None
            number = int(text) if re.fullmatch(r"-?[0-9]{1,12}", text, re.ASCII) else None
            if number is None or not self.minimum <= number <= self.maximum:
                raise ValueError(f"'{self.name}' is a whole number from {self.minimum} to {self.maximum}.")
            return number
        if self.choices and text not in self.choices:
            raise ValueError(f"'{self.name}' is one of: {', '.join(self.choices)}.")
        if len(text) > _MAX_LENGTH or not re.fullmatch(SLUG_PATTERN, text):
            raise ValueError(f"'{self.name}' is a name in small letters, digits and hyphens.")
        return text


EDITION = Parameter("edition", "The edition to read; without it, the current one.", "1", minimum=1, maximum=999_999_999)
LIMIT = Parameter("limit", "How many items to return at most.", "10", minimum=1, maximum=200, default=50)
OFFSET = Parameter("offset", "How many items to skip.", "0", minimum=0, maximum=1_000_000, default=0)

FRAMEWORK = Parameter("framework", "Only items about this framework.", "django")
CRITERION = Parameter("criterion", "Only items about this criterion.", "admin")
GROUP = Parameter("group", "Only the criteria of this group.", "built-in")
KIND = Parameter("kind", "Only frameworks of this kind, as the criterion `framework-type` names them.", "api")
STATUS = Parameter("status", "Only frameworks in this state.", "published", choices=("published", "retired"))
INTERFACE = Parameter("interface", "Only frameworks with this server interface.", "asgi", choices=tuple(Interface))
CLAIM_VERDICT = Parameter("verdict", "Only claims with this verdict.", "wrong", choices=(*Verdict, "not-checked"))
STRENGTH = Parameter(
    "strength", "Only scenarios whose decision is this well supported.", "strong", choices=tuple(Strength)
)


def read_parameters(pairs: Sequence[tuple[str, str]], known: Sequence[Parameter]) -> dict[str, Any]:
    """Return the values by name, with defaults, without tracking parameters. Raises BadRequest with all errors."""
    by_name = {parameter.name: parameter for parameter in known}
    values: dict[str, Any] = {parameter.name: parameter.default for parameter in known if parameter.default is not None}
    errors, seen = [], set()
    for name, text in pairs:
        if name not in by_name and is_tracking(name):
            continue
        try:
            if name not in by_name:
                raise ValueError(f"There is no parameter '{_short(name)}' here. {_offered(known)}")
            if name in seen:
                raise ValueError(f"'{name}' may be given only once.")
            values[name] = by_name[name].read(text)
        except ValueError as error:
            errors.append(ParameterError(parameter=_short(name), detail=str(error)))
        seen.add(name)
    if errors:
        raise BadRequest(*dict.fromkeys(errors))
    return values


def _short(name: str) -> str:
    return name if len(name) <= _MAX_LENGTH else f"{name[:_MAX_LENGTH]}…"


def _offered(known: Sequence[Parameter]) -> str:
    names = [parameter.name for parameter in known]
    return f"It accepts: {', '.join(names)}." if names else "It accepts none."
