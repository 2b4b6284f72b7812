"""The scores of a framework beside the averages of the others, and what it is best and weakest at. Pure."""

import numpy as np
from msgspec import Struct

from comparisons.catalogue.value import Catalogue, Framework, Group
from comparisons.content.comparison import Cell, cell_of, compare
from comparisons.performance import table_of
from comparisons.ranking.reproducible import column_sums

# A best score is at least this good, and a weakest one at most this good, whatever the others have (0 to 1).
_GOOD, _WEAK = 0.6, 0.5
# The most scores that are named as best, and as weakest.
_NAMED = 4


class Standing(Struct, frozen=True):
    """A score, and the average value of the other published frameworks: 0 to 1, None if unknown."""

    cell: Cell
    others: float | None = None

    @property
    def ahead(self) -> float:
        """The difference to the average of the others: -1 to 1, and 0 if either is unknown."""
        if self.cell.interval is None or self.others is None:
            return 0.0
        return self.cell.interval.point - self.others


class Profile(Struct, frozen=True):
    """The scores of a framework by group of criteria.

    `best` are good and furthest ahead of the average, `weakest` are weak and furthest behind it; neither holds a
    criterion that is about the framework itself. `retired` are the known scores on retired criteria, which stand in
    no section.
    """

    sections: tuple[tuple[Group, tuple[Standing, ...]], ...]
    retired: tuple[Standing, ...] = ()

    @property
    def standings(self) -> tuple[Standing, ...]:
        return tuple(standing for _, section in self.sections for standing in section)

    @property
    def best(self) -> tuple[Standing, ...]:
        good = [s for s in self._telling if s.ahead > 0 and s.cell.interval and s.cell.interval.point >= _GOOD]
        return tuple(sorted(good, key=lambda s: -s.ahead)[:_NAMED])

    @property
    def weakest(self) -> tuple[Standing, ...]:
        weak = [s for s in self._telling if s.ahead < 0 and s.cell.interval and s.cell.interval.point <= _WEAK]
        return tuple(sorted(weak, key=lambda s: s.ahead)[:_NAMED])

    @property
    def _telling(self) -> list[Standing]:
        return [standing for standing in self.standings if not standing.cell.is_itself]

    @property
    def columns(self) -> tuple[tuple[tuple[Group, tuple[Standing, ...]], ...], ...]:
        """The sections in two columns of similar height, in order."""
        heights = [len(section) + 1 for _, section in self.sections]
        cuts = range(len(heights) + 1)
        cut = min(cuts, key=lambda cut: max(sum(heights[:cut]), sum(heights[cut:])))
        return self.sections[:cut], self.sections[cut:]


def profile_of(catalogue: Catalogue, framework: Framework) -> Profile:
    """Return every score of a framework beside the average of the others."""
    averages = _averages_of_others(catalogue, framework.slug)
    return Profile(
        sections=tuple(
            (
                section.group,
                tuple(Standing(cell=row.cells[0], others=averages.get(row.criterion.slug)) for row in section.rows),
            )
            for section in compare(catalogue, [framework]).sections
        ),
        retired=tuple(
            Standing(cell=cell_of(framework, criterion))
            for criterion in catalogue.criteria
            if criterion.retired and criterion.slug in framework.score_by_criterion
        ),
    )


def _averages_of_others(catalogue: Catalogue, slug: str) -> dict[str, float]:
    table = table_of(catalogue)
    is_other = np.array([name != slug for name in table.alternatives], dtype=np.bool_)
    known = table.known[is_other]
    _, points, _ = table.arrays
    sums, counts = column_sums(points[is_other] * known), known.sum(axis=0)
    return {c: float(sums[j] / counts[j]) for j, c in enumerate(table.criteria) if counts[j]}
