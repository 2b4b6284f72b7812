"""A first choice of some members that must-haves of others rule out, and what would come first without those. Pure."""

from msgspec import Struct

from advisor.together.group import Group, ranked_without
from comparisons.catalogue.value import Catalogue, Requirement


class Conflict(Struct, frozen=True):
    """`fans` would take the framework, `people` set the requirements that it fails.

    `first_without` comes first on average if nobody had these requirements.
    """

    framework: str
    fans: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    people: tuple[str, ...]
    first_without: tuple[str, ...]


def conflict(catalogue: Catalogue, group: Group) -> Conflict | None:
    """Return the conflict about the excluded framework that most members would take; None if there is none."""
    fans = {
        one.framework: tuple(member.name for member in group.members if one.framework in member.first)
        for one in group.ranked.excluded
    }
    framework = max(fans, key=lambda slug: len(fans[slug]), default="")
    if not framework or not fans[framework]:
        return None
    failed = next(one.requirements for one in group.ranked.excluded if one.framework == framework)
    requirements = tuple(stated.requirement for stated in failed)
    shared = [one for one in group.requirements if one.requirement in requirements]
    return Conflict(
        framework=framework,
        fans=fans[framework],
        requirements=requirements,
        people=tuple(dict.fromkeys(name for one in shared for name in one.people)),
        first_without=tuple(placed.framework for placed in ranked_without(catalogue, group, requirements).first),
    )
