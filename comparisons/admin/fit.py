"""Checks whether a score fits the scale of its criterion, shared by forms, the matrix and imports."""

from collections.abc import Iterator

from comparisons.models import Criterion, Kind

__all__ = ["misfits", "number_problem"]

_ONLY_MEASURED = "Only a measured figure has a relative error. Say it with the confidence."


def misfits(
    criterion: Criterion, value: float | None, kind: Kind | None, relative_error: float | None
) -> Iterator[tuple[str, str]]:
    """Yield the names of the fields that do not fit, each with a message."""
    if criterion.scale_type == Criterion.ScaleType.KINDS:
        if value is not None:
            yield "value", f"{criterion} has kinds: leave the value blank and choose a kind."
        if kind is None or kind.criterion_id != criterion.pk:
            yield "kind", f"Choose one of the kinds of {criterion}."
    else:
        if kind is not None:
            yield "kind", f"{criterion} has numbers: leave the kind blank and give a value."
        if value is None:
            yield "value", "Give a value. If it is unknown, delete the score."
        elif problem := number_problem(criterion, value):
            yield "value", problem
    if relative_error and criterion.scale_type != Criterion.ScaleType.MEASURED:
        yield "relative_error", _ONLY_MEASURED


def number_problem(criterion: Criterion, value: float) -> str:
    """Return why a number does not fit the scale of a criterion, or '' if it does."""
    if criterion.scale_type == Criterion.ScaleType.EDITORIAL:
        return "" if 0 <= value <= 10 else f"The scale of {criterion} goes from 0 to 10."
    if value < 0 or (criterion.logarithmic and value == 0):
        return f"{value:g} {criterion.unit} cannot be measured on this scale."
    return ""
