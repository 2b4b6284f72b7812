"""Starting points: answers that a visitor can start from and change. Pure."""

from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, StartingPoint


def starting_points(catalogue: Catalogue) -> tuple[tuple[StartingPoint, Answers], ...]:
    """Return the starting points in their order, each with the answers that it fills in."""
    return tuple((point, _answers_of(point)) for point in catalogue.starting_points if point.answers)


def starting_point_of(catalogue: Catalogue, answers: Answers) -> StartingPoint | None:
    """Return the starting point whose choices these are, all of them and no others; None if there is none.

    Of two alike it is the first. Levels and requirements set by hand do not count, as no starting point has any.
    """
    made = _made(answers)
    return next((point for point, filled_in in starting_points(catalogue) if _made(filled_in) == made), None)


def _answers_of(point: StartingPoint) -> Answers:
    return Answers(choices={answer.question: answer.choices for answer in point.answers})


def _made(answers: Answers) -> dict[str, frozenset[str]]:
    return {question: frozenset(choices) for question, choices in answers.choices.items()}
