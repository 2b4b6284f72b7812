"""The effects of each choice of a question: the importance it gives to criteria, and its requirements. Pure."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from advisor.advice.recommendation import considered
from advisor.advice.wording import importance_words, requirement_words
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Choice, Criterion, Framework, Importance, Question
from comparisons.performance import meets
from comparisons.ranking.screening import Outcome


class ImportanceEffect(Struct, frozen=True):
    """The criteria to which a choice gives one importance, in the catalogue's order."""

    importance: Importance
    criteria: tuple[Criterion, ...]

    @property
    def words(self) -> str:
        """'Counts a lot', 'Decisive'."""
        if self.importance is Importance.DECISIVE:
            return "Decisive"
        return f"Counts {importance_words(self.importance)}"


class RequirementEffect(Struct, frozen=True):
    """A requirement in words, and the frameworks that fail it."""

    words: str
    excluded: tuple[Framework, ...]


class ChoiceHint(Struct, frozen=True):
    """The effects of a choice. Both are empty if it has none."""

    choice: Choice
    importances: tuple[ImportanceEffect, ...]
    requirements: tuple[RequirementEffect, ...]


def choice_hints(catalogue: Catalogue, answers: Answers, question: Question) -> tuple[ChoiceHint, ...]:
    """Return the effects of each choice of a question, the highest importance first.

    Of `answers` only `among` is used: excluded frameworks are listed among those considered.
    """
    frameworks = considered(catalogue, answers)
    return tuple(
        ChoiceHint(
            choice=choice,
            importances=tuple(_importances(catalogue, choice)),
            requirements=tuple(_requirements(catalogue, choice, frameworks)),
        )
        for choice in question.choices
    )


def _importances(catalogue: Catalogue, choice: Choice) -> Iterator[ImportanceEffect]:
    for importance in reversed(Importance):
        slugs = {effect.criterion for effect in choice.effects if effect.importance is importance}
        if slugs and importance is not Importance.NOT_AT_ALL:
            yield ImportanceEffect(
                importance=importance, criteria=tuple(c for c in catalogue.criteria if c.slug in slugs)
            )


def _requirements(catalogue: Catalogue, choice: Choice, frameworks: Sequence[Framework]) -> Iterator[RequirementEffect]:
    for requirement in choice.requirements:
        excluded = tuple(f for f in frameworks if meets(requirement, f) is Outcome.FAIL)
        yield RequirementEffect(words=requirement_words(catalogue, requirement), excluded=excluded)
