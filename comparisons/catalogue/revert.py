"""Reverting one subject of a catalogue to an older state."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from comparisons.catalogue.codec import canonical
from comparisons.catalogue.diff import OWNED, SINGULAR, Change, ChangeKind
from comparisons.catalogue.renaming import Renames, renamed, renames
from comparisons.catalogue.value import Catalogue, Part

_COLLECTIONS = {thing: collection for collection, thing in SINGULAR.items()}
_OWNERS = {"score": "frameworks", "extension": "frameworks", "choice": "questions"}

Parts = tuple[Any, ...]


class Subject(Struct, frozen=True):
    """What changes are about: a thing, or the order of the things with the owner `key`."""

    thing: str
    key: tuple[str, ...]
    is_order: bool = False

    @property
    def name(self) -> str:
        """A name for use in URLs: 'score/django/admin', 'order/criterion', 'order/choice/team'."""
        return "/".join((*(["order"] if self.is_order else []), self.thing, *self.key))


def by_subject(changes: Iterable[Change]) -> dict[Subject, tuple[Change, ...]]:
    """Group the changes by subject."""
    found: dict[Subject, list[Change]] = {}
    for change in changes:
        subject = Subject(change.thing, change.key, change.kind is ChangeKind.REORDERED)
        found.setdefault(subject, []).append(change)
    return {subject: tuple(own) for subject, own in found.items()}


def part_of(catalogue: Catalogue, subject: Subject) -> Part | None:
    """Return the part that a subject is about, or None if there is none."""
    return _by_slug(*_siblings(catalogue, subject)).get(subject.key[-1]) if subject.key else None


def discarded(old: Catalogue, new: Catalogue, subject: Subject) -> Catalogue:
    """Return the newer catalogue with one subject reverted to the older one.

    An added thing is removed, a removed one comes back with all its parts, and a changed one gets its old fields and
    slug. Its scores, extensions or choices are subjects of their own and do not change, nor do references to it.
    """
    found = renames(old, new)
    return canonical(renamed(_discarded(renamed(old, found), new, subject), _back(found, subject)))


def _back(found: Renames, subject: Subject) -> Renames:
    """Return the renaming that gives a subject its old slug again."""
    collection, slug = _COLLECTIONS[subject.thing], subject.key[-1] if subject.key else ""
    if subject.thing == "choice" and len(subject.key) > 1:
        choices = {new: old for old, new in found.choices.get(subject.key[0], {}).items() if new == slug}
        return Renames(choices={subject.key[0]: choices})
    back = {new: old for old, new in found.parts.get(collection, {}).items() if new == slug and not subject.is_order}
    return Renames(parts={collection: back})


def _discarded(old: Catalogue, new: Catalogue, subject: Subject) -> Catalogue:
    (before, key_field), (after, _) = _siblings(old, subject), _siblings(new, subject)
    parts = (
        _in_old_order(before, after, key_field) if subject.is_order else _reverted(before, after, key_field, subject)
    )
    collection = _COLLECTIONS[subject.thing]
    if subject.thing not in _OWNERS:
        return replace(new, **{collection: parts})
    owners = getattr(new, _OWNERS[subject.thing])
    kept = (replace(one, **{collection: parts}) if one.slug == subject.key[0] else one for one in owners)
    return replace(new, **{_OWNERS[subject.thing]: tuple(kept)})


def _siblings(catalogue: Catalogue, subject: Subject) -> tuple[Parts, str]:
    """Return the collection that contains a subject, and the field that identifies its parts."""
    collection = _COLLECTIONS[subject.thing]
    if subject.thing not in _OWNERS:
        return getattr(catalogue, collection), "slug"
    owner = _by_slug(getattr(catalogue, _OWNERS[subject.thing]), "slug").get(subject.key[0])
    return getattr(owner, collection, ()), OWNED[collection]


def _by_slug(parts: Parts, key_field: str) -> dict[str, Any]:
    return {getattr(part, key_field): part for part in parts}


def _reverted(old: Parts, new: Parts, key_field: str, subject: Subject) -> Parts:
    slug = subject.key[-1]
    before, after = _by_slug(old, key_field).get(slug), _by_slug(new, key_field).get(slug)
    if before is None:
        return tuple(part for part in new if part is not after)
    if after is None:
        index = _index_of_return(old, new, key_field, slug)
        return (*new[:index], before, *new[index:])
    own = {name: getattr(before, name) for name in before.__struct_fields__ if name not in OWNED}
    return tuple(replace(part, **own) if part is after else part for part in new)


def _index_of_return(old: Parts, new: Parts, key_field: str, slug: str) -> int:
    """Return the index for a part that comes back: after the nearest preceding part that still exists."""
    slugs = [getattr(part, key_field) for part in new]
    preceding = list(_by_slug(old, key_field))
    for other in reversed(preceding[: preceding.index(slug)]):
        if other in slugs:
            return slugs.index(other) + 1
    return 0


def _in_old_order(old: Parts, new: Parts, key_field: str) -> Parts:
    """Sort the parts that both have into their old order; added ones keep their indexes."""
    before, after = _by_slug(old, key_field), _by_slug(new, key_field)
    ordered = iter([after[slug] for slug in before if slug in after])
    return tuple(next(ordered) if slug in before else part for slug, part in after.items())
