"""Frameworks side by side: the rows of a comparison, read off a catalogue. Pure."""

from collections.abc import Sequence

from msgspec import Struct

from comparisons.catalogue.value import (
    Catalogue,
    Criterion,
    Framework,
    Group,
    KindScale,
    MeasuredScale,
    Score,
)
from comparisons.ranking.intervals import Interval
from comparisons.scoring import interval_of, value_function

__all__ = ["Cell", "Comparison", "Lead", "Row", "Section", "cell_of", "compare"]

# A lead worth a sentence: two points of ten.
_WORTH_SAYING = 0.2

# The picture: a row's height and a mark's height in pixels; marks nearer than this share of the row overlap.
_ROW_HEIGHT = 28
_MARK_HEIGHT = 13
_TOO_NEAR = 0.03


class Cell(Struct, frozen=True):
    """One framework on one criterion. `interval` is None where nothing is known, or where a kind has no merit."""

    framework: Framework
    criterion: Criterion
    score: Score | None
    interval: Interval | None
    is_best: bool = False

    @property
    def text(self) -> str:
        """The value as shown beside its bar."""
        if self.score is None:
            return "unknown"
        scale, value = self.criterion.scale, self.score.value
        if isinstance(scale, KindScale):
            return next(kind.name for kind in scale.kinds if kind.slug == value)
        return f"{value:,g}"

    @property
    def unit(self) -> str:
        scale = self.criterion.scale
        return scale.unit if isinstance(scale, MeasuredScale) else ""

    @property
    def is_clipped(self) -> bool:
        """The figure lies beyond the reference levels and counts as the level itself."""
        scale = self.criterion.scale
        if not isinstance(scale, MeasuredScale) or self.score is None or isinstance(self.score.value, str):
            return False
        return value_function(scale).is_clipped(self.score.value)


class Row(Struct, frozen=True):
    criterion: Criterion
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """The frameworks are not all the same here; what is unknown may differ."""
        return len({cell.score.value if cell.score else None for cell in self.cells}) > 1

    @property
    def is_rated(self) -> bool:
        return not isinstance(self.criterion.scale, KindScale)

    @property
    def among_best(self) -> tuple[Cell, ...]:
        """The cells that no other is clearly ahead of; none where there is nothing to compare with."""
        points = [cell.interval.point for cell in self.cells if cell.interval]
        if len(points) < 2:
            return ()
        enough = max(points) - _WORTH_SAYING + 1e-9
        return tuple(cell for cell in self.cells if cell.interval and cell.interval.point > enough)

    @property
    def height(self) -> int:
        """Pixels of its picture: enough for the tallest pile of marks."""
        piles = self._piles()
        return max(_ROW_HEIGHT, _MARK_HEIGHT * max((len(pile) for pile in piles), default=1) + 4)

    @property
    def middle(self) -> float:
        return self.height / 2

    @property
    def marks(self) -> tuple["Mark", ...]:
        """Where each known framework stands; marks that would hide each other are piled up."""
        return tuple(
            Mark(number=number, x=x, y=self.middle + _MARK_HEIGHT * (place - (len(pile) - 1) / 2))
            for pile in self._piles()
            for place, (x, number) in enumerate(pile)
        )

    def _piles(self) -> list[list[tuple[float, int]]]:
        points = sorted((cell.interval.point, n) for n, cell in enumerate(self.cells, start=1) if cell.interval)
        piles: list[list[tuple[float, int]]] = []
        for point in points:
            if piles and point[0] - piles[-1][0][0] < _TOO_NEAR:
                piles[-1].append(point)
            else:
                piles.append([point])
        return piles


class Mark(Struct, frozen=True):
    """A framework's place on the picture of a row: `x` between 0 and 1, `y` in pixels."""

    number: int
    x: float
    y: float


class Section(Struct, frozen=True):
    group: Group
    rows: tuple[Row, ...]


class Lead(Struct, frozen=True):
    """A criterion on which one framework is clearly ahead of all the others; `by` is between 0 and 1."""

    criterion: Criterion
    best: Cell
    next_best: Cell
    by: float


class Comparison(Struct, frozen=True):
    frameworks: tuple[Framework, ...]
    sections: tuple[Section, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for section in self.sections for row in section.rows)

    def leads(self, framework: Framework) -> tuple[Lead, ...]:
        """Return where a framework is ahead by two points of ten or more, widest lead first."""
        found = (_lead(row) for row in self.rows)
        own = [lead for lead in found if lead is not None and lead.best.framework.slug == framework.slug]
        return tuple(sorted(own, key=lambda lead: -lead.by))

    def only_differences(self) -> "Comparison":
        """Return the comparison without rows on which all are the same."""
        sections = (
            Section(group=section.group, rows=tuple(row for row in section.rows if row.differs))
            for section in self.sections
        )
        return Comparison(frameworks=self.frameworks, sections=tuple(s for s in sections if s.rows))


def compare(catalogue: Catalogue, frameworks: Sequence[Framework]) -> Comparison:
    """Return the comparison of some frameworks, in the order given, on every criterion."""
    sections = []
    for group in catalogue.groups:
        criteria = [criterion for criterion in catalogue.criteria if criterion.group == group.slug]
        rows = tuple(Row(criterion=criterion, cells=_cells(criterion, frameworks)) for criterion in criteria)
        if rows:
            sections.append(Section(group=group, rows=rows))
    return Comparison(frameworks=tuple(frameworks), sections=tuple(sections))


def cell_of(framework: Framework, criterion: Criterion, *, is_best: bool = False) -> Cell:
    score = framework.score_by_criterion.get(criterion.slug)
    has_value = score is not None and not isinstance(criterion.scale, KindScale)
    return Cell(
        framework=framework,
        criterion=criterion,
        score=score,
        interval=interval_of(score, criterion) if has_value and score else None,
        is_best=is_best,
    )


def _cells(criterion: Criterion, frameworks: Sequence[Framework]) -> tuple[Cell, ...]:
    cells = [cell_of(framework, criterion) for framework in frameworks]
    points = [cell.interval.point for cell in cells if cell.interval]
    if len(points) < 2 or max(points) == min(points):
        return tuple(cells)
    return tuple(
        cell_of(cell.framework, criterion, is_best=bool(cell.interval and cell.interval.point == max(points)))
        for cell in cells
    )


def _lead(row: Row) -> Lead | None:
    known = sorted(((cell.interval.point, cell) for cell in row.cells if cell.interval), key=lambda pair: -pair[0])
    if len(known) < 2:
        return None
    by = known[0][0] - known[1][0]
    if by < _WORTH_SAYING - 1e-9:
        return None
    return Lead(criterion=row.criterion, best=known[0][1], next_best=known[1][1], by=by)
