"""The pairwise comparison: the difference of two totals by criterion. Pure."""

from msgspec import Struct

from advisor.advice.recommendation import Placed, Recommendation
from advisor.advice.wording import Difference, differences
from comparisons.catalogue.value import Catalogue, Criterion, Framework


class Gap(Struct, frozen=True):
    """A criterion's part of the difference, with its bar: `start` and `width` in percent of the picture."""

    criterion: Criterion
    difference: Difference
    start: float
    width: float


class PairwiseComparison(Struct, frozen=True):
    """`gaps` go from the framework's largest lead to the rival's and sum to `total`, in points of 100.

    `equal` are the criteria without a difference of a point.
    """

    framework: Framework
    rival: Framework
    gaps: list[Gap]
    total: int
    equal: list[Criterion]


def pairwise_comparison(
    catalogue: Catalogue, recommendation: Recommendation, versus: tuple[str, ...]
) -> PairwiseComparison | None:
    """Compare the two frameworks in `versus`, or the first two places if these are not two ranked frameworks.

    Returns None if fewer than two are ranked.
    """
    ranked = {placed.framework: placed for placed in recommendation.ranking}
    if len(ranked) < 2:
        return None
    pair = [ranked[slug] for slug in versus if slug in ranked]
    framework, rival = pair if len(pair) == 2 else recommendation.ranking[:2]
    return _comparison_of(catalogue, framework, rival)


def _comparison_of(catalogue: Catalogue, framework: Placed, rival: Placed) -> PairwiseComparison:
    found = differences(framework, rival)
    widest = max((abs(d.points) for d in found), default=0) or 1
    criteria = catalogue.criterion_by_slug
    return PairwiseComparison(
        framework=catalogue.framework_by_slug[framework.framework],
        rival=catalogue.framework_by_slug[rival.framework],
        gaps=[_gap(criteria[d.criterion], d, 50 / widest) for d in found if d.points],
        total=framework.points - rival.points,
        equal=[criteria[d.criterion] for d in found if not d.points],
    )


def _gap(criterion: Criterion, difference: Difference, scale: float) -> Gap:
    width = abs(difference.points) * scale
    return Gap(criterion=criterion, difference=difference, start=50 - max(0, -difference.points * scale), width=width)
