"""What has become of advice since the edition that a link pins: as decided, today, and why. Pure."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from advisor.advice.doubts import verdict_of
from advisor.advice.first_place import first_place_sentence
from advisor.advice.shifts import Cause, Shift, cause_words, shifts
from advisor.advice.sides import Pair, Place, Side, pair
from advisor.advice.touches import Touch, Touched, touches
from comparisons.catalogue.value import Catalogue

__all__ = ["Line", "Receipt", "Row", "ShiftPart", "receipt"]

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
