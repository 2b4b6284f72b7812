"""Whether the first place has changed between two editions, and why, in a sentence. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from advisor.advice.since.attribution import Attribution, Cause, cause_words
from advisor.advice.since.relevant_changes import RelevantChange, RelevantKind
from comparisons.catalogue.wording import joined

if TYPE_CHECKING:
    from advisor.advice.since.then_and_now import ThenAndNow

# Attributions of the frameworks that both editions rank, by slug.
Causes = Mapping[str, Sequence[Attribution]]

_NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]


def first_place_sentence(compared: "ThenAndNow", changes: Sequence[RelevantChange], causes: Causes) -> str:
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


def _first_place_words(compared: "ThenAndNow", first: Sequence[str], single: str, several: str, none: str) -> str:
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


def _reason(compared: "ThenAndNow", old: str, new: str, causes: Causes) -> str:
    """Return why the first place went from one framework to another."""
    if old in causes and new in causes:
        return _largest_cause(compared, causes[old], causes[new])
    reasons = [_left_words(compared, old)] if old not in compared.today.ranked else []
    reasons += [_entered_words(compared, new)] if new not in compared.then.ranked else []
    return joined(reasons)


def _largest_cause(compared: "ThenAndNow", old: Sequence[Attribution], new: Sequence[Attribution]) -> str:
    """Return the cause that changed the difference of two totals most."""
    changed: dict[tuple[Cause, str], float] = defaultdict(float)
    for sign, causes in ((-1, old), (1, new)):
        for attribution in causes:
            changed[attribution.cause, attribution.criterion] += sign * attribution.exact
    largest = max(changed, key=lambda key: changed[key])
    share = "most of it" if changed[largest] > sum(changed.values()) / 2 else "the largest part"
    return f"{share} comes from {cause_words(compared, *largest)}"


def _left_words(compared: "ThenAndNow", slug: str) -> str:
    name, today = compared.framework(slug), compared.today
    if slug in today.unranked:
        return f"{name} now {today.failed_words(slug)}"
    return f"{name} has been retired" if today.is_retired(slug) else f"{name} is no longer in the catalogue"


def _entered_words(compared: "ThenAndNow", slug: str) -> str:
    name, then = compared.framework(slug), compared.then
    if slug in then.unranked:
        return f"nothing keeps {name} out any more"
    return f"{name} was {then.absence(slug)} then"
