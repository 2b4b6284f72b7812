"""Names that are not in the catalogue: the 404 error, with suggestions of similar names."""

from collections.abc import Mapping

from django.http import Http404

from comparisons.search.similar import MAX_LENGTH, nearest_slugs

# URL and name of each page, by its slug.
Addresses = Mapping[str, tuple[str, str]]

_MOST_SUGGESTIONS = 3


class NotInCatalogue(Http404):
    """A 404 with suggestions: `nearest` are URLs and names of pages with similar slugs."""

    def __init__(self, message: str, nearest: list[tuple[str, str]]) -> None:
        super().__init__(message)
        self.message = message
        self.nearest = nearest

    @classmethod
    def named(cls, thing: str, slug: str, addresses: Addresses) -> "NotInCatalogue":
        """Return the error for a slug. `addresses` has URL and name of everything of the kind, by slug."""
        return cls(f"There is no {thing} named “{slug[:MAX_LENGTH]}”.", nearest_to([slug], addresses))


def nearest_to(words: list[str], addresses: Addresses) -> list[tuple[str, str]]:
    """Return up to three distinct pages whose slugs are most similar to any of the words, most similar first."""
    return list(dict.fromkeys(addresses[known] for known in nearest_slugs(words, addresses)))[:_MOST_SUGGESTIONS]
