"""The worked example of the page on the method: one answer, its weights, and the three frameworks that lead. Pure."""

from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from advisor.advice.recommendation import Placed, recommend
from advisor.advice.wording import importance_words
from advisor.answers.priorities import Level
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Criterion, Framework
from comparisons.content.comparison import Cell, cell_of

# How many frameworks are worked out.
_SHOWN = 3
# How many colours segments have.
_SHADES = 6


class Segment(Struct, frozen=True):
    """A part of a bar: its place in percent of the bar, its text, and the number of its colour, from 1."""

    start: float
    length: float
    text: str
    shade: int


class WorkedCriterion(Struct, frozen=True):
    criterion: Criterion
    importance: str
    points: int
    weight: float
    shade: int


class WorkedFramework(Struct, frozen=True):
    """A framework with its cell and its points on each criterion, which add up to those of `placed`."""

    framework: Framework
    placed: Placed
    cells: tuple[tuple[Cell, int], ...]
    bar: tuple[Segment, ...]


class WorkedExample(Struct, frozen=True):
    answers: Answers
    texts: tuple[str, ...]
    criteria: tuple[WorkedCriterion, ...]
    weights: tuple[Segment, ...]
    frameworks: tuple[WorkedFramework, ...]


def worked_example(catalogue: Catalogue) -> WorkedExample | None:
    """Return the example for the first choice of the first question; None if that gives no ranking."""
    answers = _answers(catalogue)
    found = recommend(catalogue, answers)
    if not found.ranking or found.no_priorities:
        return None
    criteria = tuple(_criterion(catalogue, level, n) for n, level in enumerate(found.priorities))
    return WorkedExample(
        answers=answers,
        texts=tuple(
            choice.text
            for question in catalogue.questions
            for choice in question.choices
            if choice.slug in answers.choices.get(question.slug, ())
        ),
        criteria=criteria,
        weights=_segments(criteria, [100 * one.weight for one in criteria], [f"{one.weight:.0%}" for one in criteria]),
        frameworks=tuple(_framework(catalogue, placed, criteria) for placed in found.ranking[:_SHOWN]),
    )


def _answers(catalogue: Catalogue) -> Answers:
    first = catalogue.questions[0] if catalogue.questions else None
    return Answers(choices={first.slug: (first.choices[0].slug,)}) if first else Answers()


def _criterion(catalogue: Catalogue, level: Level, place: int) -> WorkedCriterion:
    return WorkedCriterion(
        criterion=catalogue.criterion_by_slug[level.criterion],
        importance=importance_words(level.importance),
        points=level.points,
        weight=level.weight,
        shade=place % _SHADES + 1,
    )


def _framework(catalogue: Catalogue, placed: Placed, criteria: Sequence[WorkedCriterion]) -> WorkedFramework:
    framework = catalogue.framework_by_slug[placed.framework]
    parts = {part.criterion: part for part in placed.parts}
    own = [parts[one.criterion.slug] for one in criteria]
    return WorkedFramework(
        framework=framework,
        placed=placed,
        cells=tuple((cell_of(framework, one.criterion), part.points) for one, part in zip(criteria, own, strict=True)),
        bar=_segments(criteria, [100 * part.contribution for part in own], [f"{part.points}" for part in own]),
    )


def _segments(
    criteria: Sequence[WorkedCriterion], lengths: Sequence[float], texts: Sequence[str]
) -> tuple[Segment, ...]:
    starts = accumulate(lengths, initial=0.0)
    return tuple(
        Segment(start=start, length=length, text=text, shade=one.shade)
        for one, start, length, text in zip(criteria, starts, lengths, texts, strict=False)
    )
