"""The robustness of the first place by SMAA-2 (Lahdelma and Salminen 2001). Pure.

Weights are drawn around the stated importance, and scores within their intervals; the share of draws in which a
framework comes first is its first-rank acceptability.
"""

from msgspec import Struct

from advisor.advice.recommendation import Recommendation
from advisor.advice.tuning import tuning_of
from advisor.advice.wording import VERDICTS
from comparisons.catalogue.familiarity import impartial_criteria
from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue
from comparisons.performance import table_of
from comparisons.ranking.additive import TOLERANCE
from comparisons.ranking.bands import Band
from comparisons.ranking.smaa import StatedWeights, band, in_steps, is_too_close, shortlist

# The half-width of the 95 % interval of a share is at most 0.98 / sqrt(2500) = 2 %; shares are shown in steps of 5 %.
RERUNS = 2500

# A value below _VERY_WEAK on a criterion with a weight above _WEIGHTY is a weakness (both 0..1; ours).
_VERY_WEAK, _WEIGHTY = 0.2, 0.15


class Robustness(Struct, frozen=True):
    """First-rank acceptabilities, in percent and in steps of 5.

    `percent` is that of the leader. `shortlist` are the frameworks with at least 5 %, the highest first, and `shares`
    their percents. `too_close` are the ranked frameworks that the leader beats in less than 65 % of the draws.
    """

    leader: str
    percent: int
    band: Band
    shortlist: tuple[str, ...]
    shares: tuple[int, ...]
    too_close: tuple[str, ...]

    @property
    def of_20(self) -> int:
        return self.percent // 5


class Weakness(Struct, frozen=True):
    """A ranked framework has a very low value on a criterion with a high weight."""

    framework: str
    criterion: str


class Unknown(Struct, frozen=True):
    """An unknown score that could change the first place."""

    framework: str
    criterion: str


def robustness(catalogue: Catalogue, recommendation: Recommendation) -> Robustness | None:
    """Return the robustness of the first place, None if fewer than two frameworks are ranked.

    All advice from a catalogue uses the same draws.
    """
    ranking = recommendation.ranking
    if len(ranking) < 2:
        return None
    ranked = [placed.framework for placed in ranking]
    points = {level.criterion: float(level.points) for level in recommendation.levels}
    leader = ranking[0].framework
    draws = _any_weights(catalogue) if recommendation.no_priorities else _stated_weights(catalogue)
    places = draws.first_ranks(ranked, points, leader)
    shares = dict(zip(ranked, map(float, places.acceptability), strict=True))
    winning = dict(zip(ranked, map(float, places.winning), strict=True))
    tuning = tuning_of(catalogue)
    listed = shortlist(shares, tuning.shortlisted)
    return Robustness(
        leader=leader,
        percent=in_steps(shares[leader]),
        # Where several share the first place there is no winner, however often one of them comes first alone.
        band=band(shares[leader], tuning.bounds) if len(recommendation.first) == 1 else Band.OPEN,
        shortlist=listed,
        shares=tuple(in_steps(shares[slug]) for slug in listed),
        too_close=tuple(rival for rival in ranked[1:] if is_too_close(winning[rival], tuning.too_close)),
    )


def verdict_of(catalogue: Catalogue, recommendation: Recommendation) -> str:
    """Return the verdict of advice, such as 'fairly robust'; "" if nothing is compared or no priorities are named.

    Weights that are equal because nobody said anything make no result sure.
    """
    return verdict(recommendation, robustness(catalogue, recommendation))


def verdict(recommendation: Recommendation, found: Robustness | None) -> str:
    """Return the verdict that follows from a robustness that is worked out already."""
    return VERDICTS[found.band] if found and not recommendation.no_priorities else ""


@memo
def _stated_weights(catalogue: Catalogue) -> StatedWeights:
    return StatedWeights(table_of(catalogue), method=tuning_of(catalogue).draws, samples=RERUNS)


def _any_weights(catalogue: Catalogue) -> StatedWeights:
    """Return the draws where nobody has named a priority. Few results need them, so they are not kept."""
    table = table_of(catalogue).on(impartial_criteria(catalogue))
    return StatedWeights(table, method=tuning_of(catalogue).draws, samples=RERUNS)


def weaknesses(recommendation: Recommendation) -> tuple[Weakness, ...]:
    """Return the weaknesses of the ranked frameworks. A high total can hide them."""
    weight = {level.criterion: level.weight for level in recommendation.levels}
    return tuple(
        Weakness(framework=placed.framework, criterion=part.criterion)
        for placed in recommendation.ranking
        for part in placed.parts
        if part.known and weight[part.criterion] > _WEIGHTY and part.contribution < _VERY_WEAK * weight[part.criterion]
    )


def deciding_unknowns(recommendation: Recommendation) -> tuple[Unknown, ...]:
    """Return the unknown scores each of which could change the first place alone."""
    if len(recommendation.ranking) < 2:
        return ()
    first, second = recommendation.ranking[:2]
    weight = {level.criterion: level.weight for level in recommendation.levels}
    found = []
    for placed in recommendation.ranking:
        behind = first.total - (second.total if placed is first else placed.total)
        found += [
            Unknown(framework=placed.framework, criterion=part.criterion)
            for part in placed.parts
            # Unknown scores are valued at 0.5, so each can change a total by up to half its weight.
            if not part.known and weight[part.criterion] / 2 >= behind - TOLERANCE
        ]
    return tuple(found)
