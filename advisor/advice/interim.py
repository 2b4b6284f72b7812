"""The first places after the answers given so far, for the wizard. Pure."""

from msgspec import Struct

from advisor.advice.recommendation import recommend
from advisor.advice.wording import none_left_sentence
from advisor.answers.flow import applicable_answers
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Framework


class Leader(Struct, frozen=True):
    framework: Framework
    rank: int
    points: int


class InterimRanking(Struct, frozen=True):
    """`leaders` is empty while no answer gives any criterion weight. The numbers count frameworks and answers."""

    leaders: tuple[Leader, ...]
    considered: int
    excluded: int
    unconfirmed: int
    answered: int

    @property
    def none_left(self) -> bool:
        return self.considered == self.excluded + self.unconfirmed

    @property
    def none_left_sentence(self) -> str:
        return none_left_sentence(is_any_unconfirmed=self.unconfirmed > 0)


def interim_ranking(catalogue: Catalogue, answers: Answers, limit: int = 3) -> InterimRanking:
    """Return at most `limit` first places. Points of 100 are those that the result shows."""
    recommendation = recommend(catalogue, answers)
    leading = () if recommendation.no_priorities else recommendation.ranking[:limit]
    excluded, unconfirmed = len(recommendation.excluded), len(recommendation.unconfirmed)
    return InterimRanking(
        leaders=tuple(
            Leader(framework=catalogue.framework_by_slug[placed.framework], rank=placed.rank, points=placed.points)
            for placed in leading
        ),
        considered=len(recommendation.ranking) + excluded + unconfirmed,
        excluded=excluded,
        unconfirmed=unconfirmed,
        answered=len(applicable_answers(catalogue, answers)),
    )
