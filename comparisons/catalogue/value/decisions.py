"""Real decisions of projects, which test the advice."""

from enum import StrEnum

from comparisons.catalogue.value.part import Part
from comparisons.catalogue.value.questions import Answer


class Strength(StrEnum):
    """How well the right first places of a scenario are established."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


class StoryFact(Part, frozen=True):
    """What a record says of its project under one topic, such as team or traffic."""

    topic: str
    text: str


class TurnedDown(Part, frozen=True):
    """An option that a project did not take, and why. The name is in the words of its record."""

    name: str
    reason: str


class Scenario(Part, frozen=True):
    """A real decision whose right first places are known; guards the advice like a test.

    `chosen` are the frameworks that the project itself took, `weighed` the options that it considered, each in a line
    in the words of its record. `decided` is the record's own word: '2019', '2023 or later'. `source` is the title of
    the page at `address`. One that is set `aside` measures the advice, which is never tuned on it.
    """

    slug: str
    title: str
    story: str
    answers: tuple[Answer, ...]
    right: tuple[str, ...]
    unacceptable: tuple[str, ...]
    group: str
    strength: Strength
    chosen: tuple[str, ...] = ()
    address: str = ""
    aliases: tuple[str, ...] = ()
    facts: tuple[StoryFact, ...] = ()
    weighed: tuple[str, ...] = ()
    turned_down: tuple[TurnedDown, ...] = ()
    outcome: str = ""
    decided: str = ""
    source: str = ""
    aside: bool = False
