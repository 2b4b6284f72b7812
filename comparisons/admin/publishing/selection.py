"""Which of the pending changes are ticked on the page of changes.

Ticks travel in the form: a checkbox for each change on the page, and one hidden field for those on its other pages.
Each is written 'name@digest', so that what was ticked is known as it was seen.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import QueryDict
from django.urls import reverse

from comparisons.catalogue.changes.diff import Subject

if TYPE_CHECKING:
    from comparisons.editions.pending import Pending

# The words for groups of changes, by the kind of thing. Changes of a framework are a group of their own.
_GROUPS = {
    "group": "Groups of criteria",
    "criterion": "Criteria",
    "source": "Sources",
    "claim": "Claims",
    "question": "Questions",
    "scenario": "Scenarios",
    "startingpoint": "Starting points",
    "move": "What moving costs",
    "package": "Packages",
}


def group_of(subject: Subject) -> tuple[str, str]:
    """Return name and title of the group of a change; the title of a framework's is '', since only names tell it."""
    of = subject.owner or subject
    if of.thing == "framework":
        return f"all-framework/{of.key[0]}", ""
    return f"all-{of.thing}", _GROUPS[of.thing]


def ticks_in(posted: QueryDict) -> dict[str, str]:
    """Return the posted ticks, names with digests. What is malformed matches no change."""
    written = [*posted.getlist("change"), *posted.get("elsewhere", "").split()]
    pairs = (text.rpartition("@") for text in written)
    return {name: seen for name, _, seen in pairs}


def as_tick(found: "Pending", subject: Subject) -> str:
    return f"{subject.name}@{found.seen(subject)}"


def elsewhere(found: "Pending", ticked: set[Subject], shown: Iterable[Subject]) -> str:
    """Return the ticks that have no checkbox on this page, for its hidden field."""
    return " ".join(as_tick(found, subject) for subject in found.in_order(ticked - set(shown)))


def grouped(subjects: Iterable[Subject]) -> Iterator[tuple[tuple[str, str], list[Subject]]]:
    """Yield the groups of these changes with their members, in order."""
    groups: dict[tuple[str, str], list[Subject]] = {}
    for subject in subjects:
        groups.setdefault(group_of(subject), []).append(subject)
    yield from groups.items()


def address_of_ticks(names: list[str], note: str) -> str:
    """Return the address of the page of changes with these ticks, or none, and a note."""
    query = "&".join([*(f"tick={quote(name)}" for name in names or ["none"]), f"note={quote(note)}"])
    return f"{reverse('admin:changes')}?{query}"
