"""The values of changed fields as text, before and after."""

from msgspec import Struct

from comparisons.catalogue.codec import to_plain
from comparisons.catalogue.diff import Change, ChangeKind, Subject, part_of, written_out
from comparisons.catalogue.value import Catalogue, Part


class FieldChange(Struct, frozen=True):
    """A field with its values as text, '' where there is none."""

    name: str
    before: str
    after: str


def field_changes(change: Change, old: Catalogue, new: Catalogue) -> list[FieldChange]:
    """Return the field of a change, or all fields of a thing that is added or removed."""
    if change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
        subject = Subject(change.thing, change.key)
        before, after = (_fields(part_of(catalogue, subject)) for catalogue in (old, new))
    else:
        before, after = {change.field: written_out(change.old)}, {change.field: written_out(change.new)}
    return [
        FieldChange(name=name.replace("_", " ").capitalize(), before=before.get(name, ""), after=after.get(name, ""))
        for name in before | after
    ]


def _fields(part: Part | None) -> dict[str, str]:
    written = {name: written_out(value) for name, value in to_plain(part).items()} if part else {}
    return {name: text for name, text in written.items() if text}
