"""Who is ahead after the answers given so far: totals alone, nothing about how sure they are. Pure."""

from msgspec import Struct

from advisor.advice.recommendation import recommend
from advisor.answers.flow import applicable_answers
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Framework


class Leader(Struct, frozen=True):
    framework: Framework
    rank: int
    points: int


class Standing(Struct, frozen=True):
    """`leaders` is empty as long as no answer gives weight: then every order would be as good."""

    leaders: tuple[Leader, ...]
    considered: int
    excluded: int
    unconfirmed: int
    answered: int

    @property
    def nobody_is_left(self) -> bool:
        return self.considered == self.excluded + self.unconfirmed


def standing(catalogue: Catalogue, answers: Answers, most: int = 3) -> Standing:
    """Return the first ones under these answers, with the very points that the result would show."""
    recommendation = recommend(catalogue, answers)
    ahead = () if recommendation.no_priorities else recommendation.ranking[:most]
    excluded, unconfirmed = len(recommendation.excluded), len(recommendation.unconfirmed)
    return Standing(
        leaders=tuple(
            Leader(framework=catalogue.framework_by_slug[placed.framework], rank=placed.rank, points=placed.points)
            for placed in ahead
        ),
        considered=len(recommendation.ranking) + excluded + unconfirmed,
        excluded=excluded,
        unconfirmed=unconfirmed,
        answered=len(applicable_answers(catalogue, answers)),
    )
