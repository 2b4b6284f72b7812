"""Applying some of the changes between two catalogues, each with a subject: publishing a part, or discarding."""

from collections.abc import Collection, Iterable
from typing import Any

from msgspec.structs import replace

from comparisons.catalogue.changes.diff import COLLECTIONS, OWNED, SINGULAR, Subject
from comparisons.catalogue.changes.renaming import Renames, Slugs, renamed, renames
from comparisons.catalogue.codec import canonical
from comparisons.catalogue.value import QUESTIONS, Catalogue, Part

Parts = tuple[Any, ...]


def applied(old: Catalogue, new: Catalogue, chosen: Collection[Subject]) -> Catalogue:
    """Return the older catalogue with the chosen subjects as they are in the newer one.

    An added thing comes with all its parts, a removed one goes, and a changed one gets its new fields; its scores,
    extensions or choices are subjects of their own. A renamed thing gets its new slug wherever it is named. An added
    thing stands after the nearest of its new predecessors
    that is there. References are not followed: see `dependencies`. The method is the newer one's.
    """
    found = renames(old, new)
    before, merge = renamed(old, found), _Merge(frozenset(chosen))
    names = [name for name in Catalogue.__struct_fields__ if name in SINGULAR]
    merged = replace(before, method=new.method, **merge.collections(names, (), before, new))
    return canonical(renamed(merged, _back(found, merge.chosen)))


def _back(found: Renames, chosen: frozenset[Subject]) -> Renames:
    """Return the renaming that gives things that are not chosen their older slugs again."""
    parts: dict[str, Slugs] = {
        name: {new: old for old, new in slugs.items() if Subject(SINGULAR[name], (new,)) not in chosen}
        for name, slugs in found.parts.items()
    }
    questions = parts.get(QUESTIONS, {})
    choices: dict[str, Slugs] = {
        questions.get(question, question): {
            new: old for old, new in slugs.items() if Subject("choice", (question, new)) not in chosen
        }
        for question, slugs in found.choices.items()
    }
    return Renames(parts=parts, choices=choices)


def discarded(old: Catalogue, new: Catalogue, subject: Subject) -> Catalogue:
    """Return the newer catalogue with one subject as in the older one again: of a renamed thing, also the slug."""
    return applied(new, old, {_in_older_slugs(renames(new, old), subject)})


def _in_older_slugs(found: Renames, subject: Subject) -> Subject:
    """Return a subject of the newer catalogue with the slugs of the older one; `found` leads from new to old."""
    key = subject.key
    if subject.owner is not None:
        key = _in_older_slugs(found, subject.owner).key
    if subject.is_order:
        return Subject(subject.thing, key, is_order=True)
    if subject.thing == "choice":
        return Subject("choice", (*key, found.choice(key[0], subject.key[-1])))
    of = "criteria" if subject.thing == "score" else COLLECTIONS[subject.thing]
    own = found.slug(of, subject.key[-1])
    return Subject(subject.thing, (*key, own) if subject.owner else (own,))


class _Merge:
    def __init__(self, chosen: frozenset[Subject]) -> None:
        self.chosen = chosen

    def collections(self, names: Iterable[str], owner: tuple[str, ...], old: Part, new: Part) -> dict[str, Parts]:
        return {name: self.collection(name, owner, getattr(old, name), getattr(new, name)) for name in names}

    def collection(self, name: str, owner: tuple[str, ...], old: Parts, new: Parts) -> Parts:
        key_field, thing = OWNED.get(name, "slug"), SINGULAR[name]
        before = {getattr(part, key_field): part for part in old}
        after = {getattr(part, key_field): part for part in new}

        def is_chosen(slug: str) -> bool:
            return Subject(thing, (*owner, slug)) in self.chosen

        slugs = list(before)
        if Subject(thing, owner, is_order=True) in self.chosen:
            slugs = _in_order_of(after, slugs)
        slugs = [slug for slug in slugs if slug in after or not is_chosen(slug)]
        for slug in after:
            if slug not in before and is_chosen(slug):
                slugs.insert(_index_after_predecessor(slugs, list(after), slug), slug)
        return tuple(
            self.part((*owner, slug), before[slug], after[slug], is_chosen=is_chosen(slug))
            if slug in before and slug in after
            else (before.get(slug) or after[slug])
            for slug in slugs
        )

    def part(self, key: tuple[str, ...], old: Part, new: Part, *, is_chosen: bool) -> Part:
        if old == new:
            return old
        owned = [name for name in old.__struct_fields__ if name in OWNED]
        own = new if is_chosen else old
        return replace(own, **self.collections(owned, key, old, new))


def _in_order_of(ordered: Iterable[str], slugs: list[str]) -> list[str]:
    """Sort the slugs that are in both; the others keep their indexes."""
    common = [slug for slug in ordered if slug in set(slugs)]
    sorted_ones, is_common = iter(common), set(common)
    return [next(sorted_ones) if slug in is_common else slug for slug in slugs]


def _index_after_predecessor(slugs: list[str], ordered: list[str], slug: str) -> int:
    """Return the index after the nearest predecessor of a slug that is there, 0 without one."""
    places = {one: index for index, one in enumerate(slugs)}
    preceding = reversed(ordered[: ordered.index(slug)])
    return next((places[one] + 1 for one in preceding if one in places), 0)
