"""Members of a group without whom the first place would change. Pure."""

from msgspec import Struct

from advisor.together.group import Group, group_of_members
from comparisons.catalogue.value import Catalogue


class Absence(Struct, frozen=True):
    """What comes first without this member; empty if nothing meets the requirements of the others."""

    name: str
    first: tuple[str, ...]


def absences(catalogue: Catalogue, group: Group) -> tuple[Absence, ...]:
    """Return the members without whom the first place would change. The group needs at least two members."""
    before = _firsts(group)
    without = {
        one.name: _firsts(group_of_members(catalogue, [other for other in group.members if other is not one]))
        for one in group.members
    }
    return tuple(Absence(name=name, first=first) for name, first in without.items() if first != before)


def _firsts(group: Group) -> tuple[str, ...]:
    return tuple(placed.framework for placed in group.ranked.first)
