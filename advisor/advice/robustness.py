"""How sure the first place is: the same question asked again with priorities and scores nudged at random. Pure."""

from msgspec import Struct

from advisor.advice.recommendation import Recommendation
from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue
from comparisons.performance import table_of
from comparisons.ranking.smaa import Band, StatedWeights, band, in_steps, is_too_close, shortlist

# The 95 % error of a share is at most 0.98 / sqrt(2500) = 2 %, well under the steps of 5 % that are shown.
RERUNS = 2500

# Part of the seed: a change of the method may change the draws, an unchanged one never does.
_METHOD = 2

# Very weak on something weighty: a sum can hide it.
_VERY_WEAK, _WEIGHTY = 0.2, 0.15


class Robustness(Struct, frozen=True):
    """Shares are shown in steps of 5 % (`percent`) and as 'in about `of_20` of 20'.

    `shortlist` came first in 5 % of the reruns or more, most often first; `shares` holds their percents, in the
    same order. `too_close` are rivals that the leader beats in less than 65 %.
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
    """A ranked framework has next to nothing on a criterion that weighs much."""

    framework: str
    criterion: str


class Unknown(Struct, frozen=True):
    """An unknown score that could put another framework first, if it turned out well or badly."""

    framework: str
    criterion: str


def robustness(catalogue: Catalogue, recommendation: Recommendation) -> Robustness | None:
    """Return how often the leader stays first when each answer could be a level off and each score may vary.

    None when there is nothing to compare. All advice from a catalogue rests on the same draws.
    """
    ranking = recommendation.ranking
    if len(ranking) < 2:
        return None
    ranked = [placed.framework for placed in ranking]
    points = {level.criterion: float(level.points) for level in recommendation.levels}
    leader = ranking[0].framework
    places = _stated_weights(catalogue).first_ranks(ranked, points, leader)
    shares = dict(zip(ranked, map(float, places.acceptability), strict=True))
    winning = dict(zip(ranked, map(float, places.winning), strict=True))
    listed = shortlist(shares)
    return Robustness(
        leader=leader,
        percent=in_steps(shares[leader]),
        band=band(shares[leader]),
        shortlist=listed,
        shares=tuple(in_steps(shares[slug]) for slug in listed),
        too_close=tuple(rival for rival in ranked[1:] if is_too_close(winning[rival])),
    )


@memo
def _stated_weights(catalogue: Catalogue) -> StatedWeights:
    return StatedWeights(table_of(catalogue), method=_METHOD, samples=RERUNS)


def weaknesses(recommendation: Recommendation) -> tuple[Weakness, ...]:
    """Return where ranked frameworks are very weak on something weighty."""
    weight = {level.criterion: level.weight for level in recommendation.levels}
    return tuple(
        Weakness(framework=placed.framework, criterion=part.criterion)
        for placed in recommendation.ranking
        for part in placed.parts
        if part.known and weight[part.criterion] > _WEIGHTY and part.contribution < _VERY_WEAK * weight[part.criterion]
    )


def deciding_unknowns(recommendation: Recommendation) -> tuple[Unknown, ...]:
    """Return the unknown scores any one of which could change the first place, whatever the others are."""
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
            # An unknown counts with the middle: it can turn out half its weight better, or worse.
            if not part.known and weight[part.criterion] / 2 >= behind
        ]
    return tuple(found)
