"""The layout of a framework's card. Pure."""

from collections.abc import Iterator

from msgspec import Struct

from comparisons.cards.font import HEADING, SEMI_BOLD
from comparisons.cards.lettering import Block, lettered, one_line
from comparisons.catalogue.value import Catalogue, Criterion, EditorialScale, Framework, KindScale, Status
from comparisons.comparison import Cell, cell_of
from comparisons.performance import table_of
from comparisons.ranking.performance_table import Interval

__all__ = ["FrameworkCard", "ScoreBar", "framework_card", "is_named_after"]

_SHOWN = 3
_FIRST_BAR, _BAR_STEP, _BAR_LENGTH = 438, 46, 490
_NAME_WIDTH = 380


class ScoreBar(Struct, frozen=True):
    """A score with its bar. `length`, `low` and `high` are in pixels."""

    y: int
    name: Block
    value: str
    length: int
    low: int
    high: int


class FrameworkCard(Struct, frozen=True):
    """The layout of the card; `alt` is the text alternative."""

    alt: str
    kind: Block
    name: Block
    summary: Block
    label: str
    bars: tuple[ScoreBar, ...]


def framework_card(catalogue: Catalogue, framework: Framework) -> FrameworkCard:
    kind = " · ".join(_kinds(catalogue, framework))
    best = _best(catalogue, framework)
    name = lettered(framework.name, [(96, 1), (80, 1), (64, 1), (48, 2)], top=118, font=HEADING, leading=1.15)
    lines = 3 if len(name.lines) == 1 else 2
    return FrameworkCard(
        alt=_alt_text(framework, kind, best),
        kind=one_line(kind, [30], y=92, font=SEMI_BOLD),
        name=name,
        summary=lettered(framework.summary, [(38, 2), (34, lines)], top=name.bottom + 42, leading=1.32),
        label=_label(catalogue, framework),
        bars=tuple(_bar(cell, interval, n) for n, (cell, interval) in enumerate(best)),
    )


def is_named_after(criterion: Criterion, framework: Framework) -> bool:
    """Whether the criterion's name contains the framework's: 'Familiarity to Django users' does not rate Django."""
    return f" {framework.name} ".casefold() in f" {criterion.name} ".casefold()


def _kinds(catalogue: Catalogue, framework: Framework) -> Iterator[str]:
    if framework.status is Status.RETIRED:
        yield "Retired"
    for criterion in catalogue.criteria:
        if isinstance(criterion.scale, KindScale) and criterion.slug in framework.score_by_criterion:
            yield cell_of(framework, criterion).text


def _best(catalogue: Catalogue, framework: Framework) -> list[tuple[Cell, Interval]]:
    """Return the highest editorial scores; among equal ones, first those with the lowest sum over all frameworks."""
    table = table_of(catalogue)
    others = dict(zip(table.criteria, table.arrays[1].sum(axis=0).tolist(), strict=True))
    cells = [
        cell_of(framework, criterion)
        for criterion in catalogue.rated_criteria
        if isinstance(criterion.scale, EditorialScale) and not is_named_after(criterion, framework)
    ]
    known = [(cell, cell.interval) for cell in cells if cell.interval]
    return sorted(known, key=lambda pair: (-pair[1].point, others[pair[0].criterion.slug]))[:_SHOWN]


def _bar(cell: Cell, interval: Interval, number: int) -> ScoreBar:
    y = _FIRST_BAR + _BAR_STEP * number
    return ScoreBar(
        y=y,
        name=one_line(cell.criterion.name, [30, 27, 24], y=y, width=_NAME_WIDTH),
        value=f"{cell.text} of 10",
        length=round(_BAR_LENGTH * interval.point),
        low=round(_BAR_LENGTH * interval.low),
        high=round(_BAR_LENGTH * interval.high),
    )


def _label(catalogue: Catalogue, framework: Framework) -> str:
    count = len(catalogue.rated_criteria)
    unknown = sum(criterion.slug not in framework.score_by_criterion for criterion in catalogue.rated_criteria)
    if unknown == count:
        return f"None of {count} criteria is scored yet."
    return f"Best of {count} criteria" + (f"; {unknown} unknown" if unknown else "")


def _alt_text(framework: Framework, kind: str, best: list[tuple[Cell, Interval]]) -> str:
    name = f"{framework.name} ({kind})" if kind else framework.name
    scores = ", ".join(f"{cell.criterion.name} {cell.text} of 10" for cell, _ in best)
    return f"{name}. Best on: {scores}." if scores else f"{name}."
