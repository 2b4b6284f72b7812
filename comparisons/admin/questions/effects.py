"""A table of the effects of choices (rows) on criteria (columns). Pure."""

from collections.abc import Mapping
from itertools import groupby

from msgspec import Struct

from comparisons.catalogue.reachability import affected_by, idle_choices, unaffected_criteria
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
    Scale,
)
from comparisons.catalogue.wording import counted, unit_of
from comparisons.ranking.weights import SWING_POINTS


class RequirementText(Struct, frozen=True):
    """A requirement as a short text for a narrow column, and in words: '≥ 5' and 'at least 5 out of 10'."""

    signs: str
    words: str


class Cell(Struct, frozen=True):
    """The effect of a choice on a criterion: a level, a requirement, both or neither."""

    criterion: Criterion
    level: Importance | None = None
    requirement: RequirementText | None = None

    @property
    def points(self) -> int:
        return SWING_POINTS[self.level] if self.level else 0

    @property
    def words(self) -> str:
        return self.level.replace("-", " ") if self.level else ""


class Row(Struct, frozen=True):
    """A choice with its effects; `is_idle` if `idle_choices` lists it."""

    choice: Choice
    cells: tuple[Cell, ...]
    is_idle: bool

    @property
    def requirements(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.requirement)


class Section(Struct, frozen=True):
    """A question with a row for each choice."""

    question: Question
    rows: tuple[Row, ...]


class Influence(Struct, frozen=True):
    """The table. `groups` are names of groups and their numbers of columns; `counts`, the choices that affect a column.

    `unmoved` are the criteria that can be weighed but that no answer affects.
    """

    groups: tuple[tuple[str, int], ...]
    criteria: tuple[Criterion, ...]
    sections: tuple[Section, ...]
    counts: tuple[int, ...]
    unmoved: tuple[Criterion, ...]


def influence(catalogue: Catalogue) -> Influence:
    """Return the table, with a column for each criterion that any choice affects, by group in the catalogue's order."""
    choices = [choice for question in catalogue.questions for choice in question.choices]
    affected = {effect.criterion for choice in choices for effect in choice.effects}
    affected |= {requirement.criterion for choice in choices for requirement in choice.requirements}
    order = {group.slug: place for place, group in enumerate(catalogue.groups)}
    criteria = tuple(
        criterion
        for criterion in sorted(catalogue.criteria, key=lambda each: order.get(each.group, len(order)))
        if criterion.slug in affected
    )
    idle = frozenset(idle_choices(catalogue))
    names = {group.slug: group.name for group in catalogue.groups}
    return Influence(
        groups=tuple(
            (names.get(slug, slug), len(list(own))) for slug, own in groupby(criteria, key=lambda each: each.group)
        ),
        criteria=criteria,
        sections=tuple(_section(question, criteria, idle) for question in catalogue.questions),
        counts=tuple(sum(criterion.slug in affected_by(choice) for choice in choices) for criterion in criteria),
        unmoved=unaffected_criteria(catalogue),
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
            requirement=_requirement_text(criterion, required[criterion.slug]) if criterion.slug in required else None,
        )
        for criterion in criteria
    )


def _requirement_text(criterion: Criterion, requirement: Requirement) -> RequirementText:
    """Describe a requirement. One that does not fit its scale is an error, but is shown so that editors can fix it."""
    scale = criterion.scale
    if requirement.one_of:
        known = {kind.slug: kind.name for kind in scale.kinds} if isinstance(scale, KindScale) else {}
        names = [known.get(slug, slug) for slug in requirement.one_of]
        return RequirementText(signs=counted(len(names), "kind"), words=f"one of {', '.join(names)}")
    if requirement.at_least is not None:
        return RequirementText(f"≥ {requirement.at_least:.12g}", f"at least {_bound(scale, requirement.at_least)}")
    if requirement.at_most is not None:
        return RequirementText(f"≤ {requirement.at_most:.12g}", f"at most {_bound(scale, requirement.at_most)}")
    return RequirementText(signs="?", words="without a bound")


def _bound(scale: Scale, bound: float) -> str:
    """Return a bound with its unit."""
    unit = unit_of(bound, scale.unit) if isinstance(scale, MeasuredScale) else ""
    return f"{bound:.12g} {'out of 10' if isinstance(scale, EditorialScale) else unit}".strip()
