"""Whether moving is worth it: the effort against the lead that a framework has in the advice. Pure.

The effort is one more criterion, of which staying has the best level (no effort) and writing everything anew the worst.
With s swing points for it beside the S of all answers, the totals become (S T + s (1 - e)) / (S + s) for moving and
(S T' + s) / (S + s) for staying, where e is the effort as a share of the worst. So moving is ahead exactly where

    T - T' > e s / S

The visitor did not say how much effort matters, so the limit is given for each importance. That limits and leads are
compared as whole points of 100, as they are shown, is a rule of ours.
"""

from collections.abc import Collection

from msgspec import Struct

from advisor.advice.recommendation import Placed, Recommendation
from advisor.advice.wording import importance_words
from advisor.answers.query import Answers
from comparisons.catalogue.expected_slugs import CODE_QUESTION
from comparisons.catalogue.names import slug_now
from comparisons.catalogue.value import QUESTIONS, Catalogue, Importance
from comparisons.catalogue.wording import counted
from comparisons.content.moving import MoveCost, move_between, move_cost, move_costs
from comparisons.ranking.additive import rounded
from comparisons.ranking.weights import SWING_POINTS

# How much effort can matter, least first. Where it does not matter at all, there is nothing to ask.
IMPORTANCES = (Importance.A_LITTLE, Importance.SOMEWHAT, Importance.A_LOT, Importance.DECISIVE)


class Limit(Struct, frozen=True):
    """The lead in points of 100 above which moving is worth it, if effort matters so much."""

    importance: Importance
    points: int
    is_worth_it: bool

    @property
    def words(self) -> str:
        return importance_words(self.importance)


class Worth(Struct, frozen=True):
    """A move against the visitor's ranking. `lead` is the target's in points of 100 as shown, negative if it is behind.

    `limits` has one for each importance of effort; none if staying is no option or no priorities are named.
    """

    cost: MoveCost
    lead: int | None
    limits: tuple[Limit, ...]

    @property
    def sentence(self) -> str:
        """The answer in a sentence: 'Worth it only above a lead of 3 points (if …) to 24 (if …). It leads by 9.'"""
        origin, target = self.cost.origin.name, self.cost.target.name
        if self.lead is None:
            return f"{origin} misses your must-haves, so staying is no option."
        if not self.limits:
            return "You named no priorities, so there is no lead to weigh it against."
        if self.lead <= 0:
            return f"Not worth it: {target} is not ahead of {origin} for your project."
        low, high = self.limits[0], self.limits[-1]
        between = f"{low.points}" if low.points == high.points else f"{low.points} to {high.points}"
        return (
            f"Worth it only above a lead of {between} points, depending on how much the work matters to you; "
            f"{target} leads {origin} by {counted(self.lead, 'point')}. {self._verdict()}"
        )

    def _verdict(self) -> str:
        worth = [limit for limit in self.limits if limit.is_worth_it]
        if len(worth) == len(self.limits):
            return "So it is worth it, even if the work is decisive for you."
        if not worth:
            return "So it is not worth it, even if the work matters only a little to you."
        return f"So it is worth it as long as the work matters {worth[-1].words} or less to you."


def worth_of(recommendation: Recommendation, cost: MoveCost) -> Worth | None:
    """Return what a move is worth in a ranking, None if the target is not ranked."""
    ranked = {placed.framework: placed for placed in recommendation.ranking}
    target, origin = ranked.get(cost.move.target), ranked.get(cost.move.origin)
    if target is None:
        return None
    if origin is None:
        return Worth(cost=cost, lead=None, limits=())
    return Worth(cost=cost, lead=target.points - origin.points, limits=_limits(recommendation, cost, target, origin))


def _limits(recommendation: Recommendation, cost: MoveCost, target: Placed, origin: Placed) -> tuple[Limit, ...]:
    swing = sum(level.points for level in recommendation.levels)
    if not swing:
        return ()
    lead = target.points - origin.points
    limits = [(one, rounded(100 * cost.share * SWING_POINTS[one] / swing)) for one in IMPORTANCES]
    return tuple(Limit(importance=one, points=points, is_worth_it=lead > points) for one, points in limits)


def keeps_code(catalogue: Catalogue, answers: Answers) -> bool:
    """Return whether the visitor said that code exists which has to be kept."""
    question = catalogue.question_by_slug.get(slug_now(catalogue, QUESTIONS, CODE_QUESTION))
    made = answers.choices.get(question.slug, ()) if question else ()
    return question is not None and any(c.slug in made and not c.exclusive for c in question.choices)


def has_to_move(catalogue: Catalogue, answers: Answers, recommendation: Recommendation) -> bool:
    """Return whether something exists, and no framework in use comes first."""
    first = recommendation.ranking[0].framework if recommendation.ranking else ""
    return first not in answers.uses and (bool(answers.uses) or keeps_code(catalogue, answers))


def worths_of_first(
    catalogue: Catalogue,
    recommendation: Recommendation,
    parts: Collection[str] = (),
    origins: Collection[str] = (),
) -> tuple[Worth, ...]:
    """Return what moving to the first place is worth from each framework that somebody looked at.

    `origins` are the slugs of the only frameworks to move from; empty means all.
    """
    first = recommendation.ranking[0].framework if recommendation.ranking else ""
    costs = [cost for cost in move_costs(catalogue, parts) if cost.move.target == first]
    costs = [cost for cost in costs if not origins or cost.move.origin in origins]
    return tuple(worth for cost in costs if (worth := worth_of(recommendation, cost)))


def worths_from(
    catalogue: Catalogue, recommendation: Recommendation, origin: str, parts: Collection[str] = ()
) -> tuple[Worth, ...]:
    """Return what moving from a framework is worth, to each ranked one that somebody looked at, the best first."""
    moves = [move_between(catalogue, origin, placed.framework) for placed in recommendation.ranking]
    worths = (worth_of(recommendation, move_cost(catalogue, move, parts)) for move in moves if move)
    return tuple(worth for worth in worths if worth)
