"""What has become of the first place between two editions, in one sentence. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from advisor.advice.shifts import Cause, Shift, cause_words
from advisor.advice.sides import Pair
from advisor.advice.touches import Touch, Touched
from advisor.advice.words import joined

__all__ = ["first_place_sentence"]

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
