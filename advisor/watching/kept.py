"""The decisions that editors keep an eye on, and what unpublished changes would do to them."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from msgspec import Struct
from msgspec.structs import replace

from advisor.advice.since.decision_events import EventKind, Pairs, events_between, standing
from advisor.answers.query import query_pairs
from advisor.answers.request import page_address
from advisor.models import KeptDecision
from advisor.together.query import RawPerson, edition_of_links, read_row
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import counted, joined
from comparisons.editions.store import DamagedEdition, UnknownEdition, current_edition, edition


class KeptChange(Struct, frozen=True):
    """What changes would do to a kept decision, in words, and the address of its page in the admin."""

    name: str
    words: str
    address: str
    is_flip: bool


def canonical_link(text: str) -> str:
    """Return the address of the pinned result that a pasted link leads to, without the host.

    Raises ValueError with a sentence for the editor.
    """
    given = RawPerson(number=1, name="", pairs=[], link=text.strip())
    newest = current_edition()
    number = edition_of_links([given])
    try:
        pinned = newest if number is None else edition(number)
    except (UnknownEdition, DamagedEdition) as error:
        raise ValueError(str(error)) from error
    row = read_row(given, pinned.catalogue, pinned.number, newest.catalogue)
    if row.problem:
        raise ValueError(row.problem)
    if row.dropped:
        raise ValueError(f"Edition {pinned.number} does not know a part of this link: {', '.join(row.dropped)}.")
    answers = replace(row.answers, edition=pinned.number)
    return page_address("result", query=answers.query(pinned.catalogue))


def pairs_of(decision: KeptDecision) -> Pairs:
    """Return the parameters of a kept decision's link."""
    return query_pairs(decision.link.partition("?")[2])


def kept_changes(old: Catalogue, new: Catalogue, decisions: Iterable[KeptDecision]) -> list[KeptChange]:
    """Return what replacing `old` by `new` would do to kept decisions: first those whose first place would change.

    Decisions to which nothing that matters would happen are left out.
    """
    found = [change for decision in decisions if (change := _change(old, new, decision))]
    return sorted(found, key=lambda change: not change.is_flip)


def _change(old: Catalogue, new: Catalogue, decision: KeptDecision) -> KeptChange | None:
    pairs = pairs_of(decision)
    events = events_between(standing(old, pairs), standing(new, pairs))
    if not events:
        return None
    return KeptChange(
        name=decision.name,
        words=" ".join(event.words for event in events),
        address=reverse("admin:advisor_keptdecision_change", args=[decision.pk]),
        is_flip=any(event.kind is EventKind.FIRST_PLACE for event in events),
    )


def kept_words(changes: Sequence[KeptChange]) -> str:
    """Return how many kept decisions would flip, with their names: '2 kept decisions would flip: Shop and Intranet.'"""
    flips = [change.name for change in changes if change.is_flip]
    others = [change.name for change in changes if not change.is_flip]
    words = [f"{counted(len(flips), 'kept decision')} would flip: {joined(flips)}."] if flips else []
    if others:
        kept = counted(len(others), "kept decision")
        words.append(f"{kept} would keep the first place, but something else that matters changes: {joined(others)}.")
    return " ".join(words)
