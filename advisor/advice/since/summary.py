"""What has become of advice since the edition that a link pins: as decided, today, and why. Pure.

What has become of the first place between two editions, in one sentence. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from advisor.advice.confidence import verdict_of
from advisor.advice.since.attribution import Cause, Shift, cause_words, shifts
from advisor.advice.since.relevant_changes import Touch, Touched, touches
from advisor.advice.since.then_and_now import Pair, Place, Side, pair
from advisor.advice.wording import joined
from comparisons.catalogue.value import Catalogue

# How many first places of each edition are shown at once.
_FIRST = 3


class ShiftPart(Struct, frozen=True):
    """A part of a shift, in words and points of 100."""

    words: str
    points: int


class Row(Struct, frozen=True):
    """A framework then and today. `shift` is given where both editions rank it; it is the sum of its parts."""

    name: str
    then: Place
    today: Place
    shift: int | None
    parts: tuple[ShiftPart, ...]

    @property
    def places(self) -> tuple[Place, Place]:
        return self.then, self.today


class Line(Struct, frozen=True):
    """A change in words. `points` are those by which it moves the total of its framework, if it moves one."""

    subject: str
    before: str
    after: str
    points: int | None


class Receipt(Struct, frozen=True):
    """`first` holds the first places of both editions, `moved` what else has moved.

    What is `renamed` counts for nothing; `others` is the number of changes that touch no answer.
    """

    sentence: str
    verdict_then: str
    verdict_today: str
    first: tuple[Row, ...]
    moved: tuple[Row, ...]
    changes: tuple[Line, ...]
    renamed: tuple[Line, ...]
    others: int


def receipt(then: Side, today: Catalogue, verdict_then: str) -> Receipt:
    """Return what has become of the advice of `then` today. `verdict_then` says how sure that advice was."""
    both = pair(then, today)
    found, others = touches(both)
    changes = [touch for touch in found if touch.thing is not Touched.NAME]
    moved = {slug: shifts(both, slug) for slug in both.then.ranked if slug in both.today.ranked}
    first, rest = _rows(both, moved)
    return Receipt(
        sentence=first_place_sentence(both, changes, moved),
        verdict_then=verdict_then,
        verdict_today=verdict_of(today, both.today.advice),
        first=first,
        moved=rest,
        changes=_lines(changes, moved),
        renamed=_lines([touch for touch in found if touch.thing is Touched.NAME], moved),
        others=others,
    )


Shifts = dict[str, tuple[Shift, ...]]


def _rows(both: Pair, moved: Shifts) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the rows of the first places, and of the others that have moved, in the order of today."""
    order = list(dict.fromkeys((*both.today.ranked, *both.then.ranked)))
    first = {*list(both.today.ranked)[:_FIRST], *list(both.then.ranked)[:_FIRST]}
    rest = [_row(both, slug, moved) for slug in order if slug not in first]
    return (
        tuple(_row(both, slug, moved) for slug in order if slug in first),
        tuple(row for row in rest if row.then != row.today or row.parts),
    )


def _row(both: Pair, slug: str, moved: Shifts) -> Row:
    then, today = both.then.place(slug), both.today.place(slug)
    parts = [ShiftPart(cause_words(both, s.cause, s.criterion), s.points) for s in moved.get(slug, ()) if s.points]
    return Row(
        name=both.framework(slug),
        then=then,
        today=today,
        shift=today.points - then.points if slug in moved else None,
        parts=tuple(parts),
    )


def _lines(found: Sequence[Touch], moved: Shifts) -> tuple[Line, ...]:
    """Return touches as lines; among the scores those first that move a total most."""
    moves = [(touch, _move(touch, moved.get(touch.framework, ()))) for touch in found]
    in_order = sorted(moves, key=lambda move: (move[0].thing, -abs(move[1].exact) if move[1] else 0))
    return tuple(
        Line(touch.subject, touch.before, touch.after, shift.points if shift else None) for touch, shift in in_order
    )


def _move(touch: Touch, found: Iterable[Shift]) -> Shift | None:
    """Return what a changed score adds to the total of its framework."""
    return next((s for s in found if (s.cause, s.criterion) == (Cause.SCORE, touch.criterion)), None)


_NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]


def first_place_sentence(pair: Pair, changes: Sequence[Touch], moved: Mapping[str, Sequence[Shift]]) -> str:
    """Say whether the first place has moved, and why. `moved` holds the shifts of those ranked in both editions."""
    if not changes:
        return "Nothing that counts for you has changed since."
    before, after = ([placed.framework for placed in side.advice.first] for side in (pair.then, pair.today))
    if before == after:
        return f"{_counted(changes)}; {_said(pair, after, 'still comes', 'still share', 'still no framework meets')}."
    if before and after and not set(before) & set(after):
        names = [joined([pair.framework(slug) for slug in first]) for first in (before, after)]
        reasons = {_why(pair, old, new, moved) for old in before for new in after}
        why = f"; {reasons.pop()}" if len(reasons) == 1 else ""
        return f"First place has moved from {names[0]} to {names[1]}{why}."
    came = _said(pair, before, "came", "shared", "No framework met")
    return f"{came}; today {_said(pair, after, 'comes', 'share', 'no framework meets')}."


def _said(pair: Pair, first: Sequence[str], one: str, several: str, none: str) -> str:
    """Say who is in the first place, with the verb for one, for several and for none."""
    if not first:
        return f"{none} all your must-haves"
    names = joined([pair.framework(slug) for slug in first])
    return f"{names} {one} first" if len(first) == 1 else f"{names} {several} the first place"


def _counted(changes: Sequence[Touch]) -> str:
    """Say how many changes count: 'Three scores and one other thing that count for you changed'."""
    scores = sum(touch.thing is Touched.SCORE for touch in changes)
    others = len(changes) - scores
    if not others:
        return f"{_number(scores, 'score')} that {'counts' if scores == 1 else 'count'} for you changed"
    if not scores:
        return f"{_number(others, 'thing')} that {'counts' if others == 1 else 'count'} for you changed"
    return f"{_number(scores, 'score')} and {_number(others, 'other thing').lower()} that count for you changed"


def _number(count: int, thing: str) -> str:
    number = _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"
    return f"{number} {thing}{'' if count == 1 else 's'}"


def _why(pair: Pair, old: str, new: str, moved: Mapping[str, Sequence[Shift]]) -> str:
    """Say what moved the first place from one framework to another."""
    if old in moved and new in moved:
        return _most(pair, moved[old], moved[new])
    reasons = [_gone(pair, old)] if old not in pair.today.ranked else []
    reasons += [_come(pair, new)] if new not in pair.then.ranked else []
    return joined(reasons)


def _most(pair: Pair, old: Sequence[Shift], new: Sequence[Shift]) -> str:
    """Say what turned the gap between two frameworks most."""
    turned: dict[tuple[Cause, str], float] = defaultdict(float)
    for sign, found in ((-1, old), (1, new)):
        for shift in found:
            turned[shift.cause, shift.criterion] += sign * shift.exact
    largest = max(turned, key=lambda key: turned[key])
    share = "most of it" if turned[largest] > sum(turned.values()) / 2 else "the largest part"
    return f"{share} comes from {cause_words(pair, *largest)}"


def _gone(pair: Pair, slug: str) -> str:
    name, today = pair.framework(slug), pair.today
    if slug in today.set_aside:
        return f"{name} now {today.missed(slug)}"
    return f"{name} has been retired" if today.is_retired(slug) else f"{name} is no longer in the catalogue"


def _come(pair: Pair, slug: str) -> str:
    name, then = pair.framework(slug), pair.then
    if slug in then.set_aside:
        return f"nothing keeps {name} out any more"
    return f"{name} was {then.absence(slug)} then"
