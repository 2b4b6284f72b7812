"""Rules for what moving from one framework to another costs."""

from collections import Counter
from collections.abc import Iterator

from comparisons.catalogue.checks.problems import Problem, error, repeated, unfinished, unknown, warning
from comparisons.catalogue.value import EFFORTS, UNKNOWN_EFFORT, Catalogue, ProjectPart


def moves_lead_somewhere(catalogue: Catalogue) -> Iterator[Problem]:
    pairs = Counter((move.origin, move.target) for move in catalogue.moves)
    for move in catalogue.moves:
        where = f"move {move.slug}"
        yield from unknown(where, "framework", (move.origin, move.target), catalogue.framework_by_slug)
        if move.origin == move.target:
            yield error(where, "leads from a framework to the same one")
        if pairs[move.origin, move.target] > 1:
            yield error(where, "leads from and to the same frameworks as another one")


def efforts_are_founded(catalogue: Catalogue) -> Iterator[Problem]:
    for move in catalogue.moves:
        where = f"move {move.slug}"
        if not move.summary.strip():
            yield unfinished(where, "the summary is empty")
        yield from repeated(where, "part", [moved.part for moved in move.parts])
        given = {moved.part for moved in move.parts}
        for part in ProjectPart:
            if part not in given:
                yield unfinished(where, f"says nothing of {part}: give an effort, 13 where nobody knows")
        for moved in move.parts:
            if moved.effort not in EFFORTS:
                known = ", ".join(map(str, EFFORTS))
                yield error(f"{where}, {moved.part}", f"the effort is {moved.effort}; it is one of {known}")
            if not moved.reason.strip():
                yield unfinished(f"{where}, {moved.part}", "the reason is empty")
            if moved.effort != UNKNOWN_EFFORT and not moved.sources:
                yield warning(f"{where}, {moved.part}", "has no source, so it is shown as a judgement")
