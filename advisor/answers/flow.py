"""Which question is asked, and what follows it. Pure: nothing is stored, all is read off the answers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from comparisons.catalogue.value import Catalogue, Question

if TYPE_CHECKING:
    from advisor.answers.query import Answers


def is_asked(question: Question, answers: "Answers") -> bool:
    """Tell whether these answers lead to the question."""
    condition = question.asked_after
    return condition is None or bool(set(answers.choices.get(condition.question, ())) & set(condition.choices))


def asked_questions(catalogue: Catalogue, answers: "Answers") -> tuple[Question, ...]:
    """Return the questions that these answers lead to, in order.

    A condition counts only if its own question is asked.
    """
    asked: list[Question] = []
    for question in catalogue.questions:
        depends_on = question.asked_after.question if question.asked_after else None
        if depends_on is None or (any(q.slug == depends_on for q in asked) and is_asked(question, answers)):
            asked.append(question)
    return tuple(asked)


def most_questions(catalogue: Catalogue, answers: "Answers", slug: str) -> int:
    """Return how many questions it may become for somebody who stands at an asked one.

    Those asked now, and those that an answer still to come may lead to: one that is not given yet, from here on.
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
    """Return the choices that count: those of questions that are asked."""
    asked = {question.slug for question in asked_questions(catalogue, answers)}
    return {question: choices for question, choices in answers.choices.items() if question in asked}


def next_question(asked: Sequence[Question], slug: str) -> Question | None:
    """Return the question after this one, None after the last."""
    slugs = [question.slug for question in asked]
    following = slugs.index(slug) + 1
    return asked[following] if following < len(asked) else None


def previous_question(asked: Sequence[Question], slug: str) -> Question | None:
    """Return the question before this one, None before the first."""
    preceding = [question.slug for question in asked].index(slug) - 1
    return asked[preceding] if preceding >= 0 else None
