"""What matters to the visitor, and which answer said so."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from advisor.answers.flow import applicable_answers
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Choice, Importance, MeasuredScale, Question, Requirement
from comparisons.ranking.weights import SWING_POINTS, weights


class Origin(Struct, frozen=True):
    """The answer that something comes from."""

    question: str
    choice: str


class Level(Struct, frozen=True):
    """A criterion's importance. `answered` is what the answers alone would give it."""

    criterion: str
    importance: Importance
    answered: Importance
    points: int
    weight: float
    set_by: tuple[Origin, ...]

    @property
    def by_hand(self) -> bool:
        return self.importance is not self.answered


class Need(Struct, frozen=True):
    """A must-have and the answer that set it; no origin: the visitor set it by hand."""

    requirement: Requirement
    set_by: Origin | None


def levels_of(catalogue: Catalogue, answers: Answers) -> tuple[Level, ...]:
    """Return the level of each criterion that can be weighed, in the catalogue's order.

    A criterion's level is the highest that any answer gives it; one set by hand replaces it.
    """
    answered: dict[str, Importance] = {}
    set_by: dict[str, list[Origin]] = {}
    for origin, choice in _choices_made(catalogue, answers):
        for effect in choice.effects:
            so_far = answered.get(effect.criterion, Importance.NOT_AT_ALL)
            if SWING_POINTS[effect.importance] > SWING_POINTS[so_far]:
                answered[effect.criterion] = effect.importance
                set_by[effect.criterion] = []
            if effect.importance is answered.get(effect.criterion):
                set_by[effect.criterion].append(origin)
    slugs = [criterion.slug for criterion in catalogue.rated_criteria]
    importance = {slug: answered.get(slug, Importance.NOT_AT_ALL) for slug in slugs} | answers.levels
    shares = weights({slug: SWING_POINTS[importance[slug]] for slug in slugs})
    return tuple(
        Level(
            criterion=slug,
            importance=importance[slug],
            answered=answered.get(slug, Importance.NOT_AT_ALL),
            points=SWING_POINTS[importance[slug]],
            weight=shares[slug],
            set_by=tuple(set_by.get(slug, ())),
        )
        for slug in slugs
    )


def needs_of(catalogue: Catalogue, answers: Answers) -> tuple[Need, ...]:
    """Return all must-haves: those that answers set, then those set by hand, which replace them."""
    needs = [
        Need(requirement=requirement, set_by=origin)
        for origin, choice in _choices_made(catalogue, answers)
        for requirement in choice.requirements
        if requirement.criterion not in answers.needs
    ]
    for slug, bound in answers.needs.items():
        scale = catalogue.criterion_by_slug[slug].scale
        less_is_better = isinstance(scale, MeasuredScale) and scale.best < scale.worst
        own = (
            Requirement(criterion=slug, at_most=bound)
            if less_is_better
            else Requirement(criterion=slug, at_least=bound)
        )
        needs.append(Need(requirement=own, set_by=None))
    return _strictest(needs)


def _strictest(needs: list[Need]) -> tuple[Need, ...]:
    """Keep of several bounds on one criterion the strictest: whoever meets it meets the others."""
    kept: dict[tuple[str, str | tuple[str, ...]], Need] = {}
    for need in needs:
        bound = _bound(need.requirement)
        side = "least" if need.requirement.at_most is None else "most"
        key = (need.requirement.criterion, need.requirement.one_of or side)
        if key not in kept or bound > _bound(kept[key].requirement):
            kept[key] = need
    return tuple(kept.values())


def _bound(requirement: Requirement) -> float:
    """How strict a bound is; upper bounds count below zero, the lower the stricter."""
    if requirement.at_most is not None:
        return -requirement.at_most
    return requirement.at_least or 0.0


def _choices_made(catalogue: Catalogue, answers: Answers) -> Iterator[tuple[Origin, Choice]]:
    counted = applicable_answers(catalogue, answers)
    for question in catalogue.questions:
        for choice in _chosen(question, counted.get(question.slug, ())):
            yield Origin(question=question.slug, choice=choice.slug), choice


def _chosen(question: Question, slugs: tuple[str, ...]) -> Iterator[Choice]:
    return (choice for choice in question.choices if choice.slug in slugs)


def without_idle_levels(catalogue: Catalogue, answers: Answers) -> Answers:
    """A level set by hand to what the answers give anyway says nothing, and has no place in the address."""
    if not answers.levels:
        return answers
    idle = {level.criterion for level in levels_of(catalogue, answers) if not level.by_hand}
    kept = {slug: importance for slug, importance in answers.levels.items() if slug not in idle}
    return replace(answers, levels=kept)
