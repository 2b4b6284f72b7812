"""Three-way merge of catalogues: what a new version changes, without undoing what editors changed. Pure.

`base` is the shipped catalogue that the working copy grew from, `shipped` the one shipped now, `own` the working copy.
A value that one side left as in the base is taken from the other side; where both changed it, `own` stays. Values are
fields of things, as in `diff`. A score is one value, and so is a claim: a figure belongs to its reason, and a verdict
to its evidence, so they are never put together from two sides.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from comparisons.catalogue.changes.diff import (
    ORDERED,
    OWNED,
    SINGULAR,
    Change,
    ChangeKind,
    Subject,
    by_subject,
    diff,
    part_of,
)
from comparisons.catalogue.changes.renaming import with_slugs_of
from comparisons.catalogue.changes.revert import applied
from comparisons.catalogue.checks import Problem, storage_errors
from comparisons.catalogue.codec import canonical
from comparisons.catalogue.removal.removed import removed, unasked
from comparisons.catalogue.removal.uses import uses_of
from comparisons.catalogue.value import Catalogue, Part

Parts = tuple[Any, ...]

# Things that are taken from one side as a whole.
_WHOLE = frozenset({"score", "claim"})


class Origin(StrEnum):
    """Who made a difference between `own` and `shipped`: the new version, an editor, or both."""

    UPDATE = "update"
    EDIT = "edit"
    BOTH = "both"


class Merge(Struct, frozen=True):
    """The merged catalogue, and the differences from `own` to `shipped` by their origin.

    `same` are the changes that both sides made alike. `kept` are things that the new version removed and that stay,
    because something here still names them. `problems` are errors that the merged catalogue has and `own` has not.
    `base` and `shipped` are those that were given, with the slugs of `own`.
    """

    merged: Catalogue
    base: Catalogue
    shipped: Catalogue
    updates: tuple[Change, ...]
    edits: tuple[Change, ...]
    both: tuple[Change, ...]
    same: tuple[Change, ...]
    kept: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


def merge(base: Catalogue, shipped: Catalogue, own: Catalogue) -> Merge:
    """Return what the shipped catalogue brings to `own`, and `own` with it.

    What has another slug in `own`, as aliases tell, keeps that one; the shipped slug becomes an alias of it.
    """
    base, shipped, own = (canonical(one) for one in (with_slugs_of(base, own), with_slugs_of(shipped, own), own))
    same, given = _same(base, shipped, own), (base, shipped)
    base, shipped, deleted = _without_deleted(base, shipped, own)
    found: dict[Origin, list[Change]] = {origin: [] for origin in Origin}
    for change in diff(own, shipped):
        found[_origin(change, base, shipped, own)].append(change)
    merged, kept = _with_what_is_named(own, _merged_part("", base, shipped, own), found[Origin.UPDATE])
    known = set(storage_errors(own))
    return Merge(
        merged=merged,
        base=given[0],
        shipped=given[1],
        updates=tuple(change for change in found[Origin.UPDATE] if change not in kept),
        edits=(*deleted, *found[Origin.EDIT]),
        both=tuple(found[Origin.BOTH]),
        same=same,
        kept=kept,
        problems=tuple(problem for problem in storage_errors(merged) if problem not in known),
    )


def with_theirs(catalogue: Catalogue, shipped: Catalogue, changes: Iterable[Change]) -> Catalogue:
    """Return a catalogue with some of its differences from `shipped` as they are there; all other fields stay."""
    subjects, target = by_subject(changes), shipped
    for subject, own in subjects.items():
        part, there = part_of(catalogue, subject), part_of(shipped, subject)
        if own[0].kind is ChangeKind.CHANGED and subject.thing not in _WHOLE and part is not None and there is not None:
            fields = {change.field: change.new for change in own}
            owned = {name: getattr(there, name) for name in there.__struct_fields__ if name in OWNED}
            target = _with_part(target, subject, replace(part, **fields | owned))
    return replace(applied(catalogue, target, subjects), method=catalogue.method)


def _with_part(catalogue: Catalogue, subject: Subject, part: Part) -> Catalogue:
    """Return a catalogue with another part in the place of one."""
    collection = _COLLECTIONS[subject.thing]
    key, owner = _key_of(collection), subject.owner
    of: Any = catalogue if owner is None else part_of(catalogue, owner)
    parts = tuple(part if getattr(one, key) == subject.key[-1] else one for one in getattr(of, collection))
    changed = replace(of, **{collection: parts})
    return changed if owner is None else _with_part(catalogue, owner, changed)


def _same(base: Catalogue, shipped: Catalogue, own: Catalogue) -> tuple[Change, ...]:
    """Return the changes from the base that both sides made, to the same values."""
    left = {(change.thing, change.key, change.field) for change in diff(own, shipped)}
    here = {(change.kind, change.thing, change.key, change.field) for change in diff(base, own)}
    return tuple(
        change
        for change in diff(base, shipped)
        if (change.kind, change.thing, change.key, change.field) in here
        and (change.thing, change.key, change.field) not in left
    )


def _origin(change: Change, base: Catalogue, shipped: Catalogue, own: Catalogue) -> Origin:
    """Return who made a difference: the side that is not as in the base."""
    subject = Subject(change.thing, change.key, change.kind is ChangeKind.REORDERED)
    if subject.is_order:
        return _origin_of_order(change, base, own)
    before, theirs, ours = (part_of(catalogue, subject) for catalogue in (base, shipped, own))
    if change.kind is ChangeKind.CHANGED and change.thing not in _WHOLE:
        if before is None:
            return Origin.BOTH
        before, theirs, ours = getattr(before, change.field), change.new, change.old
    if ours == before:
        return Origin.UPDATE
    return Origin.EDIT if theirs == before else Origin.BOTH


def _origin_of_order(change: Change, base: Catalogue, own: Catalogue) -> Origin:
    collection = _COLLECTIONS[change.thing]
    owner = part_of(base, Subject(_OWNERS[change.thing], change.key)) if change.key else base
    known = [getattr(part, _key_of(collection)) for part in getattr(owner, collection, ())]
    return _who_reordered(known, list(change.new), list(change.old))


def _who_reordered(before: list[str], theirs: list[str], ours: list[str]) -> Origin:
    """Return who changed the order of the slugs that all three hold. `theirs` and `ours` hold the same slugs."""
    common = set(before) & set(theirs)
    was, there, here = ([slug for slug in slugs if slug in common] for slugs in (before, theirs, ours))
    if here == was and there != was:
        return Origin.UPDATE
    return Origin.EDIT if there == was and here != was else Origin.BOTH


_COLLECTIONS = {thing: collection for collection, thing in SINGULAR.items()}
_OWNERS = {"choice": "question", "extension": "framework"}


def _key_of(collection: str) -> str:
    return OWNED.get(collection, "slug")


# The merged catalogue


def _merged_part(thing: str, base: Any, shipped: Any, own: Any) -> Any:
    """Merge a part that both sides have. `base` is None if it had none."""
    if own in (base, shipped):
        return shipped
    if shipped == base or thing in _WHOLE:
        return own
    values = {}
    for name in own.__struct_fields__:
        before = getattr(base, name) if base is not None else ()
        theirs, ours = getattr(shipped, name), getattr(own, name)
        if name in SINGULAR and (isinstance(own, Catalogue) or name in OWNED):
            values[name] = _merged_collection(name, before, theirs, ours)
        else:
            is_ours = base is not None and ours == before
            values[name] = theirs if is_ours else ours
    return replace(own, **values)


def _merged_collection(name: str, base: Parts, shipped: Parts, own: Parts) -> Parts:
    key = _key_of(name)
    before, theirs, ours = ({getattr(part, key): part for part in parts} for parts in (base, shipped, own))
    merged: dict[str, Part] = {}
    for slug in (*ours, *(slug for slug in theirs if slug not in ours)):
        if slug in ours and slug in theirs:
            merged[slug] = _merged_part(SINGULAR[name], before.get(slug), theirs[slug], ours[slug])
        elif slug in ours and (slug not in before or ours[slug] != before[slug]):
            merged[slug] = ours[slug]  # added or changed here
        elif slug in theirs and slug not in before:
            merged[slug] = theirs[slug]  # added there
    if name not in ORDERED:
        return tuple(merged.values())
    order = _merged_order(list(before), list(theirs), list(ours), merged)
    return tuple(merged[slug] for slug in order)


def _merged_order(before: list[str], theirs: list[str], ours: list[str], merged: Mapping[str, Part]) -> list[str]:
    """Return the slugs of the merged parts in the order of the side that changed it, else in ours.

    Slugs of one side alone follow the one that precedes them on that side.
    """
    common = [slug for slug in theirs if slug in ours]
    origin = _who_reordered(before, common, [slug for slug in ours if slug in common])
    first, second = (theirs, ours) if origin is Origin.UPDATE else (ours, theirs)
    order = [slug for slug in first if slug in merged]
    for place, slug in enumerate(second):
        if slug in merged and slug not in order:
            preceding = [other for other in second[:place] if other in order]
            order.insert(order.index(preceding[-1]) + 1 if preceding else 0, slug)
    return order


# References


def _without_deleted(base: Catalogue, shipped: Catalogue, own: Catalogue) -> tuple[Catalogue, Catalogue, list[Change]]:
    """Return base and shipped catalogue without what editors deleted or retired, so that no update names it.

    What was deleted is returned too, as additions that loading the shipped catalogue as it is would make.
    """
    deleted = []
    for thing in ("source", "criterion", "group", "framework", "question", "choice"):
        gone = _keys(base, thing) & _keys(shipped, thing) - _keys(own, thing)
        deleted += [Change(ChangeKind.ADDED, thing, key) for key in sorted(gone)]
        if gone:
            base, shipped = removed(base, thing, gone), removed(shipped, thing, gone)
    retired = [
        criterion.slug
        for criterion in own.criteria
        if criterion.retired and not getattr(base.criterion_by_slug.get(criterion.slug), "retired", False)
    ]
    return canonical(unasked(base, retired)), canonical(unasked(shipped, retired)), deleted


def _keys(catalogue: Catalogue, thing: str) -> set[tuple[str, ...]]:
    if thing == "choice":
        return {(question.slug, choice.slug) for question in catalogue.questions for choice in question.choices}
    return {(part.slug,) for part in getattr(catalogue, _COLLECTIONS[thing])}


def _with_what_is_named(
    own: Catalogue, merged: Catalogue, updates: Iterable[Change]
) -> tuple[Catalogue, tuple[Change, ...]]:
    """Put back what the new version removed and the merged catalogue names, and return it."""
    gone = [change for change in updates if change.kind is ChangeKind.REMOVED and len(change.key) == 1]
    kept: list[Change] = []
    while named := [c for c in gone if c not in kept and uses_of(merged, c.thing, [c.key])]:
        for change in named:
            collection = _COLLECTIONS[change.thing]
            back = part_of(own, Subject(change.thing, change.key))
            merged = replace(merged, **{collection: (*getattr(merged, collection), back)})
        kept += named
    return canonical(merged), tuple(kept)
