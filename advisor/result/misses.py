"""The frameworks and must-haves of a result that leaves none, nearest misses first. Pure."""

from msgspec import Struct

from advisor.advice.recommendation import Recommendation
from advisor.advice.wording import requirement_words
from comparisons.catalogue.house_rules import criterion_of
from comparisons.catalogue.value import Catalogue, Framework
from comparisons.content.comparison import Cell, cell_of
from comparisons.performance import meets
from comparisons.ranking.screening import Outcome


class Miss(Struct, frozen=True):
    """How a framework does on a must-have: `outcome` is 'meets', 'misses' or 'unknown'."""

    cell: Cell
    outcome: str


class MissRow(Struct, frozen=True):
    framework: Framework
    found: tuple[Miss, ...]

    @property
    def missed(self) -> int:
        return sum(miss.outcome != "meets" for miss in self.found)


class Misses(Struct, frozen=True):
    """A row for each framework and a column for each must-have, which `columns` are in words."""

    columns: tuple[str, ...]
    rows: tuple[MissRow, ...]


_WORDS = {Outcome.PASS: "meets", Outcome.FAIL: "misses", Outcome.UNKNOWN: "unknown"}


def misses(catalogue: Catalogue, recommendation: Recommendation) -> Misses:
    """Return the matrix of the frameworks that are left out.

    Those that miss fewest stand first, then by their total. The must-have that most of them miss is the first column.
    """
    unranked = (*recommendation.excluded, *recommendation.unconfirmed)
    left_out = [catalogue.framework_by_slug[one.framework] for one in unranked]
    required = sorted(
        (stated.requirement for stated in recommendation.requirements),
        key=lambda requirement: sum(meets(requirement, framework) is Outcome.PASS for framework in left_out),
    )
    rows = []
    for one in sorted(unranked, key=lambda one: (-one.placed.total, one.framework)):
        framework = catalogue.framework_by_slug[one.framework]
        found = tuple(
            Miss(
                cell=cell_of(framework, criterion_of(catalogue, requirement.criterion)),
                outcome=_WORDS[meets(requirement, framework)],
            )
            for requirement in required
        )
        rows.append(MissRow(framework=framework, found=found))
    return Misses(
        columns=tuple(requirement_words(catalogue, requirement) for requirement in required),
        rows=tuple(sorted(rows, key=lambda row: row.missed)),
    )
