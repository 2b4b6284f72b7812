"""The order of the questions: when each is asked, in words and as a map like that of a railway. Pure.

On the map one line goes straight down, through all questions that are always asked. Branches leave it where answers
lead to further questions, and come back to it behind them.
"""

from collections.abc import Sequence
from enum import StrEnum
from textwrap import wrap

from msgspec import Struct

from comparisons.catalogue.reach import never_asked
from comparisons.catalogue.value import Catalogue, Question

__all__ = ["Asked", "Map", "Station", "Step", "draw", "steps"]

# Lengths on the map are in tenths of an em of its own text, so that it grows with the reader's letters.
_LINE = 13
_GAP = 17
_LANE = 20
_BEND = 8
_MARGIN = 12
_WORDS = 225
# As many letters of a line as find room in that, with some to spare.
_LETTERS = 32
_SMALL_LETTERS = 38


class Asked(StrEnum):
    ALWAYS = "always"
    AFTER = "after"
    NEVER = "never"


class Step(Struct, frozen=True):
    """A question in its place. `answers` to the question of number `after` lead to it; `leads_to` are numbers too."""

    number: int
    question: Question
    asked: Asked
    after: int = 0
    answers: tuple[str, ...] = ()
    leads_to: tuple[int, ...] = ()

    @property
    def when(self) -> str:
        """Say when it is asked: 'Only after question 1 with “A site” or “A service”.'"""
        if self.asked is Asked.ALWAYS:
            return "Always asked."
        if self.asked is Asked.NEVER:
            return "Never asked: no answer leads to it."
        answers = [f"“{answer}”" for answer in self.answers]
        return f"Only after question {self.after} with {' or '.join(answers)}."


class Station(Struct, frozen=True):
    """A question on the map. The first line of its `text` stands at the height of its dot, `when` below the last."""

    asked: Asked
    x: int
    y: int
    text: tuple[str, ...]
    when: tuple[str, ...]

    @property
    def when_y(self) -> int:
        return self.y + _LINE * len(self.text)

    @property
    def bottom(self) -> int:
        return self.when_y + _LINE * len(self.when)


class Map(Struct, frozen=True):
    """`line` and `branches` are data of SVG paths, empty where there is none; all words start at `words_x`."""

    title: str
    description: str
    width: int
    height: int
    words_x: int
    line: str
    branches: tuple[str, ...]
    stations: tuple[Station, ...]

    @property
    def ems(self) -> tuple[float, float]:
        """Width and height in em."""
        return self.width / 10, self.height / 10


class _Branch(Struct, frozen=True):
    """The stops that the same answers at `start` lead to. A question that is never asked has one to itself."""

    start: int
    stops: tuple[int, ...]

    @property
    def end(self) -> int:
        return self.stops[-1]


def steps(catalogue: Catalogue) -> tuple[Step, ...]:
    """Return all questions in their order, each with what leads to it and what it leads to."""
    unasked = never_asked(catalogue)
    numbers = {question.slug: number for number, question in enumerate(catalogue.questions, start=1)}
    return tuple(
        Step(
            number=number,
            question=question,
            asked=_asked(question, unasked),
            after=numbers.get(question.asked_after.question, 0) if question.asked_after else 0,
            answers=_answers(catalogue, question),
            leads_to=tuple(
                numbers[other.slug]
                for other in catalogue.questions
                if other.asked_after and other.asked_after.question == question.slug and other.slug not in unasked
            ),
        )
        for number, question in enumerate(catalogue.questions, start=1)
    )


def _asked(question: Question, unasked: frozenset[str]) -> Asked:
    if question.slug in unasked:
        return Asked.NEVER
    return Asked.AFTER if question.asked_after else Asked.ALWAYS


def _answers(catalogue: Catalogue, question: Question) -> tuple[str, ...]:
    condition = question.asked_after
    asked = catalogue.question_by_slug.get(condition.question) if condition else None
    if condition is None or asked is None:
        return ()
    return tuple(choice.text for choice in asked.choices if choice.slug in condition.choices)


def draw(steps: Sequence[Step]) -> Map:
    """Return the map of these questions."""
    branches = _branches(steps)
    lanes = _lanes(branches)
    lane_of = {stop: lane for branch, lane in zip(branches, lanes, strict=True) for stop in branch.stops}
    stations, top = [], _MARGIN
    for step in steps:
        stations.append(_station(step, x=_x(lane_of.get(step.number, 0)), y=top))
        top = stations[-1].bottom + _GAP
    words_x = _x(max(lanes, default=0)) + _LANE
    return Map(
        title="The order of the questions",
        description=_description(steps),
        width=words_x + _WORDS,
        height=top,
        words_x=words_x,
        line=_line(stations),
        branches=tuple(_path(branch, stations) for branch in branches if branch.start < branch.end),
        stations=tuple(stations),
    )


def _branches(steps: Sequence[Step]) -> list[_Branch]:
    stops: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for step in steps:
        if step.asked is Asked.AFTER:
            stops.setdefault((step.after, step.answers), []).append(step.number)
        elif step.asked is Asked.NEVER:
            stops[step.number, ()] = [step.number]
    return sorted((_Branch(start, tuple(own)) for (start, _), own in stops.items()), key=lambda b: (b.start, b.end))


def _lanes(branches: Sequence[_Branch]) -> list[int]:
    """Return the lane of each branch, right of the line: the first in which no other is on its way there."""
    free_after: list[int] = []
    lanes = []
    for branch in branches:
        free = [lane for lane, end in enumerate(free_after) if end < branch.start]
        lane = free[0] if free else len(free_after)
        free_after[lane : lane + 1] = [branch.end]
        lanes.append(lane + 1)
    return lanes


def _x(lane: int) -> int:
    return _MARGIN + _LANE * lane


def _station(step: Step, x: int, y: int) -> Station:
    when = [] if step.asked is Asked.ALWAYS else wrap(step.when, _SMALL_LETTERS)
    text = wrap(f"{step.number}. {step.question.text}", _LETTERS)
    return Station(asked=step.asked, x=x, y=y, text=tuple(text), when=tuple(when))


def _line(stations: Sequence[Station]) -> str:
    always = [station.y for station in stations if station.asked is Asked.ALWAYS]
    return f"M{_x(0)} {always[0]}V{always[-1]}" if always else ""


def _path(branch: _Branch, stations: Sequence[Station]) -> str:
    """From the dot where it starts to its lane, down to its last stop and, if the line goes on, back to that."""
    start, end = stations[branch.start - 1], stations[branch.end - 1]
    side = _BEND if end.x > start.x else -_BEND
    path = f"M{start.x} {start.y}H{end.x - side}Q{end.x} {start.y} {end.x} {start.y + _BEND}V{end.y}"
    if not any(station.asked is Asked.ALWAYS for station in stations[branch.end :]):
        return path
    back, line = stations[branch.end].y - _GAP + 1, _x(0)
    path += f"V{back - _BEND}Q{end.x} {back} {end.x - _BEND} {back}"
    return path + f"H{line + _BEND}Q{line} {back} {line} {back + _BEND}"


def _description(steps: Sequence[Step]) -> str:
    always = sum(step.asked is Asked.ALWAYS for step in steps)
    said = [f"{len(steps)} question{'' if len(steps) == 1 else 's'}, {always} of them always asked."]
    said += [f"Question {step.number}: {step.when}" for step in steps if step.asked is not Asked.ALWAYS]
    return " ".join(said)
