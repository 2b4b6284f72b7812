"""The layout of the cards of a framework and of the site, and of the badge for a framework's own pages. Pure.

A badge says that the framework is compared here, not how it scores.
"""

from collections.abc import Iterator

from msgspec import Struct

from comparisons.cards.text_layout import HEADING, SEMI_BOLD, Block, lettered, one_line
from comparisons.catalogue.familiarity import is_about
from comparisons.catalogue.value import Catalogue, EditorialScale, Framework, KindScale, Status
from comparisons.catalogue.wording import counted
from comparisons.content.comparison import Cell, cell_of
from comparisons.performance import table_of
from comparisons.ranking.performance_table import Interval
from comparisons.ranking.reproducible import column_sums

# The text on badges.
LABEL = "framework advisor"
# Font size of a badge, the padding of its halves, and the width of its icon, in pixels.
SIZE, _PADDING, _MARK = 12, 8, 18

# The number of scores on a framework's card, and the position and size of their bars in pixels.
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


def _kinds(catalogue: Catalogue, framework: Framework) -> Iterator[str]:
    if framework.status is Status.RETIRED:
        yield "Retired"
    for criterion in catalogue.criteria_in_use:
        if isinstance(criterion.scale, KindScale) and criterion.slug in framework.score_by_criterion:
            yield cell_of(framework, criterion).text


def _best(catalogue: Catalogue, framework: Framework) -> list[tuple[Cell, Interval]]:
    """Return the highest editorial scores; among equal ones, first those with the lowest sum over all frameworks."""
    table = table_of(catalogue)
    others = dict(zip(table.criteria, column_sums(table.arrays[1]).tolist(), strict=True))
    cells = [
        cell_of(framework, criterion)
        for criterion in catalogue.rated_criteria
        if isinstance(criterion.scale, EditorialScale) and not is_about(criterion.name, framework.name)
    ]
    known = [(cell, cell.interval) for cell in cells if cell.interval]
    return sorted(known, key=lambda pair: (-pair[1].point, others[pair[0].criterion.slug]))[:_SHOWN]


def _bar(cell: Cell, interval: Interval, number: int) -> ScoreBar:
    y = _FIRST_BAR + _BAR_STEP * number
    return ScoreBar(
        y=y,
        name=one_line(cell.criterion.name, [30, 27, 24], y=y, width=_NAME_WIDTH),
        value=cell.text,
        length=round(_BAR_LENGTH * interval.point),
        low=round(_BAR_LENGTH * interval.low),
        high=round(_BAR_LENGTH * interval.high),
    )


def _label(catalogue: Catalogue, framework: Framework) -> str:
    count = len(catalogue.rated_criteria)
    unknown = sum(criterion.slug not in framework.score_by_criterion for criterion in catalogue.rated_criteria)
    if unknown == count:
        return f"None of {counted(count, 'criterion', 'criteria')} is scored yet."
    return f"Best of {counted(count, 'criterion', 'criteria')}, scores out of 10" + (
        f"; {unknown} unknown" if unknown else ""
    )


def _alt_text(framework: Framework, kind: str, best: list[tuple[Cell, Interval]]) -> str:
    name = f"{framework.name} ({kind})" if kind else framework.name
    scores = ", ".join(f"{cell.criterion.name} {cell.text} out of 10" for cell, _ in best)
    return f"{name}. Best on: {scores}." if scores else f"{name}."


class SiteCard(Struct, frozen=True):
    """The layout of the card of the site."""

    promise: Block
    names: Block


def site_card(catalogue: Catalogue) -> SiteCard:
    published = catalogue.published_frameworks
    scores = sum(len(framework.scores) for framework in published)
    promise = (
        f"{counted(len(published), 'framework')}, {counted(scores, 'score')}. "
        "Every score has a reason and its sources; what nobody knows is shown as unknown."
    )
    names = ", ".join(framework.name for framework in published)
    return SiteCard(
        promise=lettered(promise, [(37, 3)], top=306, leading=1.36),
        names=lettered(names, [(26, 2)], top=448, font=SEMI_BOLD, leading=1.5),
    )


class Part(Struct, frozen=True):
    """A text with its position and width in pixels."""

    text: str
    x: int
    length: int


class Badge(Struct, frozen=True):
    """The layout of a badge, in pixels. `divide` is where the second half begins, `fill` its colour.

    `alt` is the text alternative.
    """

    alt: str
    width: int
    divide: int
    label: Part
    message: Part
    fill: str = "#0b5c5c"


def badge(framework: Framework, edition: int) -> Badge:
    status = "retired" if framework.status is Status.RETIRED else "compared"
    message = f"{status}, edition {edition}"
    return badge_with(message, f"{framework.name}: {message} of the {LABEL}")


def badge_with(message: str, alt: str, fill: str = "#0b5c5c") -> Badge:
    """Return a badge that says a few words on a colour."""
    label = _part(LABEL, _PADDING + _MARK)
    divide = label.x + label.length + _PADDING
    part = _part(message, divide + _PADDING)
    return Badge(alt=alt, width=part.x + part.length + _PADDING, divide=divide, label=label, message=part, fill=fill)


def _part(text: str, x: int) -> Part:
    return Part(text=text, x=x, length=round(SEMI_BOLD.width(text) * SIZE))
