"""The frameworks that a project uses now: where they stand in a result, in words, and beside the first places. Pure."""

from collections.abc import Iterator, Sequence

from advisor.advice.recommendation import Placed, Recommendation, Unranked
from advisor.advice.wording import requirement_words
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Framework, Status
from comparisons.catalogue.wording import joined

# Of several in use, the most that stand beside the first places.
_MOST = 2


def staying_sentences(catalogue: Catalogue, answers: Answers, recommendation: Recommendation) -> list[str]:
    """Return a sentence for each framework in use: what staying with it would mean."""
    return [
        _sentence(catalogue, answers, recommendation, catalogue.framework_by_slug[slug])
        for slug in answers.uses
        if slug in catalogue.framework_by_slug
    ]


def placed_side_by_side(recommendation: Recommendation, uses: Sequence[str], most: int) -> list[Placed]:
    """Return the first places, `most` of them. Frameworks in use stand among them, or take the last places."""
    first = recommendation.ranking[:most]
    if not first:
        return []
    shown = {placed.framework for placed in first}
    added = [one for one in _all_placed(recommendation) if one.framework in uses and one.framework not in shown][:_MOST]
    in_use = {one.framework for one in first if one.framework in uses}
    others = [one.framework for one in first if one.framework not in in_use][: most - len(added) - len(in_use)]
    return [one for one in first if one.framework in {*in_use, *others}] + added


def _all_placed(recommendation: Recommendation) -> Iterator[Placed]:
    yield from recommendation.ranking
    yield from (unranked.placed for unranked in (*recommendation.unconfirmed, *recommendation.excluded))


def _sentence(catalogue: Catalogue, answers: Answers, recommendation: Recommendation, used: Framework) -> str:
    start = f"You use {used.name} now."
    if used.status is not Status.PUBLISHED:
        return f"{start} It is retired here, so it is not ranked."
    if answers.among and used.slug not in answers.among:
        return f"{start} It is not ranked, since you chose only between others."
    placed = next((one for one in recommendation.ranking if one.framework == used.slug), None)
    if placed is None:
        return f"{start} {_unranked(catalogue, recommendation, used)}"
    best = recommendation.ranking[0]
    if placed.rank == 1:
        return f"{start} It is the best fit, so stay with it."
    behind = best.points - placed.points
    best_name = catalogue.framework_by_slug[best.framework].name
    how_far = (
        f"{behind} fewer than {best_name}" if behind else f"as many as {best_name}, before rounding a little fewer"
    )
    return (
        f"{start} It comes in place {placed.rank} of {len(recommendation.ranking)}, "
        f"with {placed.points} points out of 100: {how_far}."
    )


def _unranked(catalogue: Catalogue, recommendation: Recommendation, used: Framework) -> str:
    excluded = _found(recommendation.excluded, used)
    if excluded:
        return f"It misses {_requirements(catalogue, excluded)}, so it is ruled out."
    unconfirmed = _found(recommendation.unconfirmed, used)
    if unconfirmed:
        return f"It may miss {_requirements(catalogue, unconfirmed)}, so it is not ranked."
    return "It is not ranked."


def _found(unranked: Sequence[Unranked], used: Framework) -> Unranked | None:
    return next((one for one in unranked if one.framework == used.slug), None)


def _requirements(catalogue: Catalogue, unranked: Unranked) -> str:
    words = [f"“{requirement_words(catalogue, one.requirement)}”" for one in unranked.requirements]
    return f"your must-have{'s' if len(words) > 1 else ''} {joined(words)}"
