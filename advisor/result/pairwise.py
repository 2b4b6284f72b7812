"""Two frameworks against each other: where the difference of their totals comes from. Pure."""

from msgspec import Struct

from advisor.advice.recommendation import Placed, Recommendation
from advisor.advice.wording import Difference, differences
from comparisons.catalogue.value import Catalogue, Criterion, Framework


class Gap(Struct, frozen=True):
    """A criterion's part of the difference, with its bar: `start` and `width` in hundredths of the picture."""

    criterion: Criterion
    difference: Difference
    start: float
    width: float


class Duel(Struct, frozen=True):
    """The gaps are sorted, from the one's widest lead to the other's, and add up to the difference of the totals."""

    one: Framework
    other: Framework
    gaps: list[Gap]
    total: int
    level: list[Criterion]


def duel(catalogue: Catalogue, recommendation: Recommendation, versus: tuple[str, ...]) -> Duel | None:
    """Return the two named frameworks against each other, or the first two where these are not both ranked."""
    ranked = {placed.framework: placed for placed in recommendation.ranking}
    if len(ranked) < 2:
        return None
    pair = [ranked[slug] for slug in versus if slug in ranked]
    one, other = pair if len(pair) == 2 else recommendation.ranking[:2]
    return _duel(catalogue, one, other)


def _duel(catalogue: Catalogue, one: Placed, other: Placed) -> Duel:
    found = differences(one, other)
    widest = max((abs(d.points) for d in found), default=0) or 1
    criteria = catalogue.criterion_by_slug
    return Duel(
        one=catalogue.framework_by_slug[one.framework],
        other=catalogue.framework_by_slug[other.framework],
        gaps=[_gap(criteria[d.criterion], d, 50 / widest) for d in found if d.points],
        total=one.points - other.points,
        level=[criteria[d.criterion] for d in found if not d.points],
    )


def _gap(criterion: Criterion, difference: Difference, scale: float) -> Gap:
    width = abs(difference.points) * scale
    return Gap(criterion=criterion, difference=difference, start=50 - max(0, -difference.points * scale), width=width)
