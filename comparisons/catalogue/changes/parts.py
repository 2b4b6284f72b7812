"""Putting one thing of a catalogue in place of another, and encoding it by itself."""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

import msgspec
from msgspec.structs import fields, replace

from comparisons.catalogue.changes.diff import COLLECTIONS, OWNED, SINGULAR, Subject, part_of
from comparisons.catalogue.value import Catalogue, Framework, Part, Question

# What names a thing in addresses. Going back to an older version leaves it.
_NAMES = ("slug", "aliases", "criterion")


@cache
def _types() -> Mapping[str, type[Part]]:
    """Return the type of each kind of thing, as the collections that hold them say."""
    collections = [field for owner in (Catalogue, Framework, Question) for field in fields(owner)]
    return {SINGULAR[field.name]: get_args(field.type)[0] for field in collections if field.name in SINGULAR}


class Unreadable(ValueError):
    """A thing was encoded by a release whose things had other fields."""


def encoded(part: Part | None, *, whole: bool = False) -> str:
    """Return a thing as JSON, '' for none. Its scores, extensions or choices are left out unless it is `whole`."""
    if part is None:
        return ""
    return msgspec.json.encode(part if whole else _alone(part)).decode()


def decoded(thing: str, text: str) -> Part:
    """Return the thing that `encoded` wrote. Raises Unreadable."""
    try:
        return msgspec.json.decode(text, type=_types()[thing])
    except msgspec.MsgspecError as error:
        raise Unreadable(str(error)) from error


def _alone(part: Part) -> Part:
    return replace(part, **dict.fromkeys(_owned(part), ()))


def _owned(part: Part) -> list[str]:
    return [name for name in part.__struct_fields__ if name in OWNED]


def with_part(catalogue: Catalogue, subject: Subject, part: Part) -> Catalogue:
    """Return the catalogue with a thing as in `part`: added where there is none, else under its present names.

    Scores, extensions and choices of what is there stay as they are.
    """
    there = part_of(catalogue, subject)
    if there is not None:
        kept = [*_owned(there), *(name for name in _names_of(subject) if name in there.__struct_fields__)]
        part = replace(part, **{name: getattr(there, name) for name in kept})
    collection = COLLECTIONS[subject.thing]
    if subject.owner is None:
        return replace(catalogue, **{collection: _swapped(getattr(catalogue, collection), there, part)})
    owner = part_of(catalogue, subject.owner)
    if owner is None:
        raise LookupError(f"There is no {subject.owner.thing} {'/'.join(subject.owner.key)} any more.")
    changed = replace(owner, **{collection: _swapped(getattr(owner, collection), there, part)})
    owners = COLLECTIONS[subject.owner.thing]
    return replace(catalogue, **{owners: _swapped(getattr(catalogue, owners), owner, changed)})


def _names_of(subject: Subject) -> tuple[str, ...]:
    return _NAMES if subject.thing == "score" else _NAMES[:2]


def _swapped(parts: tuple[Any, ...], old: Part | None, new: Part) -> tuple[Any, ...]:
    return tuple(new if part is old else part for part in parts) if old is not None else (*parts, new)
