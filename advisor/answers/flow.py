"""Which questions of a catalogue may be asked. Pure: it follows from the answers alone."""

from typing import TYPE_CHECKING

from comparisons.catalogue.value import Catalogue, Condition, Question

if TYPE_CHECKING:
    from advisor.answers.query import Answers


def is_asked(question: Question, answers: "Answers") -> bool:
    """Return whether the answers meet the question's own conditions."""
    return all(_holds(condition, answers) for condition in question.conditions)


def _holds(condition: Condition, answers: "Answers") -> bool:
    return not set(condition.choices).isdisjoint(answers.choices.get(condition.question, ()))


def asked_questions(catalogue: Catalogue, answers: "Answers") -> tuple[Question, ...]:
    """Return the questions to ask, in the catalogue's order.

    A question that depends on others is asked only if those are asked too.
    """
    asked: dict[str, Question] = {}
    for question in catalogue.questions:
        # Most questions have no conditions, and a result asks this many times.
        conditions = question.conditions
        if not conditions or (is_asked(question, answers) and all(c.question in asked for c in conditions)):
            asked[question.slug] = question
    return tuple(asked.values())


def applicable_answers(catalogue: Catalogue, answers: "Answers") -> dict[str, tuple[str, ...]]:
    """Return the choices made in questions that are asked. Only these count."""
    asked = {question.slug for question in asked_questions(catalogue, answers)}
    return {question: choices for question, choices in answers.choices.items() if question in asked}
