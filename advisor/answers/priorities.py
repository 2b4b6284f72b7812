"""Answers -> importance of criteria and requirements, each with the answers that set it. Pure.

Importance is elicited as swing weights (Edwards and Barron 1994): points for the step from the worst to the best level
of a criterion, from 0 (not at all) to SWING_POINTS[DECISIVE]. That a criterion takes the highest importance of all
answers is a rule of ours.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from advisor.answers.flow import applicable_answers
from comparisons.catalogue.familiarity import impartial_criteria
from comparisons.catalogue.house_rules import HOUSE_RULE, WISHES
from comparisons.catalogue.value import Catalogue, Choice, Importance, MeasuredScale, Requirement
from comparisons.ranking.weights import SWING_POINTS, weights

if TYPE_CHECKING:
    from advisor.answers.query import Answers


class Origin(Struct, frozen=True):
    """The choice that set an importance or a requirement."""

    question: str
    choice: str


class Level(Struct, frozen=True):
    """A criterion's importance as swing `points`, and its `weight` (0..1; all weights sum to 1).

    `answered` is the importance without the levels set by hand. `set_by` are the choices that gave it.
    """

    criterion: str
    importance: Importance
    answered: Importance
    points: int
    weight: float
    set_by: tuple[Origin, ...]

    @property
    def by_hand(self) -> bool:
        return self.importance is not self.answered


# A choice that was made.
Made = tuple[Origin, Choice]


class StatedRequirement(Struct, frozen=True):
    """A requirement and the choice that set it; None if it was set by hand."""

    requirement: Requirement
    set_by: Origin | None


def levels_and_requirements(
    catalogue: Catalogue, answers: "Answers"
) -> tuple[tuple[Level, ...], tuple[StatedRequirement, ...]]:
    """Return both, as `levels_of` and `requirements_of` do. Raises KeyError as the latter."""
    made = tuple(_choices_made(catalogue, answers))
    return _levels(catalogue, answers, made), _requirements(catalogue, answers, made)


def levels_of(catalogue: Catalogue, answers: "Answers") -> tuple[Level, ...]:
    """Return the level of each rated criterion, in the catalogue's order.

    A criterion takes the highest importance that any choice gives it; a level set by hand replaces it.
    If no criterion has points, all have the same weight, but those about knowing one framework have none.
    """
    return _levels(catalogue, answers, _choices_made(catalogue, answers))


def _levels(catalogue: Catalogue, answers: "Answers", made: Iterable[Made]) -> tuple[Level, ...]:
    answered: dict[str, Importance] = {}
    set_by: dict[str, list[Origin]] = {}
    for origin, choice in made:
        for effect in choice.effects:
            so_far = answered.get(effect.criterion, Importance.NOT_AT_ALL)
            if SWING_POINTS[effect.importance] > SWING_POINTS[so_far]:
                answered[effect.criterion] = effect.importance
                set_by[effect.criterion] = []
            if effect.importance is answered.get(effect.criterion):
                set_by[effect.criterion].append(origin)
    slugs = [criterion.slug for criterion in catalogue.rated_criteria]
    importance = {slug: answered.get(slug, Importance.NOT_AT_ALL) for slug in slugs} | answers.levels
    points = {slug: SWING_POINTS[importance[slug]] for slug in slugs}
    shares = weights(points if any(points.values()) else _unasked(catalogue))
    return tuple(
        Level(
            criterion=slug,
            importance=importance[slug],
            answered=answered.get(slug, Importance.NOT_AT_ALL),
            points=points[slug],
            weight=shares[slug],
            set_by=tuple(set_by.get(slug, ())),
        )
        for slug in slugs
    )


def _unasked(catalogue: Catalogue) -> dict[str, int]:
    """Return the points of all rated criteria where nobody has named a priority."""
    counting = impartial_criteria(catalogue)
    return {criterion.slug: int(criterion.slug in counting) for criterion in catalogue.rated_criteria}


def requirements_of(catalogue: Catalogue, answers: "Answers") -> tuple[StatedRequirement, ...]:
    """Return the requirements that choices set, then those set by hand.

    A requirement set by hand replaces those that choices set on its criterion. Raises KeyError for a requirement on a
    criterion that the catalogue does not have.
    """
    return _requirements(catalogue, answers, _choices_made(catalogue, answers))


def _requirements(catalogue: Catalogue, answers: "Answers", made: Iterable[Made]) -> tuple[StatedRequirement, ...]:
    requirements = [
        StatedRequirement(requirement=requirement, set_by=origin)
        for origin, choice in made
        for requirement in choice.requirements
        if requirement.criterion not in answers.requirements
    ]
    for slug, bound in answers.requirements.items():
        scale = catalogue.criterion_by_slug[slug].scale
        less_is_better = isinstance(scale, MeasuredScale) and scale.best < scale.worst
        own = (
            Requirement(criterion=slug, at_most=bound)
            if less_is_better
            else Requirement(criterion=slug, at_least=bound)
        )
        requirements.append(StatedRequirement(requirement=own, set_by=None))
    if answers.house and catalogue.has_house_rules:
        _, kinds = WISHES[answers.house]
        requirements.append(StatedRequirement(Requirement(criterion=HOUSE_RULE, one_of=kinds), set_by=None))
    return _strictest(requirements)


def _strictest(requirements: list[StatedRequirement]) -> tuple[StatedRequirement, ...]:
    """Keep the strictest of several bounds in one direction on one criterion: it implies the others."""
    strictest: dict[tuple[str, str | tuple[str, ...]], StatedRequirement] = {}
    for stated in requirements:
        bound = _bound(stated.requirement)
        direction = "least" if stated.requirement.at_most is None else "most"
        key = (stated.requirement.criterion, stated.requirement.one_of or direction)
        if key not in strictest or bound > _bound(strictest[key].requirement):
            strictest[key] = stated
    return tuple(strictest.values())


def _bound(requirement: Requirement) -> float:
    """Return a number that is greater for a stricter bound. Upper bounds are negated."""
    if requirement.at_most is not None:
        return -requirement.at_most
    return requirement.at_least or 0.0


def _choices_made(catalogue: Catalogue, answers: "Answers") -> Iterator[Made]:
    counted = applicable_answers(catalogue, answers)
    for question in catalogue.questions:
        if made := counted.get(question.slug):
            for choice in question.choices:
                if choice.slug in made:
                    yield Origin(question=question.slug, choice=choice.slug), choice


def without_redundant_levels(catalogue: Catalogue, answers: "Answers") -> "Answers":
    """Remove levels set by hand that equal what the answers give."""
    if not answers.levels:
        return answers
    redundant = {level.criterion for level in levels_of(catalogue, answers) if not level.by_hand}
    levels = {slug: importance for slug, importance in answers.levels.items() if slug not in redundant}
    return replace(answers, levels=levels)
