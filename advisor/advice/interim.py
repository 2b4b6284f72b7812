"""The first places after the answers given so far, for the wizard. Pure."""

from collections.abc import Sequence

from msgspec import Struct

from advisor.advice.recommendation import recommend
from advisor.advice.wording import none_left_sentence
from advisor.answers.flow import applicable_answers
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Framework
from comparisons.catalogue.wording import joined

# The most frameworks that are named.
_NAMED = 9


class Leader(Struct, frozen=True):
    framework: Framework
    rank: int
    points: int


class InterimRanking(Struct, frozen=True):
    """`leaders` is empty while no answer gives any criterion weight. `considered` counts frameworks.

    `excluded` and `unconfirmed` are the frameworks that must-haves rule out, and those that nobody knows to meet them.
    """

    leaders: tuple[Leader, ...]
    considered: int
    excluded: tuple[Framework, ...]
    unconfirmed: tuple[Framework, ...]
    answered: int

    @property
    def excluded_names(self) -> str:
        return _named(self.excluded)

    @property
    def unconfirmed_names(self) -> str:
        return _named(self.unconfirmed)

    @property
    def none_left(self) -> bool:
        return self.considered == len(self.excluded) + len(self.unconfirmed)

    @property
    def none_left_sentence(self) -> str:
        return none_left_sentence(is_any_unconfirmed=bool(self.unconfirmed))


def _named(frameworks: Sequence[Framework]) -> str:
    """Return the names, at most `_NAMED` of them: 'Bottle, Flask and 3 more'."""
    names = [framework.name for framework in frameworks[:_NAMED]]
    more = len(frameworks) - len(names)
    return joined([*names, f"{more} more"] if more else names)


def interim_ranking(catalogue: Catalogue, answers: Answers, limit: int = 3) -> InterimRanking:
    """Return at most `limit` first places. Points of 100 are those that the result shows."""
    recommendation = recommend(catalogue, answers)
    leading = () if recommendation.no_priorities else recommendation.ranking[:limit]
    excluded, unconfirmed = recommendation.excluded, recommendation.unconfirmed
    return InterimRanking(
        leaders=tuple(
            Leader(framework=catalogue.framework_by_slug[placed.framework], rank=placed.rank, points=placed.points)
            for placed in leading
        ),
        considered=len(recommendation.ranking) + len(excluded) + len(unconfirmed),
        excluded=tuple(catalogue.framework_by_slug[one.framework] for one in excluded),
        unconfirmed=tuple(catalogue.framework_by_slug[one.framework] for one in unconfirmed),
        answered=len(applicable_answers(catalogue, answers)),
    )
