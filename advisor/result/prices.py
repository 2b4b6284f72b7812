"""What an exclusion costs: the must-haves to drop for a framework, and where it would then come. Pure."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from advisor.advice.near_misses import without_requirement
from advisor.advice.recommendation import Recommendation, totals
from advisor.advice.wording import few_of, ordinal, requirement_words
from advisor.answers.priorities import StatedRequirement, requirements_of
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import joined
from comparisons.performance import meets
from comparisons.ranking.additive import TOLERANCE, rounded
from comparisons.ranking.screening import Outcome

# A dropped bound may leave a weaker one on the same criterion. A framework fails few at a time.
_MOST_ROUNDS = 8


class Price(Struct, frozen=True):
    """The must-haves that go, the `answers` without them, and the framework's place among `ranked` frameworks then.

    `points` is its total of 100. Where a choice set a must-have, all that the choice gives goes with it.
    """

    framework: str
    dropped: tuple[StatedRequirement, ...]
    answers: Answers
    rank: int
    is_shared: bool
    ranked: int
    points: int


def prices(catalogue: Catalogue, answers: Answers, recommendation: Recommendation) -> dict[str, Price]:
    """Return the price of every exclusion by framework, whether it misses one must-have or several.

    Frameworks that miss the same ones share an answer to what is left without them.
    """
    left = _Left(answers, {}, requirements_of(catalogue, answers))
    freed: dict[tuple[StatedRequirement, ...], _Left] = {(): left}
    found = {}
    for unranked in (*recommendation.excluded, *recommendation.unconfirmed):
        price = _price(catalogue, unranked.framework, freed)
        if price is not None:
            found[unranked.framework] = price
    return found


class _Left(Struct, frozen=True):
    """The answers without some must-haves, the totals of those ranked then, and the must-haves still stated."""

    answers: Answers
    ranked: dict[str, float]
    stated: tuple[StatedRequirement, ...]


def _price(catalogue: Catalogue, slug: str, freed: dict[tuple[StatedRequirement, ...], _Left]) -> Price | None:
    """Return the price of one exclusion. `freed` has what is left without the must-haves tried so far."""
    dropped: tuple[StatedRequirement, ...] = ()
    for _ in range(_MOST_ROUNDS):
        left = freed[dropped]
        missed = _missed(catalogue, left.stated, slug)
        if not missed:
            return _placed(slug, dropped, left.answers, left.ranked) if slug in left.ranked else None
        dropped += missed
        if dropped not in freed:
            answers = _without(left.answers, missed)
            freed[dropped] = _Left(answers, totals(catalogue, answers), requirements_of(catalogue, answers))
    return None


def _missed(catalogue: Catalogue, stated: Iterable[StatedRequirement], slug: str) -> tuple[StatedRequirement, ...]:
    """Return the must-haves that a framework fails or may fail."""
    framework = catalogue.framework_by_slug[slug]
    return tuple(one for one in stated if meets(one.requirement, framework) is not Outcome.PASS)


def _without(answers: Answers, dropped: Iterable[StatedRequirement]) -> Answers:
    for stated in dropped:
        answers = without_requirement(answers, stated)
    return answers


def _placed(slug: str, dropped: tuple[StatedRequirement, ...], answers: Answers, ranked: dict[str, float]) -> Price:
    own = ranked[slug]
    others = [total for other, total in ranked.items() if other != slug]
    return Price(
        framework=slug,
        dropped=dropped,
        answers=answers,
        rank=1 + sum(total > own + TOLERANCE for total in others),
        is_shared=any(abs(total - own) <= TOLERANCE for total in others),
        ranked=len(ranked),
        points=rounded(100 * own),
    )


class PriceInWords(Struct, frozen=True):
    """A price as a sentence, and the address of the result without the must-haves."""

    words: str
    address: str


def prices_in_words(
    catalogue: Catalogue, found: dict[str, Price], address: Callable[[Answers], str]
) -> dict[str, PriceInWords]:
    """Return the prices as sentences by framework. `address` returns the address of the result of other answers."""
    return {slug: PriceInWords(_words(catalogue, price), address(price.answers)) for slug, price in found.items()}


def _words(catalogue: Catalogue, price: Price) -> str:
    named = dict.fromkeys(f"“{requirement_words(catalogue, stated.requirement)}”" for stated in price.dropped)
    return f"Without {joined(few_of(list(named)))}, it would {_place(price)} with {price.points} out of 100."


def _place(price: Price) -> str:
    if price.ranked == 1:
        return "be the only one left,"
    share = "joint " if price.is_shared else ""
    return f"come {share}{ordinal(price.rank)} of {price.ranked}"
