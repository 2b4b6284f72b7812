"""Checks of a catalogue, used by file loading, the admin and publishing alike.

Errors prevent publishing, and all but unfinished ones prevent loading. Warnings are only shown to editors.
"""

from collections.abc import Callable, Iterator
from datetime import date

from comparisons.catalogue.checks import dates, frameworks, moves, packages, questions, slugs_and_references, texts
from comparisons.catalogue.checks.problems import Problem, Severity
from comparisons.catalogue.value import Catalogue

__all__ = ["Problem", "Severity", "check", "errors", "storage_errors"]

_RULES: tuple[Callable[[Catalogue], Iterator[Problem]], ...] = (
    slugs_and_references.slugs_are_sound,
    slugs_and_references.aliases_are_sound,
    slugs_and_references.references_lead_somewhere,
    slugs_and_references.expected_slugs_are_there,
    texts.texts_are_clean,
    texts.texts_fit,
    frameworks.scales_are_sound,
    frameworks.scores_fit_their_scales,
    frameworks.frameworks_are_complete,
    frameworks.addresses_are_web_addresses,
    frameworks.claims_are_founded,
    questions.questions_are_sound,
    questions.scenarios_can_be_played,
    questions.starting_points_can_be_taken,
    packages.packages_are_sound,
    questions.choices_change_something,
    questions.criteria_are_moved,
    moves.moves_lead_somewhere,
    moves.efforts_are_founded,
)


def check(catalogue: Catalogue, as_of: date | None = None) -> tuple[Problem, ...]:
    """Return all problems of a catalogue, errors first.

    `as_of` is the day on which it is entered or published, after which no review can have been. Without it, days of the
    future pass: what was published stays as it is.
    """
    problems = [problem for rule in _RULES for problem in rule(catalogue)]
    problems += dates.dates_can_be_true(catalogue, as_of)
    return tuple(sorted(problems, key=lambda problem: problem.severity))


def errors(catalogue: Catalogue, as_of: date | None = None) -> tuple[Problem, ...]:
    """Return the problems that prevent publishing on the day `as_of`."""
    return tuple(problem for problem in check(catalogue, as_of) if problem.severity is Severity.ERROR)


def storage_errors(catalogue: Catalogue, as_of: date | None = None) -> tuple[Problem, ...]:
    """Return the errors that files and the working copy must not have either: all but unfinished ones."""
    return tuple(problem for problem in errors(catalogue, as_of) if not problem.unfinished)
