"""Rules for days and months: none that cannot be true."""

from collections.abc import Iterator
from datetime import date

from msgspec import UNSET

from comparisons.catalogue.checks.problems import Problem, error
from comparisons.catalogue.days import day_problem, month_problem, read_month
from comparisons.catalogue.value import Catalogue


def dates_can_be_true(catalogue: Catalogue, as_of: date | None) -> Iterator[Problem]:
    """Refuse days of the future, if `as_of` says which day it is, and of the far past."""
    for source in catalogue.sources:
        if problem := day_problem(source.accessed, as_of):
            yield error(f"source {source.slug}", f"accessed: {problem}")
    for framework in catalogue.frameworks:
        where = f"framework {framework.slug}"
        for score in framework.scores:
            if problem := day_problem(score.reviewed_on, as_of):
                yield error(f"{where}, score {score.criterion}", f"reviewed_on: {problem}")
        if framework.house_rule is not UNSET and (problem := day_problem(framework.house_rule.decided_on, as_of)):
            yield error(where, f"house rule, decided_on: {problem}")
        yield from _month_problems(where, as_of, first_release=framework.first_release)
        yield from _month_problems(where, as_of, latest_release=framework.latest_release)
        for extension in framework.extensions:
            yield from _month_problems(
                f"{where}, extension {extension.slug}", as_of, latest_release=extension.latest_release
            )
    for move in catalogue.moves:
        if problem := day_problem(move.reviewed_on, as_of):
            yield error(f"move {move.slug}", f"reviewed_on: {problem}")


def _month_problems(where: str, as_of: date | None, **months: str) -> Iterator[Problem]:
    for name, month in months.items():
        if month and _is_month(month) and (problem := month_problem(month, as_of)):
            yield error(where, f"{name}: {problem}")


def _is_month(text: str) -> bool:
    """Return whether a text is a month; others are the fault that `frameworks_are_complete` reports."""
    try:
        return read_month(text) == text
    except ValueError:
        return False
