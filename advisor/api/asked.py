"""What a request of the API asks for, once its address has been read. Pure."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from msgspec import Struct

from advisor.api.answers import EditionName
from advisor.api.parameters import NotThere
from comparisons.catalogue.value import Catalogue
from comparisons.public import public

if TYPE_CHECKING:
    from comparisons.editions import Edition

__all__ = ["Asked"]

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
        edition = self.edition
        return EditionName(number=edition.number, published_at=edition.published_at, digest=edition.digest)

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
