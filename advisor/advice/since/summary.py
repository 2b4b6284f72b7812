"""What has changed in the advice since the edition that a link pins: places, totals, and the reasons. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from advisor.advice.confidence import verdict_of
from advisor.advice.since.attribution import Attribution, Cause, attributions, cause_words
from advisor.advice.since.relevant_changes import RelevantChange, RelevantKind, relevant_changes
from advisor.advice.since.then_and_now import EditionAdvice, Place, ThenAndNow, then_and_now
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import joined

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


# Attributions of the frameworks that both editions rank, by slug.
Causes = Mapping[str, Sequence[Attribution]]


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


_NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]


def first_place_sentence(compared: ThenAndNow, changes: Sequence[RelevantChange], causes: Causes) -> str:
    """Return a sentence that says whether the first place has changed, and why."""
    if not changes:
        return "Nothing that counts for you has changed since."
    editions = compared.then, compared.today
    before, after = ([placed.framework for placed in edition.recommendation.first] for edition in editions)
    if before == after:
        same = _first_place_words(compared, after, "still comes", "still share", "still no framework meets")
        alone = ", as the only one left" if compared.then.considered > compared.today.considered == 1 else ""
        return f"{_counted(changes)}; {same}{alone}."
    if before and after and not set(before) & set(after):
        names = [joined([compared.framework(slug) for slug in first]) for first in (before, after)]
        reasons = {_reason(compared, old, new, causes) for old in before for new in after}
        why = f"; {reasons.pop()}" if len(reasons) == 1 else ""
        return f"First place has moved from {names[0]} to {names[1]}{why}."
    earlier = _first_place_words(compared, before, "came", "shared", "No framework met")
    if not compared.today.considered:
        return f"{earlier}; today none of those that you named is left."
    return f"{earlier}; today {_first_place_words(compared, after, 'comes', 'share', 'no framework meets')}."


def _first_place_words(compared: ThenAndNow, first: Sequence[str], single: str, several: str, none: str) -> str:
    """Return who is in first place, with the verb for one framework, for several, or for none."""
    if not first:
        return f"{none} all your must-haves"
    names = joined([compared.framework(slug) for slug in first])
    return f"{names} {single} first" if len(first) == 1 else f"{names} {several} the first place"


def _counted(changes: Sequence[RelevantChange]) -> str:
    """Return how many changes count: 'Three scores and one other thing that count for you changed'."""
    scores = sum(change.kind is RelevantKind.SCORE for change in changes)
    others = len(changes) - scores
    if not others:
        return f"{_number(scores, 'score')} that {'counts' if scores == 1 else 'count'} for you changed"
    if not scores:
        return f"{_number(others, 'thing')} that {'counts' if others == 1 else 'count'} for you changed"
    return f"{_number(scores, 'score')} and {_number(others, 'other thing').lower()} that count for you changed"


def _number(count: int, thing: str) -> str:
    number = _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"
    return f"{number} {thing}{'' if count == 1 else 's'}"


def _reason(compared: ThenAndNow, old: str, new: str, causes: Causes) -> str:
    """Return why the first place went from one framework to another."""
    if old in causes and new in causes:
        return _largest_cause(compared, causes[old], causes[new])
    reasons = [_left_words(compared, old)] if old not in compared.today.ranked else []
    reasons += [_entered_words(compared, new)] if new not in compared.then.ranked else []
    return joined(reasons)


def _largest_cause(compared: ThenAndNow, old: Sequence[Attribution], new: Sequence[Attribution]) -> str:
    """Return the cause that changed the difference of two totals most."""
    changed: dict[tuple[Cause, str], float] = defaultdict(float)
    for sign, causes in ((-1, old), (1, new)):
        for attribution in causes:
            changed[attribution.cause, attribution.criterion] += sign * attribution.exact
    largest = max(changed, key=lambda key: changed[key])
    share = "most of it" if changed[largest] > sum(changed.values()) / 2 else "the largest part"
    return f"{share} comes from {cause_words(compared, *largest)}"


def _left_words(compared: ThenAndNow, slug: str) -> str:
    name, today = compared.framework(slug), compared.today
    if slug in today.unranked:
        return f"{name} now {today.failed_words(slug)}"
    return f"{name} has been retired" if today.is_retired(slug) else f"{name} is no longer in the catalogue"


def _entered_words(compared: ThenAndNow, slug: str) -> str:
    name, then = compared.framework(slug), compared.then
    if slug in then.unranked:
        return f"nothing keeps {name} out any more"
    return f"{name} was {then.absence(slug)} then"
