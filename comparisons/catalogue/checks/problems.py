"""Problems found by the checks."""

from enum import StrEnum

from msgspec import Struct

__all__ = ["Problem", "Severity", "error", "warning"]


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Problem(Struct, frozen=True):
    """A problem with its place in words, such as 'framework django, score admin'."""

    severity: Severity
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def error(where: str, message: str) -> Problem:
    return Problem(Severity.ERROR, where, message)


def warning(where: str, message: str) -> Problem:
    return Problem(Severity.WARNING, where, message)
