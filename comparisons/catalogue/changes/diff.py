"""The differences between two catalogues, and sentences that describe them to editors and visitors."""

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from functools import cache
from textwrap import indent
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import fields

from comparisons.catalogue.changes.renaming import Renames, renamed, renames
from comparisons.catalogue.codec import canonical, to_plain
from comparisons.catalogue.value import Catalogue, HouseRule, Part

# Nested parts that have changes of their own, and the field that identifies them within their owner.
OWNED = {"scores": "criterion", "extensions": "slug", "choices": "slug"}
SINGULAR = {
    "groups": "group",
    "criteria": "criterion",
    "frameworks": "framework",
    "scores": "score",
    "extensions": "extension",
    "sources": "source",
    "claims": "claim",
    "questions": "question",
    "choices": "choice",
    "scenarios": "scenario",
    "starting_points": "startingpoint",
    "moves": "move",
    "packages": "package",
}
COLLECTIONS = {thing: collection for collection, thing in SINGULAR.items()}
# The kinds of things that are parts of another one, with the kind of their owner.
OWNERS = {"score": "framework", "extension": "framework", "choice": "question"}
# Collections in display order.
ORDERED = ("groups", "criteria", "claims", "questions", "choices", "extensions", "starting_points")
# Kinds of things whose name is not one word.
_WORDS = {"startingpoint": "starting point"}
# Kinds of things whose names stand in sentences without quotation marks.
_PROPER = ("framework", "criterion", "extension", "group")
# Longer values are not quoted in sentences.
_MAX_QUOTED = 60


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REORDERED = "reordered"


class Change(Struct, frozen=True):
    """One difference. `key` identifies the changed thing: ('django', 'admin') for a score.

    `old` and `new` are given for a changed `field`, and None for a thing added or removed. A renamed thing is a change
    of its field `slug`, and `key` has the new one.
    """

    kind: ChangeKind
    thing: str
    key: tuple[str, ...]
    field: str = ""
    old: Any = None
    new: Any = None


class Subject(Struct, frozen=True):
    """What changes are about: a thing, or the order of the things with the owner `key`."""

    thing: str
    key: tuple[str, ...]
    is_order: bool = False

    @property
    def name(self) -> str:
        """A name for use in URLs: 'score/django/admin', 'order/criterion', 'order/choice/team'."""
        return "/".join((*(["order"] if self.is_order else []), self.thing, *self.key))

    @property
    def owner(self) -> "Subject | None":
        """The framework or question that a score, extension, choice, or an order of them belongs to."""
        return Subject(OWNERS[self.thing], self.key[:1]) if self.thing in OWNERS else None


def by_subject(changes: Iterable[Change]) -> dict[Subject, tuple[Change, ...]]:
    """Group the changes by subject."""
    found: dict[Subject, list[Change]] = {}
    for change in changes:
        subject = Subject(change.thing, change.key, change.kind is ChangeKind.REORDERED)
        found.setdefault(subject, []).append(change)
    return {subject: tuple(own) for subject, own in found.items()}


def covering(subject: Subject, changes: Collection[Subject]) -> Subject | None:
    """Return the change that a subject is part of: its own, or that of an owner that is added or removed whole."""
    if subject in changes:
        return subject
    return subject.owner if subject.owner in changes else None


def part_of(catalogue: Catalogue, subject: Subject) -> Part | None:
    """Return the part that a subject is about, or None if there is none."""
    return _by_slug(*_siblings(catalogue, subject)).get(subject.key[-1]) if subject.key else None


def _siblings(catalogue: Catalogue, subject: Subject) -> tuple[tuple[Any, ...], str]:
    """Return the collection that contains a subject, and the field that identifies its parts."""
    collection = COLLECTIONS[subject.thing]
    if subject.owner is None:
        return getattr(catalogue, collection), "slug"
    owner = part_of(catalogue, subject.owner)
    return getattr(owner, collection, ()), OWNED[collection]


def _by_slug(parts: tuple[Any, ...], key_field: str) -> dict[str, Any]:
    return {getattr(part, key_field): part for part in parts}


def diff(old: Catalogue, new: Catalogue) -> tuple[Change, ...]:
    """Return all differences from `old` to `new`; within a collection, removals come first.

    Adding or removing a thing is one change, whatever parts it has, and so is renaming it, wherever it is named.
    """
    old, new = canonical(old), canonical(new)
    found = renames(old, new)
    return (*_renamed(found), *_diff_owner((), canonical(renamed(old, found, aliased=True)), new))


def _renamed(found: Renames) -> Iterator[Change]:
    for collection, slugs in found.parts.items():
        for old, new in slugs.items():
            yield Change(ChangeKind.CHANGED, SINGULAR[collection], (new,), "slug", old, new)
    for question, slugs in found.choices.items():
        for old, new in slugs.items():
            yield Change(ChangeKind.CHANGED, "choice", (question, new), "slug", old, new)


@cache
def _names(part: type[Part]) -> tuple[str, ...]:
    """Return the names of a part's fields. Cached, because looking them up takes longer than comparing values."""
    return tuple(field.name for field in fields(part))


def _diff_owner(key: tuple[str, ...], old: Part, new: Part) -> Iterator[Change]:
    for name in _names(type(new)):
        if isinstance(new, Catalogue) and name in SINGULAR:
            yield from _diff_collection(key, name, "slug", getattr(old, name), getattr(new, name))
        elif name in OWNED:
            yield from _diff_collection(key, name, OWNED[name], getattr(old, name), getattr(new, name))


def _diff_collection(
    owner: tuple[str, ...], name: str, key_field: str, old: tuple[Part, ...], new: tuple[Part, ...]
) -> Iterator[Change]:
    before = {getattr(part, key_field): part for part in old}
    after = {getattr(part, key_field): part for part in new}
    thing = SINGULAR[name]
    for slug in sorted(before.keys() - after.keys()):
        yield Change(ChangeKind.REMOVED, thing, (*owner, slug))
    for slug, part in after.items():
        if slug not in before:
            yield Change(ChangeKind.ADDED, thing, (*owner, slug))
        elif part != before[slug]:
            yield from _diff_thing(thing, (*owner, slug), before[slug], part)
    if name in ORDERED:
        yield from _diff_order(thing, owner, list(before), list(after))


def _diff_thing(thing: str, key: tuple[str, ...], old: Part, new: Part) -> Iterator[Change]:
    for name in _names(type(new)):
        if name not in OWNED and getattr(old, name) != getattr(new, name):
            yield Change(ChangeKind.CHANGED, thing, key, name, getattr(old, name), getattr(new, name))
    yield from _diff_owner(key, old, new)


def _diff_order(thing: str, owner: tuple[str, ...], old: list[str], new: list[str]) -> Iterator[Change]:
    kept_before = [slug for slug in old if slug in set(new)]
    kept_after = [slug for slug in new if slug in set(old)]
    if kept_before != kept_after:
        yield Change(ChangeKind.REORDERED, thing, owner, "order", tuple(kept_before), tuple(kept_after))


def sentence(change: Change, *catalogues: Catalogue) -> str:
    """Return a sentence such as 'Score of Django on Admin: value 9 becomes 10.'

    Names are looked up in the catalogues in order; if none has the thing, its slug is used.
    """
    subject = subject_words(change, *catalogues)
    if change.field == "retired":
        return f"{subject} is retired." if change.new else f"{subject} is in use again."
    if change.field == "aside":
        return f"{subject} is set aside." if change.new else f"{subject} is no longer set aside."
    if change.kind is ChangeKind.ADDED:
        return f"{subject} is new."
    if change.kind is ChangeKind.REMOVED:
        return f"{subject} is gone."
    if change.kind is ChangeKind.REORDERED:
        return f"{subject} has changed."
    return f"{subject}: {_field(change)}."


def lines_of(change: Change, new: Catalogue, old: Catalogue) -> Iterator[str]:
    """Yield a change as lines of a listing: its sentence, and the values that the sentence does not quote, whole."""
    yield f"  {sentence(change, new, old)}\n"
    if change.kind is ChangeKind.CHANGED and not is_quoted(change):
        for name, value in (("here", change.old), ("new", change.new)):
            text = indent(written_out(value) or "(none)", " " * 10).strip()
            yield f"    {name + ':':6}{text}\n"


def subject_words(change: Change, *catalogues: Catalogue) -> str:
    """Return what a change is about: 'Score of Django on Admin', 'The order of the criteria'."""
    if change.kind is ChangeKind.REORDERED:
        of = f" of {_name(_owner(change), catalogues)}" if change.key else ""
        return f"The order of the {_plural(change.thing)}{of}"
    if change.thing == "score":
        criterion = Subject("criterion", change.key[1:])
        return f"Score of {_name(_owner(change), catalogues)} on {_name(criterion, catalogues)}"
    own = _name(Subject(change.thing, change.key), catalogues)
    of = f" of {_name(_owner(change), catalogues)}" if change.thing in OWNERS else ""
    return f"{_WORDS.get(change.thing, change.thing).capitalize()} {own}{of}"


def _owner(change: Change) -> Subject:
    return Subject(OWNERS[change.thing], change.key[:1])


def _name(subject: Subject, catalogues: tuple[Catalogue, ...]) -> str:
    """Return the name of a framework or criterion; other titles and texts in quotes, or the slug for long ones."""
    for catalogue in catalogues:
        if part := part_of(catalogue, subject):
            name = next(getattr(part, field) for field in ("name", "title", "text", "slug") if hasattr(part, field))
            return name if subject.thing in _PROPER else f"'{name if len(name) <= _MAX_QUOTED else subject.key[-1]}'"
    return f"'{subject.key[-1]}'"


def _plural(thing: str) -> str:
    return {"criterion": "criteria", "choice": "choices"}.get(thing, f"{_WORDS.get(thing, thing)}s")


def _field(change: Change) -> str:
    name = change.field.replace("_", " ")
    if name == "slug":
        return f"renamed from {_plain(change.old)} to {_plain(change.new)}"
    if name == "aliases":
        return _aliases(change)
    if change.field == "house_rule":
        return _house_rule(change)
    if is_quoted(change):
        return f"{name} {_plain(change.old)} becomes {_plain(change.new)}"
    return f"{name} changed"


def _house_rule(change: Change) -> str:
    old, new = (rule.ring if isinstance(rule, HouseRule) else "none" for rule in (change.old, change.new))
    return f"house rule {old} becomes {new}" if old != new else f"reason or day of the house rule {new} changed"


def _aliases(change: Change) -> str:
    added = [_plain(name) for name in change.new if name not in change.old]
    removed = [_plain(name) for name in change.old if name not in change.new]
    words = [f"now also found as {', '.join(added)}"] if added else []
    return " and ".join([*words, *([f"no longer found as {', '.join(removed)}"] if removed else [])])


def _is_plain(value: Any) -> bool:
    return not isinstance(value, tuple | Part) and len(str(value)) <= _MAX_QUOTED and "\n" not in str(value)


def is_quoted(change: Change) -> bool:
    """Whether the sentence of a change of a field gives the old and the new value."""
    return change.field in ("retired", "aside") or (_is_plain(change.old) and _is_plain(change.new))


def _plain(value: Any) -> str:
    if value is None or value is UNSET or value == "":
        return "(none)"
    if isinstance(value, float):
        return f"{value:g}"
    return f"'{value}'" if type(value) is str else str(value)


def written_out(value: Any) -> str:
    """Return a value as text: lists with commas, parts with a line for each field."""
    if isinstance(value, Part):
        value = to_plain(value)
    if isinstance(value, dict):
        written = {name.replace("_", " "): written_out(one) for name, one in value.items()}
        return "\n".join(f"{name}: {text}" for name, text in written.items() if text)
    if isinstance(value, tuple | list):
        flat = all(isinstance(one, str) for one in value)
        return (", " if flat else "\n\n").join(map(written_out, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None or value is UNSET else f"{value:g}" if isinstance(value, float) else str(value)
