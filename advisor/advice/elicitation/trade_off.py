"""The last question of the wizard: which of two criteria matters more, where that decides between the first two. Pure.

Trade-offs between pairs of criteria are how weights are elicited where rough levels do not settle a choice (Keeney and
Raiffa 1976). Which pair is asked is ours: the one whose two answers part the contenders furthest.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from advisor.advice.recommendation import Placed, Recommendation, recommend, totals
from advisor.advice.robustness import robustness
from advisor.answers.priorities import Level
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Criterion, Importance
from comparisons.ranking.bands import Band

# At most so many trade-offs are asked. Each leaves one level or two in the address.
MOST = 3
# Of each side only the criteria that part the two most are tried.
_TRIED = 5
_LEVELS = tuple(Importance)


class Preference(Struct, frozen=True):
    """A criterion that matters more than the other, the answers that say so, and who comes first then (a slug)."""

    criterion: Criterion
    answers: Answers
    first: str


class TradeOff(Struct, frozen=True):
    """Two criteria, of which one keeps the first place and the other changes it."""

    keeps: Preference
    changes: Preference


def trade_off(catalogue: Catalogue, answers: Answers) -> TradeOff | None:
    """Return the pair of criteria that parts the contenders furthest.

    None if the first place is at least fairly robust, if no pair would change it, or if MOST were asked before.
    """
    if len(answers.levels) >= MOST:
        return None
    recommendation = recommend(catalogue, answers)
    if recommendation.no_priorities:
        return None
    found = robustness(catalogue, recommendation)
    if found is None or found.band not in (Band.LEANING, Band.OPEN):
        return None
    first, second = recommendation.ranking[:2]
    pairs = _pairs(catalogue, answers, recommendation, first, second)
    best = max(pairs, key=lambda pair: pair[0], default=None)
    return best[1] if best else None


def _pairs(
    catalogue: Catalogue, answers: Answers, recommendation: Recommendation, first: Placed, second: Placed
) -> Iterator[tuple[float, TradeOff]]:
    """Yield each trade-off that can change the first place, with the smaller of the two leads it makes (0..1)."""
    levels = {level.criterion: level for level in recommendation.levels if level.weight > 0}
    ahead, behind = _sides(first, second)
    for keeping in ahead:
        for changing in behind:
            keeps = _preferring(catalogue, answers, levels[keeping], levels[changing])
            changes = _preferring(catalogue, answers, levels[changing], levels[keeping])
            leads = _lead(catalogue, keeps.answers), _lead(catalogue, changes.answers)
            if keeps.first == first.framework != changes.first and min(leads) > 0:
                yield min(leads), TradeOff(keeps=keeps, changes=changes)


def _sides(first: Placed, second: Placed) -> tuple[list[str], list[str]]:
    """Return the criteria that speak most for the first and for the second."""
    gaps = {
        own.criterion: own.contribution - other.contribution
        for own, other in zip(first.parts, second.parts, strict=True)
    }
    by_gap = sorted(gaps, key=lambda criterion: (-gaps[criterion], criterion))
    ahead = [criterion for criterion in by_gap if gaps[criterion] > 0]
    behind = [criterion for criterion in reversed(by_gap) if gaps[criterion] < 0]
    return ahead[:_TRIED], behind[:_TRIED]


def _preferring(catalogue: Catalogue, answers: Answers, more: Level, less: Level) -> Preference:
    """Return the preference for one of two criteria: one level above the other, which is lowered only if it must be."""
    above = max(_LEVELS.index(more.importance), _LEVELS.index(less.importance) + 1)
    set_levels = {more.criterion: _LEVELS[min(above, len(_LEVELS) - 1)]}
    if above == len(_LEVELS):
        set_levels[less.criterion] = _LEVELS[-2]
    preferred = replace(answers, levels=answers.levels | set_levels)
    ranked = totals(catalogue, preferred)
    return Preference(
        criterion=catalogue.criterion_by_slug[more.criterion],
        answers=preferred,
        first=max(ranked, key=ranked.__getitem__),
    )


def _lead(catalogue: Catalogue, answers: Answers) -> float:
    first, second = _best_two(totals(catalogue, answers).values())
    return first - second


def _best_two(values: Iterable[float]) -> tuple[float, float]:
    first, second, *_ = sorted(values, reverse=True)
    return first, second
