"""Which answer moves which criterion: a row for each choice, a column for each criterion that one speaks of. Pure."""

from collections.abc import Mapping
from itertools import groupby

from msgspec import Struct

from comparisons.catalogue.reach import idle_choices, moved_by, unmoved_criteria
from comparisons.catalogue.value import (
    Catalogue,
    Choice,
    Criterion,
    EditorialScale,
    Importance,
    KindScale,
    MeasuredScale,
    Question,
    Requirement,
)
from comparisons.ranking.weights import SWING_POINTS

__all__ = ["Cell", "Influence", "MustHave", "Row", "Section", "influence"]


class MustHave(Struct, frozen=True):
    """A requirement in a few signs, for a narrow column, and in words: '≥ 5' and 'at least 5 of 10'."""

    signs: str
    words: str


class Cell(Struct, frozen=True):
    """What a choice does to a criterion: it gives a level, sets a must-have, both, or nothing."""

    criterion: Criterion
    level: Importance | None = None
    must_have: MustHave | None = None

    @property
    def points(self) -> int:
        return SWING_POINTS[self.level] if self.level else 0

    @property
    def words(self) -> str:
        return self.level.replace("-", " ") if self.level else ""


class Row(Struct, frozen=True):
    """A choice; `is_idle` if it changes nothing, though it should."""

    choice: Choice
    cells: tuple[Cell, ...]
    is_idle: bool

    @property
    def must_haves(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.must_have)


class Section(Struct, frozen=True):
    """The rows of a question."""

    question: Question
    rows: tuple[Row, ...]


class Influence(Struct, frozen=True):
    """`groups` are the names of groups with the number of their columns, `counts` the choices that move a criterion."""

    groups: tuple[tuple[str, int], ...]
    criteria: tuple[Criterion, ...]
    sections: tuple[Section, ...]
    counts: tuple[int, ...]
    unmoved: tuple[Criterion, ...]


def influence(catalogue: Catalogue) -> Influence:
    """Return what each choice does to each criterion that any choice speaks of, in the catalogue's order."""
    choices = [choice for question in catalogue.questions for choice in question.choices]
    spoken_of = {effect.criterion for choice in choices for effect in choice.effects}
    spoken_of |= {requirement.criterion for choice in choices for requirement in choice.requirements}
    criteria = tuple(criterion for criterion in catalogue.criteria if criterion.slug in spoken_of)
    idle = frozenset(idle_choices(catalogue))
    names = {group.slug: group.name for group in catalogue.groups}
    return Influence(
        groups=tuple(
            (names.get(slug, slug), len(list(own))) for slug, own in groupby(criteria, key=lambda each: each.group)
        ),
        criteria=criteria,
        sections=tuple(_section(question, criteria, idle) for question in catalogue.questions),
        counts=tuple(sum(criterion.slug in moved_by(choice) for choice in choices) for criterion in criteria),
        unmoved=unmoved_criteria(catalogue),
    )


def _section(question: Question, criteria: tuple[Criterion, ...], idle: frozenset[tuple[str, str]]) -> Section:
    return Section(
        question=question,
        rows=tuple(
            Row(
                choice=choice,
                cells=_cells(choice, criteria),
                is_idle=(question.slug, choice.slug) in idle,
            )
            for choice in question.choices
        ),
    )


def _cells(choice: Choice, criteria: tuple[Criterion, ...]) -> tuple[Cell, ...]:
    levels: Mapping[str, Importance] = {effect.criterion: effect.importance for effect in choice.effects}
    required = {requirement.criterion: requirement for requirement in choice.requirements}
    return tuple(
        Cell(
            criterion=criterion,
            level=levels.get(criterion.slug),
            must_have=_must_have(criterion, required[criterion.slug]) if criterion.slug in required else None,
        )
        for criterion in criteria
    )


def _must_have(criterion: Criterion, requirement: Requirement) -> MustHave:
    """A requirement that does not suit its scale is shown too: it is an error, and editors come to mend it."""
    scale = criterion.scale
    if requirement.one_of:
        known = {kind.slug: kind.name for kind in scale.kinds} if isinstance(scale, KindScale) else {}
        names = [known.get(slug, slug) for slug in requirement.one_of]
        return MustHave(
            signs="1 kind" if len(names) == 1 else f"{len(names)} kinds", words=f"one of {', '.join(names)}"
        )
    unit = scale.unit if isinstance(scale, MeasuredScale) else "of 10" if isinstance(scale, EditorialScale) else ""
    if requirement.at_least is not None:
        return MustHave(f"≥ {requirement.at_least:.12g}", f"at least {requirement.at_least:.12g} {unit}".strip())
    if requirement.at_most is not None:
        return MustHave(f"≤ {requirement.at_most:.12g}", f"at most {requirement.at_most:.12g} {unit}".strip())
    return MustHave(signs="?", words="without a bound")
