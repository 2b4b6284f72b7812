"""The list of real decisions: by kind of project, size, framework, year and words, and those of a framework."""

import re

from msgspec import Struct

from comparisons.catalogue.expected_slugs import KIND_QUESTION, SIZE_QUESTION
from comparisons.catalogue.memo import memo
from comparisons.catalogue.names import slug_now
from comparisons.catalogue.value import QUESTIONS, Catalogue, Question, Scenario
from comparisons.search.text import fold

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class DecisionFilters(Struct, frozen=True):
    """The filters of the list; an empty text filters nothing.

    `kind` and `size` are slugs of choices, `framework` is the one that was chosen, `since` is a year.
    """

    q: str = ""
    kind: str = ""
    size: str = ""
    framework: str = ""
    since: str = ""


def fitting_decisions(catalogue: Catalogue, filters: DecisionFilters) -> tuple[Scenario, ...]:
    """Return the decisions that pass the filters, the newest first. Those without a year pass no `since`."""
    found = [one for one in catalogue.scenarios if _passes(catalogue, one, filters)]
    return tuple(sorted(found, key=lambda one: (-(year_of(one) or 0), one.title.casefold())))


def _passes(catalogue: Catalogue, decision: Scenario, filters: DecisionFilters) -> bool:
    return (
        (not filters.q or _has_words(decision, filters.q))
        and (not filters.kind or filters.kind in choices_for(catalogue, decision, KIND_QUESTION))
        and (not filters.size or filters.size in choices_for(catalogue, decision, SIZE_QUESTION))
        and (not filters.framework or filters.framework in decision.chosen)
        and (not filters.since or (year_of(decision) or 0) >= int(filters.since))
    )


def _has_words(decision: Scenario, typed: str) -> bool:
    told = fold(" ".join((decision.title, decision.story, *(fact.text for fact in decision.facts))))
    return all(word in told for word in fold(typed).split())


def year_of(decision: Scenario) -> int | None:
    """Return the year of a decision, None if its record shows none. '2023 or later' is 2023."""
    found = _YEAR.search(decision.decided)
    return int(found[0]) if found else None


def facts_by_topic(decision: Scenario) -> dict[str, list[str]]:
    """Return what the record says on each topic, in the order in which topics come first."""
    facts: dict[str, list[str]] = {}
    for fact in decision.facts:
        said = facts.setdefault(fact.topic, [])
        if fact.text not in said:
            said.append(fact.text)
    return facts


def question_named(catalogue: Catalogue, name: str) -> Question | None:
    """Return the question that the code calls by a fixed name, None if it is gone."""
    return catalogue.question_by_slug.get(slug_now(catalogue, QUESTIONS, name))


def choices_for(catalogue: Catalogue, decision: Scenario, name: str) -> tuple[str, ...]:
    """Return the choices of a decision for the question that the code calls by this name, () if it has none."""
    slug = slug_now(catalogue, QUESTIONS, name)
    return next((answer.choices for answer in decision.answers if answer.question == slug), ())


def years(catalogue: Catalogue) -> tuple[int, ...]:
    """Return the years of the decisions, the latest first."""
    return tuple(sorted({year for one in catalogue.scenarios if (year := year_of(one))}, reverse=True))


@memo
def chosen_by(catalogue: Catalogue) -> dict[str, tuple[Scenario, ...]]:
    """Return the decisions for each framework, by its slug, the newest first. Frameworks nobody chose are missing."""
    newest = fitting_decisions(catalogue, DecisionFilters())
    slugs = {slug for one in newest for slug in one.chosen}
    return {slug: tuple(one for one in newest if slug in one.chosen) for slug in slugs}
