"""What went wrong, for programs: problem details as RFC 9457 has them. Pure."""

from http import HTTPStatus

from msgspec import Struct

__all__ = ["BadRequest", "NotThere", "ParameterError", "Problem", "problem"]

PROBLEM_TYPE = "application/problem+json"
_MOST_NAMED = 20


class ParameterError(Struct, frozen=True, forbid_unknown_fields=True):
    """What is wrong with one parameter, by its name in the address."""

    parameter: str
    detail: str


class Problem(Struct, frozen=True, forbid_unknown_fields=True):
    """Problem details of RFC 9457. `errors` names every parameter that is at fault, if any is."""

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[ParameterError, ...] = ()


class BadRequest(ValueError):
    """Parameters that cannot be understood; the answer names each, up to so many that nobody wrote by hand."""

    def __init__(self, *errors: ParameterError) -> None:
        self.errors = errors[:_MOST_NAMED]
        super().__init__(" ".join(error.detail for error in self.errors))


class NotThere(LookupError):
    """What the address names does not exist."""


def problem(status: int, detail: str, errors: tuple[ParameterError, ...] = ()) -> Problem:
    """Return what to tell; the status says what kind of problem it is, so no type of our own does."""
    return Problem(type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors)
