"""Which scores are due for another look on a day. Pure."""

from datetime import date

from msgspec import Struct

from comparisons.catalogue.staleness import Staleness, staleness
from comparisons.catalogue.value import Catalogue
from comparisons.content.comparison import Cell, cell_of


class DueReview(Struct, frozen=True):
    """A stale score, with its age in whole months."""

    cell: Cell
    months: int
    why: Staleness


class Reviews(Struct, frozen=True):
    """How many scores of published frameworks there are, and those that are due, the oldest first."""

    scores: int
    due: tuple[DueReview, ...]


def reviews(catalogue: Catalogue, today: date) -> Reviews:
    """Return the scores of published frameworks on criteria in use that are stale on a day."""
    scores, due = 0, []
    for framework in catalogue.published_frameworks:
        for criterion in catalogue.criteria_in_use:
            score = framework.score_by_criterion.get(criterion.slug)
            if score is None:
                continue
            scores += 1
            why = staleness(score, criterion, framework, today)
            if why is not None:
                months = months_between(score.reviewed_on, today)
                due.append(DueReview(cell=cell_of(framework, criterion), months=months, why=why))
    return Reviews(scores=scores, due=tuple(sorted(due, key=lambda one: -one.months)))


def months_between(earlier: date, later: date) -> int:
    """Return the whole months from one day to another, 0 if they are the other way round.

    >>> months_between(date(2026, 1, 31), date(2026, 3, 30))
    1
    """
    months = (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
    return max(months, 0)
