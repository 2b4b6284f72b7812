"""Questions, what their choices do, and answers that a visitor can start from."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec.structs import replace

from comparisons.catalogue.value.part import Part


class Importance(StrEnum):
    NOT_AT_ALL = "not-at-all"
    A_LITTLE = "a-little"
    SOMEWHAT = "somewhat"
    A_LOT = "a-lot"
    DECISIVE = "decisive"


class Effect(Part, frozen=True):
    criterion: str
    importance: Importance


class Requirement(Part, frozen=True):
    """A must-have: exactly one of `at_least`, `at_most`, `one_of` is given."""

    criterion: str
    at_least: float | None = None
    at_most: float | None = None
    one_of: tuple[str, ...] = ()


class Choice(Part, frozen=True):
    """An `exclusive` choice says that the others do not apply ('no', 'none of these').

    It may move nothing, and where several answers can be given it stands alone. `clause` is the answer as a part of a
    sentence, for after "if" or "because": 'staff need a back office'.
    """

    slug: str
    text: str
    help: str = ""
    clause: str = ""
    exclusive: bool = False
    effects: tuple[Effect, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    aliases: tuple[str, ...] = ()


class Condition(Part, frozen=True):
    """Holds when any of these choices of a question was made."""

    question: str
    choices: tuple[str, ...]


class Question(Part, frozen=True):
    """Asked when all of its conditions hold. They name different questions, each asked before this one.

    In a canonical catalogue (codec.py) conditions are sorted by the slugs of these questions, and `asked_after` is the
    first. `topic` is what it is about, for the list from which visitors pick; without one it is not on the list.
    """

    slug: str
    text: str
    help: str
    why: str
    choices: tuple[Choice, ...]
    multiple: bool = False
    asked_after: Condition | None = None
    also_after: tuple[Condition, ...] = ()
    aliases: tuple[str, ...] = ()
    topic: str = ""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return (self.asked_after, *self.also_after) if self.asked_after else self.also_after

    def with_conditions(self, conditions: Iterable[Condition]) -> "Question":
        """Return the question with other conditions."""
        first, *others = (*conditions, None)
        return replace(self, asked_after=first, also_after=tuple(c for c in others if c is not None))


class Answer(Part, frozen=True):
    question: str
    choices: tuple[str, ...]


class StartingPoint(Part, frozen=True):
    """Answers that a visitor can start from and change, such as those of a usual web shop."""

    slug: str
    name: str
    description: str
    answers: tuple[Answer, ...]
