"""What an editor is shown before the working copy is replaced by another state, and replacing it."""

from collections.abc import Iterable
from functools import cached_property

import msgspec
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest

from comparisons.admin.catalogue_history import Replacement, keep_in_history
from comparisons.admin.links import THINGS, Line, Links, every_row
from comparisons.admin.publishing.rights import editor
from comparisons.admin.publishing.values import FieldChange, field_changes
from comparisons.catalogue.changes.diff import Change, ChangeKind, diff, sentence
from comparisons.catalogue.checks import storage_errors
from comparisons.catalogue.codec import digest
from comparisons.catalogue.value import Catalogue
from comparisons.working_copy import write_catalogue


class Proposal:
    """Two states of the working copy, and what an editor should know before one replaces the other."""

    def __init__(self, old: Catalogue, new: Catalogue) -> None:
        self.old, self.new = old, new
        self.changes: tuple[Change, ...] = diff(old, new)

    @cached_property
    def seen(self) -> str:
        """A digest of the changes: another one means that somebody changed something meanwhile."""
        return digest(msgspec.json.encode(self.changes))

    @cached_property
    def problems(self) -> list[Line]:
        """The errors that the working copy would have and does not have now."""
        known = set(storage_errors(self.old))
        return Links().of_problems([problem for problem in storage_errors(self.new) if problem not in known])

    @property
    def fields(self) -> list[FieldChange]:
        return [field for change in self.changes for field in field_changes(change, self.old, self.new)]

    @property
    def lines(self) -> list[Line]:
        links = Links()
        return [Line(sentence(c, self.new, self.old), links.address(c.thing, c.key)) for c in self.changes]

    def carry_out(self, request: HttpRequest, why: str) -> None:
        """Replace the working copy, with entries in the history that begin with `why`. The caller holds the lock."""
        rows = every_row()
        write_catalogue(self.new)
        done = Replacement(self.old, self.new, self.changes)
        keep_in_history(editor(request), why, done, rows | every_row())


def missing_rights(user: AbstractBaseUser | AnonymousUser, changes: Iterable[Change]) -> list[str]:
    """Return what changes need and a login may not do: 'change scores'."""
    verbs = {ChangeKind.REMOVED: "delete", ChangeKind.ADDED: "add"}
    wanted = {(verbs.get(change.kind, "change"), THINGS[change.thing][0]) for change in changes}
    words = [
        f"{action} {model._meta.verbose_name_plural}"
        for action, model in wanted
        if not user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}")  # type: ignore[union-attr]
    ]
    return sorted(words)
