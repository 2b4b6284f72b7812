"""Which thing a name means: the one place that resolves slugs, aliases and other spellings. Pure.

A name is a slug or an alias. A slug always means its own thing; `check` refuses an alias that is also a slug of the
same kind. A spelling is what people type: it means a thing if only letters, digits and accents are looked at, and a
version at its end is passed over ('Fast_API', 'flask-3.1').
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from unicodedata import normalize

from msgspec import Struct

from comparisons.catalogue.memo import memo
from comparisons.catalogue.slugs import VERSUS
from comparisons.catalogue.value import FRAMEWORKS, NAMED, QUESTIONS, Catalogue, Extension, Fact, Framework

# Passages of pages, which visitors may say are wrong, are named 'score/django/admin' or 'claim/django-is-heavy'.
SCORE, FACT, FRAMEWORK, CLAIM = "score", "fact", "framework", "claim"
# Lists of statements about a framework are named 'strengths/django': the field of each by the word in its name.
STATEMENTS = {
    "strengths": "strengths",
    "drawbacks": "drawbacks",
    "suited-for": "suited_for",
    "not-suited-for": "not_suited_for",
}

# What else people write between two names, and the longest text in which that is looked for.
_BETWEEN = re.compile(r"[\W_]+(?:vs|v|versus|or|and|against)[\W_]+|[,;+&|]", re.IGNORECASE)
_VERSION = re.compile(r"[\W_]*(?:version|v)?[\W_]*[0-9]+(?:[\W_]+[0-9]+|[\W_]*x)*(?:[\W_]*lts)?[\W_]*$", re.IGNORECASE)
_LONGEST, _LONGEST_NAME = 500, 80
# Fewer initials could stand for anything.
_LEAST_INITIALS = 3


class Names(Struct, frozen=True):
    """The names by which the things of a catalogue can be asked for.

    With `today`, the catalogue of the current edition, also by the names that they have only there: links that name
    an old edition may use the new names as well as the old ones.
    """

    catalogue: Catalogue
    today: Catalogue | None = None

    def slug(self, collection: str, name: str) -> str | None:
        """Return the slug that a name has in the catalogue, None if nothing there has the name."""
        own = _slugs(self.catalogue)[collection]
        found = own.get(name)
        if found is not None or self.today is None:
            return found
        return _first_known(own, _synonyms(self.today)[collection].get(name, ()))

    def choice(self, question: str, name: str) -> str | None:
        """Return the slug that a choice of the question with this slug has, None if there is none of the name."""
        own = _choice_slugs(self.catalogue)[question]
        found = own.get(name)
        if found is not None or self.today is None:
            return found
        later = Names(self.today, self.catalogue).slug(QUESTIONS, question)
        return _first_known(own, _choice_synonyms(self.today).get(later or question, {}).get(name, ()))

    def meant(self, collection: str, typed: str) -> str | None:
        """Return the slug of what is meant beyond doubt, however it is spelled. A draft only has its own names."""
        return self.slug(collection, typed) or spelled(self.catalogue, collection, typed)


def slugs_by_name(parts: Iterable[Any]) -> dict[str, str]:
    """Return the slugs of parts by slug and by alias."""
    parts = tuple(parts)
    return {alias: part.slug for part in parts for alias in part.aliases} | {part.slug: part.slug for part in parts}


def spelled(catalogue: Catalogue, collection: str, typed: str) -> str | None:
    """Return the slug of the one thing that a text spells, None if there is none or more than one."""
    if len(typed) > _LONGEST_NAME:
        return None
    known = _spellings(catalogue)[collection]
    return known.get(squeezed(typed)) or known.get(squeezed(_VERSION.sub("", typed)))


def squeezed(text: str) -> str:
    """Return the letters and digits of a text, small and without accents.

    >>> squeezed("Fast-API).")
    'fastapi'
    """
    return "".join(character for character in normalize("NFKD", text).casefold() if character.isalnum())


def slug_now(catalogue: Catalogue, collection: str, name: str) -> str:
    """Return the slug that something has now which the code calls by a fixed name; the name itself if it is gone."""
    return Names(catalogue).slug(collection, name) or name


class Compared(Struct, frozen=True):
    """The frameworks that the address of a comparison names: their sorted slugs, and the words that name none.

    `is_exact`: every name is a slug or an alias, and they are joined as our own addresses join them.
    """

    slugs: tuple[str, ...]
    unknown: tuple[str, ...]
    is_exact: bool


def compared(names: Names, text: str) -> Compared:
    """Return what an address such as 'Django-vs-fast-api' names. Drafts count as unknown."""
    public = names.catalogue.public_frameworks
    parts = text.split(VERSUS)
    exact = {slug for part in parts if (slug := names.slug(FRAMEWORKS, part)) in public and slug}
    if len(exact) == len(parts):
        return Compared(slugs=tuple(sorted(exact)), unknown=(), is_exact=True)
    meant = {word: names.meant(FRAMEWORKS, word) for word in _words(names, parts, long=len(text) > _LONGEST)}
    found = {slug for slug in meant.values() if slug in public}
    if not meant:
        return Compared(slugs=(), unknown=(text,), is_exact=False)
    unknown = tuple(word for word, slug in meant.items() if slug not in public)
    return Compared(slugs=tuple(sorted(slug for slug in found if slug)), unknown=unknown, is_exact=False)


def _words(names: Names, parts: Iterable[str], *, long: bool) -> Iterator[str]:
    """Yield the parts, and the words of those that are no name themselves but hold 'or', 'and', 'v' or a comma."""
    for part in parts:
        whole = long or names.meant(FRAMEWORKS, part) is not None
        yield from (word for word in ([part] if whole else _BETWEEN.split(part)) if squeezed(word))


def frameworks_inside(catalogue: Catalogue, typed: str) -> tuple[str, ...]:
    """Return the slugs of the frameworks that single words of a text spell: 'flask' for 'flask-framework'."""
    words = re.split(r"[\W_]+", typed) if len(typed) <= _LONGEST_NAME else []
    found = (spelled(catalogue, FRAMEWORKS, word) for word in words)
    return tuple(dict.fromkeys(slug for slug in found if slug))


def extension_meant(catalogue: Catalogue, typed: str) -> tuple[Framework, Extension] | None:
    """Return the extension that a text spells or whose initials it has ('drf'), with its public framework."""
    if len(typed) > _LONGEST_NAME:
        return None
    known = _extensions(catalogue)
    return known.get(squeezed(typed)) or known.get(squeezed(_VERSION.sub("", typed)))


def _first_known(slugs: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((slugs[name] for name in names if name in slugs), None)


@memo
def _slugs(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    return {collection: slugs_by_name(getattr(catalogue, collection)) for collection in NAMED}


@memo
def _choice_slugs(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    return {question.slug: slugs_by_name(question.choices) for question in catalogue.questions}


@memo
def _synonyms(catalogue: Catalogue) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return all names of everything that has more than one, by collection and by each of the names."""
    return {collection: _names_by_name(getattr(catalogue, collection)) for collection in NAMED}


@memo
def _choice_synonyms(catalogue: Catalogue) -> dict[str, dict[str, tuple[str, ...]]]:
    return {question.slug: _names_by_name(question.choices) for question in catalogue.questions}


def _names_by_name(parts: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    several = [(part.slug, *part.aliases) for part in parts if part.aliases]
    return {name: names for names in several for name in names}


@memo
def _spellings(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    parts = {collection: getattr(catalogue, collection) for collection in NAMED}
    return {
        collection: _unambiguous(own)
        for collection, own in (parts | {FRAMEWORKS: catalogue.public_frameworks.values()}).items()
    }


def _unambiguous(parts: Iterable[Any]) -> dict[str, str]:
    """Return the slugs by the spellings of slugs, aliases and names, without spellings of several things."""
    found: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        for name in (part.slug, *part.aliases, getattr(part, "name", part.slug)):
            found[squeezed(name)].add(part.slug)
    return {spelling: slug for spelling, (slug, *others) in found.items() if spelling and not others}


@memo
def _extensions(catalogue: Catalogue) -> dict[str, tuple[Framework, Extension]]:
    own = [(f, extension) for f in catalogue.public_frameworks.values() for extension in f.extensions]
    initials = {_initials(extension.name): (f, extension) for f, extension in own}
    named = {squeezed(name): (f, e) for f, e in own for name in (e.slug, e.name)}
    return {spelling: found for spelling, found in (initials | named).items() if spelling}


def _initials(name: str) -> str:
    words = re.findall(r"\w+", name)
    return squeezed("".join(word[0] for word in words)) if len(words) >= _LEAST_INITIALS else ""


def fact_key(fact: Fact) -> str:
    """Return how a fact is called in names, after its label: 'server-interface'."""
    return re.sub(r"[\W_]+", "-", fact.label.casefold()).strip("-") or "fact"


def subject_name(name: str) -> str:
    """Return the name of the thing whose form changes a passage: 'framework/django' for a fact of Django."""
    kind, _, key = name.partition("/")
    return f"{FRAMEWORK}/{key.partition('/')[0]}" if kind == FACT or kind in STATEMENTS else name
