"""What every output of a result says beside its ranking, in the same words. Pure.

Who comes first, a tie, and that nothing is left are in `wording.placing_sentence`.
"""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from advisor.advice.recommendation import Recommendation
from advisor.advice.wording import no_priorities_sentence
from advisor.answers.among import among_sentence, retired_of_named
from advisor.answers.flow import applicable_answers, asked_questions
from advisor.answers.own import NOTHING, counted_own
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import counted

# Fewer answers than these give a first impression only. The number is ours: half of what the wizard asks most people.
FEW_ANSWERS = 4


class State(StrEnum):
    """What there may be to notice, in the order in which it is said."""

    OWN = "own"
    NO_PRIORITIES = "no-priorities"
    FEW_ANSWERS = "few-answers"
    RETIRED = "retired"
    EXCLUDED = "excluded"
    UNCONFIRMED = "unconfirmed"
    UNKNOWN = "unknown"


class Notice(Struct, frozen=True):
    """`words` is a sentence without its full stop, so that it can stand in a label too."""

    state: State
    words: str

    @property
    def sentence(self) -> str:
        return f"{self.words}."


def notices(catalogue: Catalogue, answers: Answers, recommendation: Recommendation) -> tuple[Notice, ...]:
    """Return what there is to notice."""
    return tuple(_notices(catalogue, answers, recommendation))


def is_first_impression(catalogue: Catalogue, answers: Answers) -> bool:
    """Return whether there are too few answers for more than a first impression."""
    asked = asked_questions(catalogue, answers)
    answered = sum(question.slug in answers.choices for question in asked)
    return answered < min(FEW_ANSWERS, len(asked))


def _notices(catalogue: Catalogue, answers: Answers, recommendation: Recommendation) -> Iterator[Notice]:
    if answers.own != NOTHING:
        yield Notice(State.OWN, counted_own(answers.own))
    if recommendation.no_priorities:
        yield Notice(State.NO_PRIORITIES, no_priorities_sentence(catalogue).rstrip("."))
    elif is_first_impression(catalogue, answers):
        answered = len(applicable_answers(catalogue, answers))
        words = f"First impression from {counted(answered, 'answer')}" if answered else "No question answered"
        yield Notice(State.FEW_ANSWERS, words)
    if retired_of_named(catalogue, answers):
        yield Notice(State.RETIRED, among_sentence(catalogue, answers).rstrip("."))
    if recommendation.excluded:
        yield Notice(State.EXCLUDED, f"{len(recommendation.excluded)} left out by must-haves")
    if recommendation.unconfirmed:
        yield Notice(State.UNCONFIRMED, f"{len(recommendation.unconfirmed)} could not be confirmed")
    if unknown := sum(not part.known for placed in recommendation.ranking for part in placed.parts):
        yield Notice(State.UNKNOWN, f"{counted(unknown, 'score')} unknown")
