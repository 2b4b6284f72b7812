"""The comparison of frameworks on every criterion. Pure."""

from collections.abc import Callable, Sequence
from functools import cached_property
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from comparisons.catalogue.familiarity import is_about
from comparisons.catalogue.house_rules import score_on
from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue, Criterion, Framework, Group, KindScale, MeasuredScale, Score
from comparisons.catalogue.wording import YOURS, unit_of
from comparisons.performance import interval_of, value_function
from comparisons.ranking.additive import TOLERANCE
from comparisons.ranking.performance_table import Interval

# How many frameworks fit side by side.
MOST_COMPARED = 6
# The least lead that is mentioned: two points of ten.
_CLEAR_LEAD = 0.2


_is_itself = attrgetter("is_itself")


class Cell(Struct, frozen=True):
    """One framework on one criterion. `interval` is None without a score, and on scales of kinds, which rank nothing.

    `text` is the value as shown beside its bar. `is_itself`: the criterion is about this very framework, so that its
    score says nothing. `is_best`: no other compared framework has a higher value; `shares_best`: another one has the
    same. On a criterion that is about one of them itself, none is.
    """

    framework: Framework
    criterion: Criterion
    score: Score | None
    interval: Interval | None
    text: str
    is_itself: bool
    is_best: bool = False
    shares_best: bool = False

    @property
    def measured_in(self) -> str:
        """The unit of the scale, in the plural; "" without one."""
        scale = self.criterion.scale
        return scale.unit if isinstance(scale, MeasuredScale) else ""

    @property
    def unit(self) -> str:
        """The unit as said of the value; "" if it is unknown or has none."""
        if self.score is None or isinstance(self.score.value, str):
            return ""
        return unit_of(self.score.value, self.measured_in)

    @property
    def is_clipped(self) -> bool:
        """Whether the figure lies beyond a reference level and counts as the level itself."""
        scale = self.criterion.scale
        if not isinstance(scale, MeasuredScale) or self.score is None or isinstance(self.score.value, str):
            return False
        return value_function(scale).is_clipped(self.score.value)


class Row(Struct, frozen=True):
    """A criterion, with a cell for each framework in the order of the comparison.

    `has_best`: it can tell which framework is better; not if the criterion is about one of them itself. `among_best`
    are the cells less than a clear lead behind the best one; none if fewer than two are known.
    """

    criterion: Criterion
    cells: tuple[Cell, ...]
    has_best: bool
    among_best: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether the values are not all the same; an unknown one counts as different."""
        return len({cell.score.value if cell.score else None for cell in self.cells}) > 1

    @property
    def is_certain(self) -> bool:
        """Whether two known values lie further apart than their margins of error."""
        known = [cell.interval for cell in self.cells if cell.interval]
        return bool(known) and max(one.low for one in known) > min(one.high for one in known) + TOLERANCE

    @property
    def is_rated(self) -> bool:
        return not isinstance(self.criterion.scale, KindScale)


class Section(Struct, frozen=True):
    """The rows of one group of criteria."""

    group: Group
    rows: tuple[Row, ...]


class Lead(Struct, frozen=True):
    """A criterion on which one framework is clearly ahead of all others, `by` 0 to 1."""

    criterion: Criterion
    best: Cell
    next_best: Cell
    by: float


class Comparison(Struct, frozen=True, dict=True):
    frameworks: tuple[Framework, ...]
    sections: tuple[Section, ...]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def has_unknown(self) -> bool:
        return any(cell.score is None for row in self.rows for cell in row.cells)

    @property
    def columns(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells by framework instead of by criterion."""
        return tuple(tuple(row.cells[n] for row in self.rows) for n in range(len(self.frameworks)))

    def leads(self, framework: Framework) -> tuple[Lead, ...]:
        """Return the criteria on which a framework is clearly ahead of all others, widest lead first."""
        return self._leads.get(framework.slug, ())

    @cached_property
    def _leads(self) -> dict[str, tuple[Lead, ...]]:
        found: dict[str, list[Lead]] = {}
        for lead in map(_lead, self.rows):
            if lead is not None:
                found.setdefault(lead.best.framework.slug, []).append(lead)
        return {slug: tuple(sorted(own, key=lambda lead: -lead.by)) for slug, own in found.items()}

    def close_to_best(self, framework: Framework) -> tuple[Criterion, ...]:
        """Return the criteria on which a framework is among the best, those that fewest others share first."""
        place = self.frameworks.index(framework)
        rows = [row for row in self.rows if row.cells[place] in row.among_best]
        shared = [row for row in rows if len(row.among_best) < len(self.frameworks)]
        return tuple(row.criterion for row in sorted(shared, key=lambda row: len(row.among_best)))

    def most_different(self) -> tuple[Row, ...]:
        """Return the rows that have a best and whose known values differ, widest range first."""
        ranges = [(row, _range_of(row)) for row in self.rows if row.has_best]
        return tuple(row for row, width in sorted(ranges, key=lambda pair: -pair[1]) if width)

    def rated(self) -> "Comparison":
        """Return the comparison without the rows of kinds, which are facts and no scores."""
        return self._only(lambda row: row.is_rated)

    def only_differences(self) -> "Comparison":
        """Return the comparison without the rated rows whose values lie within the margin of error of each other."""
        return self._only(lambda row: row.is_certain if row.is_rated else row.differs)

    def chosen(self, criteria: Sequence[str], heading: str) -> "Comparison":
        """Return the comparison on these criteria only, in their order, under one heading."""
        rows = {row.criterion.slug: row for row in self.rows}
        group = Group(slug="chosen", name=heading, description="")
        section = Section(group=group, rows=tuple(rows[slug] for slug in criteria if slug in rows))
        return Comparison(frameworks=self.frameworks, sections=(section,))

    def _only(self, is_kept: Callable[[Row], bool]) -> "Comparison":
        sections = (
            Section(group=section.group, rows=tuple(row for row in section.rows if is_kept(row)))
            for section in self.sections
        )
        return Comparison(frameworks=self.frameworks, sections=tuple(s for s in sections if s.rows))


def compare(catalogue: Catalogue, frameworks: Sequence[Framework]) -> Comparison:
    """Return the comparison of frameworks on every criterion in use, in the order given."""
    sections = tuple(
        Section(group=group, rows=tuple([_row(criterion, frameworks) for criterion in criteria]))
        for group, criteria in _criteria_by_group(catalogue)
    )
    return Comparison(frameworks=tuple(frameworks), sections=sections)


@memo
def _criteria_by_group(catalogue: Catalogue) -> tuple[tuple[Group, tuple[Criterion, ...]], ...]:
    """Return the criteria in use by group, without empty groups."""
    own = ((group, tuple(c for c in catalogue.criteria_in_use if c.group == group.slug)) for group in catalogue.groups)
    return tuple((group, criteria) for group, criteria in own if criteria)


def _row(criterion: Criterion, frameworks: Sequence[Framework]) -> Row:
    cells = cells_of(criterion, frameworks)
    if isinstance(criterion.scale, KindScale) or any(map(_is_itself, cells)):
        return Row(criterion=criterion, cells=cells, has_best=False, among_best=())
    points = [cell.interval.point for cell in cells if cell.interval]
    if len(points) < 2:
        return Row(criterion=criterion, cells=cells, has_best=True, among_best=())
    enough = max(points) - _CLEAR_LEAD + TOLERANCE
    among_best = tuple([cell for cell in cells if cell.interval and cell.interval.point > enough])
    return Row(criterion=criterion, cells=cells, has_best=True, among_best=among_best)


def cell_of(framework: Framework, criterion: Criterion) -> Cell:
    """Return the cell of a framework on a criterion."""
    cells = _cells_by_criterion(framework)
    known = cells.get(criterion.slug)
    # The criterion may come from another edition, with another scale.
    if known is None or known.criterion is not criterion:
        known = cells[criterion.slug] = _cell_of(framework, criterion)
    return known


@memo
def _cells_by_criterion(framework: Framework) -> dict[str, Cell]:
    """Return the framework's cells by criterion, which `cell_of` adds when they are first needed."""
    return {}


def _cell_of(framework: Framework, criterion: Criterion) -> Cell:
    score = score_on(framework, criterion.slug)
    has_value = score is not None and not isinstance(criterion.scale, KindScale)
    return Cell(
        framework=framework,
        criterion=criterion,
        score=score,
        interval=interval_of(score, criterion) if has_value and score else None,
        text=_text(criterion, score),
        is_itself=is_about(criterion.name, framework.name),
    )


def _text(criterion: Criterion, score: Score | None) -> str:
    if score is None:
        return "unknown"
    if isinstance(criterion.scale, KindScale):
        return next(kind.name for kind in criterion.scale.kinds if kind.slug == score.value)
    return f"{score.value:,g} (yours)" if score.version == YOURS else f"{score.value:,g}"


def cells_of(criterion: Criterion, frameworks: Sequence[Framework]) -> tuple[Cell, ...]:
    """Return a cell for each framework, the best ones marked as such."""
    cells = tuple([cell_of(framework, criterion) for framework in frameworks])
    points = [cell.interval.point for cell in cells if cell.interval]
    if len(points) < 2 or max(points) == min(points) or any(map(_is_itself, cells)):
        return cells
    best = max(points)
    shared = points.count(best) > 1
    return tuple(
        [_best(cell, shared=shared) if cell.interval and cell.interval.point == best else cell for cell in cells]
    )


def _best(cell: Cell, *, shared: bool) -> Cell:
    """Return a cell marked as best. It is kept beside the plain one, since many comparisons have it."""
    cells = _best_cells(cell.framework)
    key = cell.criterion.slug, shared
    known = cells.get(key)
    if known is None or known.criterion is not cell.criterion:
        known = cells[key] = replace(cell, is_best=True, shares_best=shared)
    return known


@memo
def _best_cells(framework: Framework) -> dict[tuple[str, bool], Cell]:
    """Return the framework's cells that are marked as best, by criterion and whether others share it."""
    return {}


def _range_of(row: Row) -> float:
    points = [cell.interval.point for cell in row.cells if cell.interval]
    return max(points) - min(points) if len(points) > 1 else 0.0


def _lead(row: Row) -> Lead | None:
    if len(row.among_best) != 1:
        return None
    [best] = row.among_best
    others = [cell for cell in row.cells if cell.interval and cell.framework is not best.framework]
    next_best = max(others, key=_point)
    return Lead(criterion=row.criterion, best=best, next_best=next_best, by=_point(best) - _point(next_best))


def _point(cell: Cell) -> float:
    assert cell.interval is not None, "it is known"
    return cell.interval.point
