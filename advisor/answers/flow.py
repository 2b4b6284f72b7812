"""Which questions of a catalogue are asked, and their order. Pure: it follows from the answers alone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from comparisons.catalogue.value import Catalogue, Question

if TYPE_CHECKING:
    from advisor.answers.query import Answers


def is_asked(question: Question, answers: "Answers") -> bool:
    """Return whether the answers meet the question's own condition."""
    condition = question.asked_after
    return condition is None or bool(set(answers.choices.get(condition.question, ())) & set(condition.choices))


def asked_questions(catalogue: Catalogue, answers: "Answers") -> tuple[Question, ...]:
    """Return the questions to ask, in the catalogue's order.

    A question that depends on another is asked only if that one is asked too.
    """
    asked: list[Question] = []
    for question in catalogue.questions:
        depends_on = question.asked_after.question if question.asked_after else None
        if depends_on is None or (any(q.slug == depends_on for q in asked) and is_asked(question, answers)):
            asked.append(question)
    return tuple(asked)


def max_questions(catalogue: Catalogue, answers: "Answers", slug: str) -> int:
    """Return the greatest number of questions that may be asked in total, seen from the question `slug`.

    Counts the questions asked now and those that answers to `slug` or to later, unanswered questions may add.
    Raises ValueError if `slug` is not asked.
    """
    asked = [question.slug for question in asked_questions(catalogue, answers)]
    to_come = {later for later in asked[asked.index(slug) :] if later not in answers.choices}
    possible = []
    for question in catalogue.questions:
        if question.slug not in asked and question.asked_after and question.asked_after.question in to_come:
            to_come.add(question.slug)
            possible.append(question)
    return len(asked) + len(possible)


def applicable_answers(catalogue: Catalogue, answers: "Answers") -> dict[str, tuple[str, ...]]:
    """Return the choices made in questions that are asked. Only these count."""
    asked = {question.slug for question in asked_questions(catalogue, answers)}
    return {question: choices for question, choices in answers.choices.items() if question in asked}


def next_question(asked: Sequence[Question], slug: str) -> Question | None:
    """Return the next question, None after the last. Raises ValueError if `slug` is not asked."""
    slugs = [question.slug for question in asked]
    following = slugs.index(slug) + 1
    return asked[following] if following < len(asked) else None


def previous_question(asked: Sequence[Question], slug: str) -> Question | None:
    """Return the previous question, None before the first. Raises ValueError if `slug` is not asked."""
    preceding = [question.slug for question in asked].index(slug) - 1
    return asked[preceding] if preceding >= 0 else None
