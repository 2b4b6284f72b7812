"""What has changed in the advice since the edition that a link pins: places, totals, and the reasons. Pure."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from advisor.advice.robustness import verdict_of
from advisor.advice.since.attribution import Attribution, Cause, attributions, cause_words
from advisor.advice.since.first_place import Causes, first_place_sentence
from advisor.advice.since.relevant_changes import RelevantChange, RelevantKind, relevant_changes
from advisor.advice.since.then_and_now import EditionAdvice, Place, ThenAndNow, then_and_now
from comparisons.catalogue.value import Catalogue

# How many first places of each edition are shown in the first table.
_FIRST = 3


class AttributionPart(Struct, frozen=True):
    """A cause in words, and what it adds to the total in points of 100."""

    words: str
    points: int


class FrameworkRow(Struct, frozen=True):
    """A framework's places in both editions.

    `difference` is that of the points shown, None unless both editions rank it. It is the sum of the points of `parts`.
    """

    name: str
    then: Place
    today: Place
    difference: int | None
    parts: tuple[AttributionPart, ...]

    @property
    def places(self) -> tuple[Place, Place]:
        return self.then, self.today


class ChangeLine(Struct, frozen=True):
    """A change in words. `points` of 100 are those that a changed score adds to its framework's total, None if none."""

    subject: str
    before: str
    after: str
    points: int | None


class Summary(Struct, frozen=True):
    """`first` are the first places of both editions, `moved` the other frameworks whose place or total changed.

    `changes` are relevant to the answers, `renamed` are relevant but change no advice. `others` counts all others.
    """

    sentence: str
    verdict_then: str
    verdict_today: str
    first: tuple[FrameworkRow, ...]
    moved: tuple[FrameworkRow, ...]
    changes: tuple[ChangeLine, ...]
    renamed: tuple[ChangeLine, ...]
    others: int


def summary(then: EditionAdvice, today: Catalogue, verdict_then: str) -> Summary:
    """Return what has changed from the advice of `then` to that of `today`. `verdict_then` is the earlier verdict."""
    compared = then_and_now(then, today)
    relevant, others = relevant_changes(compared)
    changes = [change for change in relevant if change.kind is not RelevantKind.NAME]
    causes = {slug: attributions(compared, slug) for slug in compared.then.ranked if slug in compared.today.ranked}
    first, moved = _rows(compared, causes)
    return Summary(
        sentence=first_place_sentence(compared, changes, causes),
        verdict_then=verdict_then,
        verdict_today=verdict_of(today, compared.today.recommendation),
        first=first,
        moved=moved,
        changes=_lines(changes, causes),
        renamed=_lines([change for change in relevant if change.kind is RelevantKind.NAME], causes),
        others=others,
    )


def _rows(compared: ThenAndNow, causes: Causes) -> tuple[tuple[FrameworkRow, ...], tuple[FrameworkRow, ...]]:
    """Return the rows of the first places, and of the others that changed, in the order of today."""
    slugs = list(dict.fromkeys((*compared.today.ranked, *compared.then.ranked)))
    first = {*list(compared.today.ranked)[:_FIRST], *list(compared.then.ranked)[:_FIRST]}
    others = [_row(compared, slug, causes) for slug in slugs if slug not in first]
    return (
        tuple(_row(compared, slug, causes) for slug in slugs if slug in first),
        tuple(row for row in others if row.then != row.today or row.parts),
    )


def _row(compared: ThenAndNow, slug: str, causes: Causes) -> FrameworkRow:
    then, today = compared.then.place(slug), compared.today.place(slug)
    shown = [attribution for attribution in causes.get(slug, ()) if attribution.points]
    return FrameworkRow(
        name=compared.framework(slug),
        then=then,
        today=today,
        difference=today.points - then.points if slug in causes else None,
        parts=tuple(AttributionPart(cause_words(compared, a.cause, a.criterion), a.points) for a in shown),
    )


def _lines(changes: Sequence[RelevantChange], causes: Causes) -> tuple[ChangeLine, ...]:
    """Return the changes as lines. Scores are sorted by how much they change the total, largest first."""
    attributed = [(change, _attribution_of(change, causes.get(change.framework, ()))) for change in changes]
    attributed.sort(key=lambda pair: (pair[0].kind, -abs(pair[1].exact) if pair[1] else 0))
    return tuple(
        ChangeLine(change.subject, change.before, change.after, attribution.points if attribution else None)
        for change, attribution in attributed
    )


def _attribution_of(change: RelevantChange, causes: Iterable[Attribution]) -> Attribution | None:
    """Return what a changed score adds to its framework's total, None for other changes."""
    return next((a for a in causes if (a.cause, a.criterion) == (Cause.SCORE, change.criterion)), None)
