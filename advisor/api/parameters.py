"""What a request of the API asks for, once its address has been read. Pure.

What may stand behind the question mark of an address of the API: described once, read by it. Pure.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from msgspec import Struct

from advisor.api.types import EditionName, ParameterError
from comparisons.catalogue.public import public
from comparisons.catalogue.value import SLUG_PATTERN, Catalogue, Interface, Strength, Verdict

if TYPE_CHECKING:
    from comparisons.editions.store import Edition

T = TypeVar("T")


class Asked(Struct, frozen=True):
    """`here` is the absolute address without its query, `root` that of the API; `path` and `values` by name."""

    edition: "Edition"
    here: str
    root: str
    path: dict[str, Any]
    values: dict[str, Any]

    @property
    def catalogue(self) -> Catalogue:
        """What of the edition is for everybody."""
        return public(self.edition.catalogue)

    @property
    def name(self) -> EditionName:
        return edition_name(self.edition)

    def found(self, thing: str, known: dict[str, T]) -> T:
        """Return what the address names by its slug. Raises NotThere."""
        slug: str = self.path["slug"]
        if slug not in known:
            raise NotThere(f"There is no {thing} '{slug[:80]}' in edition {self.edition.number}.")
        return known[slug]

    def page(self, items: Sequence[T]) -> dict[str, Any]:
        """Return the fields of a page of some items: those from `offset` on, `limit` at most."""
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


_LONGEST = 80
# How many errors one answer names at most: nobody writes more by hand.
_MOST_ERRORS = 20


class BadRequest(ValueError):
    """Parameters that cannot be understood, with what is wrong with each."""

    def __init__(self, *errors: ParameterError) -> None:
        self.errors = errors[:_MOST_ERRORS]
        super().__init__(" ".join(error.detail for error in self.errors))


class NotThere(LookupError):
    """What the address names does not exist."""


class Parameter(Struct, frozen=True):
    """One value: a whole number from `least` to `most`, one of `choices`, or a slug if neither is given."""

    name: str
    description: str
    example: str
    least: int | None = None
    most: int | None = None
    default: int | None = None
    choices: tuple[str, ...] = ()

    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of its values."""
        if self.least is not None:
            bounds = {"type": "integer", "minimum": self.least, "maximum": self.most}
            return bounds | ({} if self.default is None else {"default": self.default})
        if self.choices:
            return {"type": "string", "enum": list(self.choices)}
        return {"type": "string", "pattern": SLUG_PATTERN, "maxLength": _LONGEST}

    def read(self, text: str) -> int | str:
        """Return the value that a text stands for. Raises ValueError with a sentence that says what was expected."""
        if self.least is not None:
            assert self.most is not None
            number = int(text) if re.fullmatch(r"-?[0-9]{1,12}", text, re.ASCII) else None
            if number is None or not self.least <= number <= self.most:
                raise ValueError(f"'{self.name}' is a whole number from {self.least} to {self.most}.")
            return number
        if self.choices and text not in self.choices:
            raise ValueError(f"'{self.name}' is one of: {', '.join(self.choices)}.")
        if len(text) > _LONGEST or not re.fullmatch(SLUG_PATTERN, text):
            raise ValueError(f"'{self.name}' is a name in small letters, digits and hyphens.")
        return text


EDITION = Parameter(
    "edition", "The edition to answer from; the current one if none is named.", "1", least=1, most=999_999_999
)
LIMIT = Parameter("limit", "How many items at most.", "10", least=1, most=200, default=50)
OFFSET = Parameter("offset", "How many items to pass over first.", "0", least=0, most=1_000_000, default=0)

FRAMEWORK = Parameter("framework", "Only what concerns this framework.", "django")
CRITERION = Parameter("criterion", "Only what concerns this criterion.", "admin")
GROUP = Parameter("group", "Only the criteria of this group.", "built-in")
KIND = Parameter("kind", "Only frameworks of this kind, as the criterion `framework-type` names them.", "api")
STATUS = Parameter("status", "Only frameworks in this state.", "published", choices=("published", "retired"))
INTERFACE = Parameter(
    "interface", "Only frameworks that speak this to the web server.", "asgi", choices=tuple(Interface)
)
VERDICT = Parameter("verdict", "Only claims with this verdict.", "wrong", choices=(*Verdict, "not-checked"))
STRENGTH = Parameter("strength", "Only scenarios that are this well established.", "strong", choices=tuple(Strength))


def read_parameters(pairs: Sequence[tuple[str, str]], known: Sequence[Parameter]) -> dict[str, Any]:
    """Return the values by name, with defaults. Raises BadRequest that names everything wrong at once."""
    by_name = {parameter.name: parameter for parameter in known}
    values: dict[str, Any] = {one.name: one.default for one in known if one.default is not None}
    errors, seen = [], set()
    for name, text in pairs:
        try:
            if name not in by_name:
                raise ValueError(f"There is no parameter '{_short(name)}' here. {_offered(known)}")
            if name in seen:
                raise ValueError(f"'{name}' may stand there once.")
            values[name] = by_name[name].read(text)
        except ValueError as error:
            errors.append(ParameterError(parameter=_short(name), detail=str(error)))
        seen.add(name)
    if errors:
        raise BadRequest(*dict.fromkeys(errors))
    return values


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"


def _offered(known: Sequence[Parameter]) -> str:
    names = [parameter.name for parameter in known]
    return f"It takes: {', '.join(names)}." if names else "It takes none."
