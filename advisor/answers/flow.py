"""Which questions of a catalogue may be asked. Pure: it follows from the answers alone."""

from typing import TYPE_CHECKING

from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue, Condition, Question

if TYPE_CHECKING:
    from advisor.answers.query import Answers


def is_asked(question: Question, answers: "Answers") -> bool:
    """Return whether the answers meet the question's own conditions."""
    return all(_holds(condition, answers) for condition in question.conditions)


def _holds(condition: Condition, answers: "Answers") -> bool:
    made = answers.choices.get(condition.question, ())
    return any(choice in made for choice in condition.choices)


def asked_questions(catalogue: Catalogue, answers: "Answers") -> tuple[Question, ...]:
    """Return the questions to ask, in the catalogue's order.

    A question that depends on others is asked only if those are asked too.
    """
    asked: dict[str, Question] = {}
    for question, conditions in _with_conditions(catalogue):
        # Most questions have no conditions.
        if not conditions or (is_asked(question, answers) and all(c.question in asked for c in conditions)):
            asked[question.slug] = question
    return tuple(asked.values())


@memo
def _with_conditions(catalogue: Catalogue) -> tuple[tuple[Question, tuple[Condition, ...]], ...]:
    """Return the questions with their conditions. Once for a catalogue, since a result needs them many times."""
    return tuple((question, tuple(question.conditions)) for question in catalogue.questions)


def askable_questions(catalogue: Catalogue, answers: "Answers") -> tuple[Question, ...]:
    """Return the questions that are still to be asked: not answered, not passed, and not on a topic left out."""
    return tuple(
        question
        for question in asked_questions(catalogue, answers)
        if not answers.is_done(question.slug) and not is_left_out(question, answers)
    )


def is_left_out(question: Question, answers: "Answers") -> bool:
    """Return whether a question is on a topic that the visitor did not pick."""
    return bool(answers.topics and question.topic) and question.slug not in answers.topics


def topic_questions(catalogue: Catalogue, answers: "Answers") -> tuple[Question, ...]:
    """Return the questions that can be picked as topics: those that have one and are asked, but not the first."""
    return tuple(question for question in asked_questions(catalogue, answers)[1:] if question.topic)


def topics_are_due(catalogue: Catalogue, answers: "Answers") -> bool:
    """Return whether to let visitors pick topics now: after the first question, if they did not pick before."""
    if answers.topics:
        return False
    asked = asked_questions(catalogue, answers)
    done = [question for question in asked if answers.is_done(question.slug)]
    return done == list(asked[:1]) and bool(topic_questions(catalogue, answers))


def applicable_answers(catalogue: Catalogue, answers: "Answers") -> dict[str, tuple[str, ...]]:
    """Return the choices made in questions that are asked. Only these count."""
    asked = {question.slug for question in asked_questions(catalogue, answers)}
    return {question: choices for question, choices in answers.choices.items() if question in asked}
