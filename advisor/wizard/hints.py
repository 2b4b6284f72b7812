"""What each answer to a question changes: the criteria that it makes count, and the must-haves that it sets. Pure."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from advisor.advice.recommendation import considered
from advisor.advice.wording import importance_words, requirement_words
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Choice, Criterion, Framework, Importance, Question
from comparisons.performance import meets
from comparisons.ranking.screening import Outcome


class Raised(Struct, frozen=True):
    """The criteria that a choice lifts to one level of importance."""

    importance: Importance
    criteria: tuple[Criterion, ...]

    @property
    def words(self) -> str:
        """How much they count then: 'Counts a lot', 'Decisive'."""
        if self.importance is Importance.DECISIVE:
            return "Decisive"
        return f"Counts {importance_words(self.importance)}"


class MustHave(Struct, frozen=True):
    """A must-have in words, and the frameworks that it leaves out."""

    words: str
    leaves_out: tuple[Framework, ...]


class Meaning(Struct, frozen=True):
    """What a choice changes; nothing, if both are empty."""

    choice: Choice
    raised: tuple[Raised, ...]
    must_haves: tuple[MustHave, ...]


def meanings(catalogue: Catalogue, answers: Answers, question: Question) -> tuple[Meaning, ...]:
    """Return what each choice of a question changes, the highest level first.

    Of the answers only the frameworks to choose from matter: a must-have is told of these.
    """
    frameworks = considered(catalogue, answers)
    return tuple(
        Meaning(
            choice=choice,
            raised=tuple(_raised(catalogue, choice)),
            must_haves=tuple(_must_haves(catalogue, choice, frameworks)),
        )
        for choice in question.choices
    )


def _raised(catalogue: Catalogue, choice: Choice) -> Iterator[Raised]:
    for importance in reversed(Importance):
        slugs = {effect.criterion for effect in choice.effects if effect.importance is importance}
        if slugs and importance is not Importance.NOT_AT_ALL:
            yield Raised(importance=importance, criteria=tuple(c for c in catalogue.criteria if c.slug in slugs))


def _must_haves(catalogue: Catalogue, choice: Choice, frameworks: Sequence[Framework]) -> Iterator[MustHave]:
    for requirement in choice.requirements:
        missing = tuple(f for f in frameworks if meets(requirement, f) is Outcome.FAIL)
        yield MustHave(words=requirement_words(catalogue, requirement), leaves_out=missing)
