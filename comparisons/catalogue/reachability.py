"""Reachability: which questions can be asked, and which criteria answers can affect.

Works on catalogues with errors too, since editors see the results while they edit.
"""

from collections.abc import Collection, Sequence

from comparisons.catalogue.value import Catalogue, Choice, Condition, Criterion, Importance, Question


def never_asked(catalogue: Catalogue) -> frozenset[str]:
    """Return the slugs of the questions that cannot be asked.

    A question can be asked if some answers to earlier questions meet all its conditions, and those of the questions
    that these are on, together.
    """
    needed: dict[str, frozenset[Condition]] = {}
    for question in catalogue.questions:
        if all(condition.question in needed for condition in question.conditions):
            together = frozenset(question.conditions).union(*(needed[c.question] for c in question.conditions))
            if _can_be_met(catalogue, together):
                needed[question.slug] = together
    return frozenset(question.slug for question in catalogue.questions) - needed.keys()


def _can_be_met(catalogue: Catalogue, conditions: Collection[Condition]) -> bool:
    """Return whether some answers meet all of the conditions."""
    wanted: dict[str, list[frozenset[str]]] = {}
    for condition in conditions:
        wanted.setdefault(condition.question, []).append(frozenset(condition.choices))
    return all(_has_answer(catalogue.question_by_slug[slug], sets) for slug, sets in wanted.items())


def _has_answer(question: Question, wanted: Sequence[frozenset[str]]) -> bool:
    """Return whether one answer to a question holds a choice of each of these sets."""
    if any(all(choice.slug in slugs for slugs in wanted) for choice in question.choices):
        return True
    together = {choice.slug for choice in question.choices if question.multiple and not choice.exclusive}
    return all(together & slugs for slugs in wanted)


def affected_by(choice: Choice) -> frozenset[str]:
    """Return the slugs of the criteria that a choice gives weight to or sets a requirement on.

    'Not at all' does not count: it is the default level, and of several levels the highest applies.
    """
    weighed = {effect.criterion for effect in choice.effects if effect.importance is not Importance.NOT_AT_ALL}
    return frozenset(weighed | {requirement.criterion for requirement in choice.requirements})


def idle_choices(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return question and choice of the choices that affect no criterion and lead to no question.

    Exclusive choices such as 'no' or 'none of these' are not listed: they say that the other choices do not apply.
    """
    conditions = [condition for question in catalogue.questions for condition in question.conditions]
    opening = {(condition.question, slug) for condition in conditions for slug in condition.choices}
    return tuple(
        (question.slug, choice.slug)
        for question in catalogue.questions
        for choice in question.choices
        if not (affected_by(choice) or choice.exclusive or (question.slug, choice.slug) in opening)
    )


def unaffected_criteria(catalogue: Catalogue) -> tuple[Criterion, ...]:
    """Return the criteria that can be weighed but that no answer affects."""
    unasked = never_asked(catalogue)
    asked = [question for question in catalogue.questions if question.slug not in unasked]
    affected = {slug for question in asked for choice in question.choices for slug in affected_by(choice)}
    return tuple(criterion for criterion in catalogue.rated_criteria if criterion.slug not in affected)
