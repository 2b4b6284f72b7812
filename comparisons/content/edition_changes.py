"""What an edition changed, by subject: sentences, and the parts of a bar. Pure."""

from collections.abc import Sequence

from msgspec import Struct

from comparisons.catalogue.public import PublicChange

# Subjects in the order in which they are shown, with the kinds of things that belong to each.
_SUBJECTS = {
    "Frameworks": ("framework", "extension", "move"),
    "Scores": ("score",),
    "Criteria": ("criterion", "group"),
    "Claims": ("claim",),
    "Sources": ("source",),
    "Questions and test projects": ("question", "choice", "startingpoint", "package", "scenario", "method"),
}


class ChangedSubject(Struct, frozen=True):
    """The changes to one subject. `place` (1 to 6) is that of the subject; the part of the bar is from 0 to 1."""

    name: str
    place: int
    sentences: tuple[str, ...]
    start: float
    width: float


def changed_subjects(changes: Sequence[PublicChange]) -> tuple[ChangedSubject, ...]:
    """Return what changed by subject, without subjects that did not; the widths add up to 1."""
    found = []
    start = 0.0
    for place, (name, things) in enumerate(_SUBJECTS.items(), start=1):
        sentences = tuple(change.words for change in changes if change.thing in things)
        if sentences:
            width = len(sentences) / len(changes)
            found.append(ChangedSubject(name, place, sentences, start, width))
            start += width
    return tuple(found)
