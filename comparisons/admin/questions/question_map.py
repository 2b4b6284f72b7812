"""When each question is asked, as text and as a map in the style of a railway line. Pure.

The main line runs straight down through the questions that are always asked. Branches hold the questions that depend
on earlier answers, and rejoin the line below them.
"""

from collections.abc import Sequence
from enum import StrEnum
from textwrap import wrap

from msgspec import Struct

from comparisons.catalogue.reachability import never_asked
from comparisons.catalogue.value import Catalogue, Condition, Question
from comparisons.catalogue.wording import counted

# Lengths are in tenths of an em of the map's text, so that the map scales with the font size.
_LINE = 13
_GAP = 17
_LANE = 20
_BEND = 8
_MARGIN = 12
_TEXT_WIDTH = 225
# How many characters of a question, and of the smaller text below, fit into that width.
_LETTERS = 32
_SMALL_LETTERS = 38


class Asked(StrEnum):
    ALWAYS = "always"
    AFTER = "after"
    NEVER = "never"


class After(Struct, frozen=True):
    """The number of an earlier question (0: there is none such), and the answers to it of which one is enough."""

    number: int
    answers: tuple[str, ...]

    def __str__(self) -> str:
        return f"question {self.number} with {' or '.join(f'“{answer}”' for answer in self.answers)}"


class Step(Struct, frozen=True):
    """A question and its number. It is asked when all of `after` hold; `leads_to` are numbers."""

    number: int
    question: Question
    asked: Asked
    after: tuple[After, ...] = ()
    leads_to: tuple[int, ...] = ()

    @property
    def when(self) -> str:
        """A sentence such as 'Only after question 1 with “A site” or “A service”.'"""
        if self.asked is Asked.ALWAYS:
            return "Always asked."
        if self.asked is Asked.NEVER:
            return "Never asked: no answer leads to it."
        return f"Only after {' and '.join(map(str, self.after))}."


class Station(Struct, frozen=True):
    """A question on the map, with its dot at x, y. `text` starts at the height of the dot; `when` is below it."""

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
    """`line` (may be '') and `branches` are SVG path data; all text starts at `words_x`. Lengths in tenths of an em."""

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
    """The numbers of the questions asked after the same answers, the last to question `start`, or one never asked."""

    start: int
    stops: tuple[int, ...]

    @property
    def end(self) -> int:
        return self.stops[-1]


def steps(catalogue: Catalogue) -> tuple[Step, ...]:
    """Return all questions in order, each with its condition and the questions that depend on it."""
    unasked = never_asked(catalogue)
    numbers = {question.slug: number for number, question in enumerate(catalogue.questions, start=1)}
    return tuple(
        Step(
            number=number,
            question=question,
            asked=_asked(question, unasked),
            after=tuple(
                After(numbers.get(condition.question, 0), _answers(catalogue, condition))
                for condition in question.conditions
            ),
            leads_to=tuple(
                numbers[other.slug]
                for other in catalogue.questions
                if other.slug not in unasked and any(c.question == question.slug for c in other.conditions)
            ),
        )
        for number, question in enumerate(catalogue.questions, start=1)
    )


def _asked(question: Question, unasked: frozenset[str]) -> Asked:
    if question.slug in unasked:
        return Asked.NEVER
    return Asked.AFTER if question.conditions else Asked.ALWAYS


def _answers(catalogue: Catalogue, condition: Condition) -> tuple[str, ...]:
    asked = catalogue.question_by_slug.get(condition.question)
    return tuple(choice.text for choice in asked.choices if choice.slug in condition.choices) if asked else ()


def draw(steps: Sequence[Step]) -> Map:
    """Return the layout of the map."""
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
        width=words_x + _TEXT_WIDTH,
        height=top,
        words_x=words_x,
        line=_line(stations),
        branches=tuple(_path(branch, stations) for branch in branches if branch.start < branch.end),
        stations=tuple(stations),
    )


def _branches(steps: Sequence[Step]) -> list[_Branch]:
    stops: dict[tuple[int, tuple[After, ...]], list[int]] = {}
    for step in steps:
        if step.asked is Asked.AFTER:
            start = max(after.number for after in step.after)
            stops.setdefault((start, step.after), []).append(step.number)
        elif step.asked is Asked.NEVER:
            stops[step.number, ()] = [step.number]
    return sorted((_Branch(start, tuple(own)) for (start, _), own in stops.items()), key=lambda b: (b.start, b.end))


def _lanes(branches: Sequence[_Branch]) -> list[int]:
    """Return the lane of each branch, counted from 1: the first that no overlapping branch uses."""
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
    """Return the path from the start to the last stop and, if the line continues below, back to the line."""
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
    parts = [f"{counted(len(steps), 'question')}, {always} of them always asked."]
    parts += [f"Question {step.number}: {step.when}" for step in steps if step.asked is not Asked.ALWAYS]
    return " ".join(parts)
