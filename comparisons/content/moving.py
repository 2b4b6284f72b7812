"""What moving from one framework to another costs, summed over the parts that a project has. Pure."""

from collections.abc import Collection, Iterable

from msgspec import Struct

from comparisons.catalogue.names import Names
from comparisons.catalogue.public import public_moves
from comparisons.catalogue.value import (
    EFFORTS,
    FRAMEWORKS,
    UNKNOWN_EFFORT,
    WRITTEN_ANEW,
    Catalogue,
    Framework,
    Move,
    MovedPart,
    ProjectPart,
    Source,
)
from comparisons.catalogue.wording import counted, joined

_TO = "-to-"
# What writing every part anew comes to: the end of the scale on which efforts are judged.
MOST_EFFORT = WRITTEN_ANEW * len(ProjectPart)


class PartRow(Struct, frozen=True):
    """A part with its effort in words and its sources. `counts`: the project has it."""

    moved: MovedPart
    words: str
    sources: list[Source]
    counts: bool

    @property
    def is_known(self) -> bool:
        return self.moved.effort != UNKNOWN_EFFORT


class MoveCost(Struct, frozen=True):
    """A move with both frameworks, and the effort of the parts that count."""

    move: Move
    origin: Framework
    target: Framework
    rows: tuple[PartRow, ...]

    @property
    def slug(self) -> str:
        """The last part of the move's address."""
        return move_slug(self.move)

    @property
    def known(self) -> int:
        """The effort of the parts that somebody knows."""
        return sum(row.moved.effort for row in self.rows if row.counts and row.is_known)

    @property
    def points(self) -> int:
        """The effort of all parts; each that nobody knows counts 13."""
        return sum(row.moved.effort for row in self.rows if row.counts)

    @property
    def unknown(self) -> list[str]:
        return [row.moved.part.value for row in self.rows if row.counts and not row.is_known]

    @property
    def share(self) -> float:
        """The effort as a share of writing every part of a project anew; above 1 if much is unknown."""
        return self.points / MOST_EFFORT

    @property
    def is_whole(self) -> bool:
        return all(row.counts for row in self.rows)

    @property
    def sum_words(self) -> str:
        """The effort in words: '16 points of effort, and 13 for login, which nobody knows: 29 in all'."""
        known = counted(self.known, "point") + " of effort"
        if not self.unknown:
            return known
        others = self.points - self.known
        one = "which nobody knows" if len(self.unknown) == 1 else "which nobody knows, 13 each"
        return f"{known}, and {others} for {joined(self.unknown)}, {one}: {self.points} in all"


def move_slug(move: Move) -> str:
    return f"{move.origin}{_TO}{move.target}"


def ends_meant(names: Names, typed: str) -> tuple[str | None, str | None]:
    """Return the slugs of the two frameworks that the last part of an address names, None for what is none."""
    origin, _, target = typed.casefold().partition(_TO)
    return names.meant(FRAMEWORKS, origin), names.meant(FRAMEWORKS, target)


def move_between(catalogue: Catalogue, origin: str | None, target: str | None) -> Move | None:
    """Return the move between two frameworks, None if there is none that visitors see."""
    return next((move for move in public_moves(catalogue) if (move.origin, move.target) == (origin, target)), None)


def move_cost(catalogue: Catalogue, move: Move, parts: Collection[str] = ()) -> MoveCost:
    """Return what a move costs a project that has these parts; without any, one that has all of them."""
    known = catalogue.framework_by_slug
    return MoveCost(
        move=move,
        origin=known[move.origin],
        target=known[move.target],
        rows=tuple(_row(catalogue, moved, not parts or moved.part in parts) for moved in move.parts),
    )


def _row(catalogue: Catalogue, moved: MovedPart, counts: bool) -> PartRow:
    sources = [catalogue.source_by_slug[slug] for slug in moved.sources]
    return PartRow(moved=moved, words=EFFORTS[moved.effort], sources=sources, counts=counts)


def move_costs(catalogue: Catalogue, parts: Collection[str] = ()) -> list[MoveCost]:
    """Return the moves that visitors see, by the frameworks' names."""
    found = [move_cost(catalogue, move, parts) for move in public_moves(catalogue)]
    return sorted(found, key=lambda cost: (cost.origin.name.casefold(), cost.target.name.casefold()))


def moves_among(catalogue: Catalogue, frameworks: Iterable[Framework]) -> list[MoveCost]:
    """Return the moves from one to another of these frameworks."""
    slugs = {framework.slug for framework in frameworks}
    return [cost for cost in move_costs(catalogue) if {cost.move.origin, cost.move.target} <= slugs]


def parts_in(values: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the parts of a project that are named, in their order, and the values that name none."""
    given = list(dict.fromkeys(value for value in values if value))
    known = tuple(part.value for part in ProjectPart if part.value in given)
    return known, tuple(value for value in given if value not in {*ProjectPart})
