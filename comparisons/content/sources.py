"""The sources that visitors see: filtered, by publisher, under the letters of the alphabet. Pure."""

from collections.abc import Iterable

from msgspec import Struct

from comparisons.catalogue.public import cited_by, cited_sources, uses_of_sources
from comparisons.catalogue.value import Catalogue, Source
from comparisons.search.text import fold

# Where publishers stand whose names begin with no letter.
_NO_LETTER = "#"


class CitedSource(Struct, frozen=True):
    """A source and the names of the places that cite it."""

    source: Source
    uses: tuple[str, ...]


class Publisher(Struct, frozen=True):
    name: str
    sources: tuple[CitedSource, ...]


class Letter(Struct, frozen=True):
    """The publishers whose names begin with a letter, by name."""

    letter: str
    publishers: tuple[Publisher, ...]

    @property
    def anchor(self) -> str:
        return f"letter-{'other' if self.letter == _NO_LETTER else self.letter.lower()}"


def fitting_sources(catalogue: Catalogue, words: str = "", framework: str = "") -> tuple[Source, ...]:
    """Return the cited sources that contain all the words; with the slug of a framework, only those that it cites."""
    wanted = fold(words).split()
    own = set(cited_by(catalogue.public_frameworks[framework])) if framework else None
    return tuple(
        source
        for source in cited_sources(catalogue)
        if (own is None or source.slug in own) and all(word in _text(source) for word in wanted)
    )


def by_letter(catalogue: Catalogue, sources: Iterable[Source]) -> tuple[Letter, ...]:
    """Return the sources by publisher, publishers and titles in alphabetical order."""
    letters: dict[str, list[Publisher]] = {}
    for publisher in _publishers(catalogue, sources):
        letters.setdefault(_letter(publisher.name), []).append(publisher)
    return tuple(Letter(letter, tuple(letters[letter])) for letter in sorted(letters))


def _publishers(catalogue: Catalogue, sources: Iterable[Source]) -> list[Publisher]:
    uses = uses_of_sources(catalogue)
    own: dict[str, list[CitedSource]] = {}
    for source in sorted(sources, key=lambda source: fold(source.title)):
        own.setdefault(source.publisher, []).append(CitedSource(source, tuple(uses[source.slug])))
    return [Publisher(name, tuple(own[name])) for name in sorted(own, key=lambda name: (fold(name), name))]


def _letter(name: str) -> str:
    first = fold(name)[:1].upper()
    return first if "A" <= first <= "Z" else _NO_LETTER


def _text(source: Source) -> str:
    return fold(f"{source.title} {source.publisher} {source.published} {source.note} {source.address}")
