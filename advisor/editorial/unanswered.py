"""The questions and choices that no scenario answers, so that nothing tests what they do to the advice. Pure."""

from msgspec import Struct

from comparisons.catalogue.value import Catalogue, Choice, Question


class Unanswered(Struct, frozen=True):
    """A question with the choices that no scenario takes; `is_whole` if none answers it at all."""

    question: Question
    choices: tuple[Choice, ...]
    is_whole: bool


def given(catalogue: Catalogue) -> set[tuple[str, str]]:
    """Return question and choice of every answer of the scenarios in use."""
    answers = (answer for scenario in catalogue.scenarios_in_use for answer in scenario.answers)
    return {(answer.question, choice) for answer in answers for choice in answer.choices}


def unanswered(catalogue: Catalogue) -> tuple[Unanswered, ...]:
    """Return the questions that no scenario answers, or of which none takes some choices, in their order."""
    known = given(catalogue)
    asked = {question for question, _ in known}
    found = []
    for question in catalogue.questions:
        choices = tuple(one for one in question.choices if (question.slug, one.slug) not in known)
        if choices or question.slug not in asked:
            found.append(Unanswered(question=question, choices=choices, is_whole=question.slug not in asked))
    return tuple(found)
