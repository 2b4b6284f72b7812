"""What an editor asked to delete or retire, what leans on it, and the working copy without it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import msgspec
from django.db.models import Model
from msgspec.structs import replace

from comparisons.admin.links import THINGS, Key
from comparisons.catalogue.changes.diff import Change, Subject, diff, part_of
from comparisons.catalogue.checks import Problem, errors, storage_errors
from comparisons.catalogue.codec import digest
from comparisons.catalogue.removal.criteria import asking_uses
from comparisons.catalogue.removal.decisions import Decisions, Use, Uses
from comparisons.catalogue.removal.removed import removed, unasked
from comparisons.catalogue.removal.sources import left_without_source
from comparisons.catalogue.removal.uses import targets, uses_of
from comparisons.catalogue.value import Catalogue, Status

# Things that go or change as a whole. Of others, such as a framework, only the sentence that is shown does.
_SHOWN_WHOLE = frozenset(
    {"score", "claim", "choice", "question", "scenario", "startingpoint", "package", "move", "criterion"}
)
_THING_OF: dict[type[Model], str] = {model: thing for thing, (model, _) in THINGS.items()}
# Things that can be retired instead, and why that is mostly better.
RETIRING = {
    "criterion": "A retired criterion keeps its page, scores and claims; new advice and comparisons leave it out.",
    "framework": "A retired framework keeps its page and everything on it, but is no longer recommended.",
}


class Removal:
    """The rows of one model that are to go, and the catalogue that they are in."""

    def __init__(self, model: type[Model], rows: Sequence[Any], catalogue: Catalogue) -> None:
        self.thing = _THING_OF[model]
        self.rows, self.catalogue = list(rows), catalogue
        self.keys: list[Key] = keys_of(model, [row.pk for row in rows])

    @cached_property
    def uses(self) -> tuple[Uses, ...]:
        return uses_of(self.catalogue, self.thing, self.keys)

    @cached_property
    def asking(self) -> tuple[Uses, ...]:
        """What retiring takes out: the answers that name criteria."""
        slugs = {key[0] for key in self.keys}
        found = asking_uses(self.catalogue, slugs) if self.thing == "criterion" else ()
        return tuple(uses for uses in found if uses.uses)

    @property
    def targets(self) -> list[tuple[str, str]]:
        return targets(self.catalogue, self.thing, self.keys)

    @property
    def can_retire(self) -> bool:
        """Whether retiring is another way, and something is not retired yet."""
        return self.thing in RETIRING and any(not _is_retired(part) for part in self._parts)

    @property
    def is_retired(self) -> bool:
        return self.thing in RETIRING and all(map(_is_retired, self._parts))

    @property
    def _parts(self) -> list[Any]:
        return [part_of(self.catalogue, Subject(self.thing, key)) for key in self.keys]

    @cached_property
    def seen(self) -> str:
        """A digest of what is to go and of all that names it: another one means that somebody changed it."""
        named = {(use.thing, use.key) for uses in self.uses for use in uses.uses if use.thing in _SHOWN_WHOLE}
        parts = [part_of(self.catalogue, Subject(thing, key)) for thing, key in sorted(named)]
        return digest(msgspec.json.encode([self._parts, self.uses, parts]))

    def without(self, decisions: Decisions) -> Catalogue:
        return removed(self.catalogue, self.thing, self.keys, decisions)

    def retired(self, decisions: Decisions) -> Catalogue:
        slugs = {key[0] for key in self.keys}
        if self.thing == "framework":
            frameworks = (
                replace(one, status=Status.RETIRED) if one.slug in slugs else one for one in self.catalogue.frameworks
            )
            return replace(self.catalogue, frameworks=tuple(frameworks))
        left = unasked(self.catalogue, slugs, decisions.get("effects"))
        criteria = (replace(one, retired=True) if one.slug in slugs else one for one in left.criteria)
        return replace(left, criteria=tuple(criteria))


def keys_of(model: type[Model], pks: Sequence[int]) -> list[Key]:
    """Return the keys of rows in changes: slugs."""
    columns = THINGS[_THING_OF[model]][1]
    return [tuple(key) for key in model._default_manager.filter(pk__in=pks).values_list(*columns)]


def _is_retired(part: Any) -> bool:
    return bool(getattr(part, "retired", False) or getattr(part, "status", None) is Status.RETIRED)


class Outcome:
    """What would become of the catalogue, and what an editor should see before that."""

    def __init__(self, old: Catalogue, new: Catalogue) -> None:
        self.old, self.new = old, new
        self.changes: tuple[Change, ...] = diff(old, new)
        self.unsourced: tuple[Use, ...] = left_without_source(old, new)

    @property
    def confirmation(self) -> str:
        """A digest of what would rest on no source any more, '' if nothing would."""
        return digest(msgspec.json.encode(self.unsourced)) if self.unsourced else ""

    @cached_property
    def unfinished(self) -> tuple[Problem, ...]:
        """What would have to be put right before publishing, and need not now."""
        known = set(errors(self.old))
        return tuple(problem for problem in errors(self.new) if problem.unfinished and problem not in known)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The errors that the catalogue would have and does not have now."""
        known = set(storage_errors(self.old))
        return tuple(problem for problem in storage_errors(self.new) if problem not in known)
