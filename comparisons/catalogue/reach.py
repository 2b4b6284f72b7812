"""What answers can reach: the questions that are ever asked, and the criteria that an answer moves.

Any catalogue will do, a broken one too: editors look at theirs while it is.
"""

from comparisons.catalogue.value import Catalogue, Choice, Criterion, Importance

__all__ = ["idle_choices", "moved_by", "never_asked", "unmoved_criteria"]


def never_asked(catalogue: Catalogue) -> frozenset[str]:
    """Return the slugs of the questions that no answers lead to.

    A question is asked if it has no condition, or if an earlier one that is asked has a choice that meets it.
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


def moved_by(choice: Choice) -> frozenset[str]:
    """Return the slugs of the criteria that a choice weighs or sets a requirement on.

    'Not at all' weighs nothing: it is what a criterion has without any answer, and the highest level counts.
    """
    weighed = {effect.criterion for effect in choice.effects if effect.importance is not Importance.NOT_AT_ALL}
    return frozenset(weighed | {requirement.criterion for requirement in choice.requirements})


def idle_choices(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return question and choice of all that change nothing: no criterion, and no question that is asked after.

    'None of these' is not among them: a choice that stands alone says that the others do not hold.
    """
    conditions = [question.asked_after for question in catalogue.questions if question.asked_after]
    opening = {(condition.question, slug) for condition in conditions for slug in condition.choices}
    return tuple(
        (question.slug, choice.slug)
        for question in catalogue.questions
        for choice in question.choices
        if not (moved_by(choice) or choice.exclusive or (question.slug, choice.slug) in opening)
    )


def unmoved_criteria(catalogue: Catalogue) -> tuple[Criterion, ...]:
    """Return the criteria that can be weighed but that no answer moves."""
    unasked = never_asked(catalogue)
    asked = [question for question in catalogue.questions if question.slug not in unasked]
    moved = {slug for question in asked for choice in question.choices for slug in moved_by(choice)}
    return tuple(criterion for criterion in catalogue.rated_criteria if criterion.slug not in moved)
