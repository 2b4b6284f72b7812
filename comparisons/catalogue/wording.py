"""Changes as sentences, for editors and visitors."""

from typing import Any

from comparisons.catalogue.diff import Change, ChangeKind
from comparisons.catalogue.value import Catalogue, Part

__all__ = ["sentence", "subject_words"]

_LONG = 60


def sentence(change: Change, *catalogues: Catalogue) -> str:
    """Return a sentence such as 'Score of Django on Admin: value 9 becomes 10.'

    Names are looked up in the catalogues in order; if none has the slug, the slug itself is used.
    """
    subject = subject_words(change, *catalogues)
    if change.kind is ChangeKind.ADDED:
        return f"{subject} is new."
    if change.kind is ChangeKind.REMOVED:
        return f"{subject} is gone."
    if change.kind is ChangeKind.REORDERED:
        return f"{subject} has changed."
    return f"{subject}: {_field(change)}."


def subject_words(change: Change, *catalogues: Catalogue) -> str:
    """Return what a change is about: 'Score of Django on Admin', 'The order of the criteria'."""
    names = [_name(change, key, catalogues) for key in change.key]
    if change.kind is ChangeKind.REORDERED:
        of = f" of {names[0]}" if names else ""
        return f"The order of the {_plural(change.thing)}{of}"
    if change.thing == "score":
        return f"Score of {names[0]} on {_criterion_name(change.key[1], catalogues)}"
    if len(names) > 1:
        return f"{change.thing.capitalize()} '{change.key[-1]}' of {names[0]}"
    return f"{change.thing.capitalize()} {names[0]}"


def _name(change: Change, slug: str, catalogues: tuple[Catalogue, ...]) -> str:
    for catalogue in catalogues:
        if change.thing in {"framework", "score", "extension"} and slug in catalogue.framework_by_slug:
            return catalogue.framework_by_slug[slug].name
        if change.thing == "criterion" and slug in catalogue.criterion_by_slug:
            return catalogue.criterion_by_slug[slug].name
    return f"'{slug}'"


def _criterion_name(slug: str, catalogues: tuple[Catalogue, ...]) -> str:
    for catalogue in catalogues:
        if slug in catalogue.criterion_by_slug:
            return catalogue.criterion_by_slug[slug].name
    return f"'{slug}'"


def _plural(thing: str) -> str:
    return {"criterion": "criteria", "choice": "choices"}.get(thing, f"{thing}s")


def _field(change: Change) -> str:
    name = change.field.replace("_", " ")
    if _is_plain(change.old) and _is_plain(change.new):
        return f"{name} {_plain(change.old)} becomes {_plain(change.new)}"
    return f"{name} changed"


def _is_plain(value: Any) -> bool:
    return not isinstance(value, tuple | Part) and len(str(value)) <= _LONG and "\n" not in str(value)


def _plain(value: Any) -> str:
    if value is None or value == "":
        return "(none)"
    if isinstance(value, float):
        return f"{value:g}"
    return f"'{value}'" if type(value) is str else str(value)
