"""What leans on a thing of the catalogue, and what is decided about each kind of it."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

Key = tuple[str, ...]
SIDES = ("strengths", "drawbacks", "suited_for", "not_suited_for")


class Action(StrEnum):
    """REMOVE takes the thing out of what names it, REPLACE puts another one there, DELETE deletes what names it."""

    REMOVE = "remove"
    REPLACE = "replace"
    DELETE = "delete"


class Decision(Struct, frozen=True):
    """What to do with one kind of uses. `target` is the slug of the replacement, 'question/choice' for a choice."""

    action: Action
    target: str = ""


# Decisions by kind of use. Kinds without one: taken out where that is possible, else deleted.
Decisions = Mapping[str, Decision]


class Use(Struct, frozen=True):
    """One place that names a thing: words, and the thing whose form holds the place."""

    text: str
    thing: str
    key: Key


class Option(Struct, frozen=True):
    action: Action
    label: str


class Uses(Struct, frozen=True):
    """All uses of one kind. A single option is no choice: that is what happens."""

    kind: str
    title: str
    uses: tuple[Use, ...]
    options: tuple[Option, ...]


def goes(label: str = "Goes with it") -> Option:
    """Return the only option of what is deleted in any case."""
    return Option(Action.DELETE, label)
