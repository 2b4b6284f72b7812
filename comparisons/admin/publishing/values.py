"""The values of changed fields as text, before and after."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from msgspec import Struct

from comparisons.catalogue.changes.diff import Change, ChangeKind, Subject, part_of, written_out
from comparisons.catalogue.codec import to_plain
from comparisons.catalogue.value import Catalogue, Part

# Words with the blanks after them. Longer texts are compared as a whole.
_WORD = re.compile(r"\S+\s*|\s+")
_MOST_WORDS = 2000


class Piece(Struct, frozen=True):
    """A part of a text, which the other text has as well or not."""

    text: str
    differs: bool


class FieldChange(Struct, frozen=True):
    """A field with its values as text, '' where there is none."""

    name: str
    before: str
    after: str

    @property
    def pieces_before(self) -> list[Piece]:
        return list(pieces(self.before, self.after))

    @property
    def pieces_after(self) -> list[Piece]:
        return list(pieces(self.after, self.before))


def pieces(text: str, other: str) -> Iterator[Piece]:
    """Yield a text in pieces, which tell the words that another text lacks. Nothing is marked beside an empty text."""
    words, others = _WORD.findall(text), _WORD.findall(other)
    if not (words and others) or max(len(words), len(others)) > _MOST_WORDS:
        yield Piece(text, differs=False)
        return
    # In one order whichever is asked for, so that both texts are aligned alike.
    turned = text > other
    matcher = SequenceMatcher(None, others if turned else words, words if turned else others, autojunk=False)
    for kind, *ends in matcher.get_opcodes():
        start, end = ends[2:] if turned else ends[:2]
        if start < end:
            yield Piece("".join(words[start:end]), differs=kind != "equal")


def field_changes(change: Change, old: Catalogue, new: Catalogue) -> list[FieldChange]:
    """Return the field of a change, or all fields of a thing that is added or removed."""
    if change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
        subject = Subject(change.thing, change.key)
        before, after = (fields_of(part_of(catalogue, subject)) for catalogue in (old, new))
    else:
        before, after = {change.field: written_out(change.old)}, {change.field: written_out(change.new)}
    return [
        FieldChange(name=name.replace("_", " ").capitalize(), before=before.get(name, ""), after=after.get(name, ""))
        for name in before | after
    ]


def fields_of(part: Part | None) -> dict[str, str]:
    """Return the fields of a part as text, without empty ones; none of no part."""
    written = {name: written_out(value) for name, value in to_plain(part).items()} if part else {}
    return {name: text for name, text in written.items() if text}
