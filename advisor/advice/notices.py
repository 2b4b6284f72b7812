"""What every output of a result says beside its ranking, in the same words. Pure.

Who comes first, a tie, and that nothing is left are in `wording.placing_sentence`.
"""

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from advisor.advice.recommendation import Recommendation
from advisor.advice.wording import NO_PRIORITIES, joined
from advisor.answers.flow import applicable_answers, asked_questions
from advisor.answers.query import AMONG, Answers
from comparisons.catalogue.plurals import counted
from comparisons.catalogue.value import Catalogue, Status


class State(StrEnum):
    """What there may be to notice, in the order in which it is said."""

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


def notices(
    catalogue: Catalogue, answers: Answers, recommendation: Recommendation, dropped: Iterable[str] = ()
) -> tuple[Notice, ...]:
    """Return what there is to notice. `dropped` are the names of what was left out of the visitor's address."""
    return tuple(_notices(catalogue, answers, recommendation, dropped))


def _notices(
    catalogue: Catalogue, answers: Answers, recommendation: Recommendation, dropped: Iterable[str]
) -> Iterator[Notice]:
    answered, asked = len(applicable_answers(catalogue, answers)), len(asked_questions(catalogue, answers))
    if recommendation.no_priorities:
        yield Notice(State.NO_PRIORITIES, NO_PRIORITIES.rstrip("."))
    # The limit, a third of the questions, is ours.
    elif 3 * answered <= asked:
        yield Notice(State.FEW_ANSWERS, f"You answered {answered or 'none'} of {counted(asked, 'question')}")
    named = [*answers.among, *(name.removeprefix(f"{AMONG}.") for name in dropped if name.startswith(f"{AMONG}."))]
    if retired := retired_words(catalogue, named):
        yield Notice(State.RETIRED, retired)
    if recommendation.excluded:
        yield Notice(State.EXCLUDED, f"{len(recommendation.excluded)} left out by must-haves")
    if recommendation.unconfirmed:
        yield Notice(State.UNCONFIRMED, f"{len(recommendation.unconfirmed)} could not be confirmed")
    if unknown := sum(not part.known for placed in recommendation.ranking for part in placed.parts):
        yield Notice(State.UNKNOWN, f"{counted(unknown, 'score')} unknown")


def retired_words(catalogue: Catalogue, named: Collection[str]) -> str:
    """Say which of the frameworks with these slugs are retired; "" if none is."""
    retired = [f.name for f in catalogue.frameworks if f.slug in named and f.status is Status.RETIRED]
    if not retired:
        return ""
    are = "is retired, so it is" if len(retired) == 1 else "are retired, so they are"
    return f"{joined(retired)} {are} not considered"
