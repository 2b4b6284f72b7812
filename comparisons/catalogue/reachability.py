"""Reachability: which questions can be asked, and which criteria answers can affect.

Works on catalogues with errors too, since editors see the results while they edit.
"""

from comparisons.catalogue.value import Catalogue, Choice, Criterion, Importance


def never_asked(catalogue: Catalogue) -> frozenset[str]:
    """Return the slugs of the questions that cannot be asked.

    A question can be asked if it has no condition, or if an earlier question that can be asked has a choice that
    meets its condition.
    """
    asked: set[str] = set()
    for question in catalogue.questions:
        condition = question.asked_after
        if condition is None:
            asked.add(question.slug)
        elif condition.question in asked:
            offered = {choice.slug for choice in catalogue.question_by_slug[condition.question].choices}
            if offered & set(condition.choices):
                asked.add(question.slug)
    return frozenset(question.slug for question in catalogue.questions) - asked


def affected_by(choice: Choice) -> frozenset[str]:
    """Return the slugs of the criteria that a choice gives weight to or sets a requirement on.

    'Not at all' does not count: it is the default level, and of several levels the highest applies.
    """
    weighed = {effect.criterion for effect in choice.effects if effect.importance is not Importance.NOT_AT_ALL}
    return frozenset(weighed | {requirement.criterion for requirement in choice.requirements})


def idle_choices(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return question and choice of the choices that affect no criterion and lead to no question.

    Exclusive choices such as 'none of these' are not listed: they say that the other choices do not apply.
    """
    conditions = [question.asked_after for question in catalogue.questions if question.asked_after]
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
