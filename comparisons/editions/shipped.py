"""The shipped catalogue that the working copy grew from, and what the one shipped now would change.

It is kept when the shipped catalogue is loaded, once for each digest. Installations that began before it was kept may
have an edition that shows it.
"""

import logging
import zlib
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cached_property

import msgspec
from django.db import DatabaseError, transaction
from django.utils import timezone
from msgspec import Struct

from comparisons import models
from comparisons.catalogue.changes.diff import Change, Subject, by_subject, diff
from comparisons.catalogue.changes.renaming import keeping_names
from comparisons.catalogue.checks import Problem, storage_errors
from comparisons.catalogue.codec import canonical, decode, digest, encode
from comparisons.catalogue.merge import Merge, merge, with_theirs
from comparisons.catalogue.value import Catalogue
from comparisons.editions.pending import ChangedMeanwhile, Pending
from comparisons.editions.store import DamagedEdition, stored_edition
from comparisons.models import WorkingCopy
from comparisons.working_copy import read_catalogue, write_catalogue

logger = logging.getLogger(__name__)

# Hexadecimal digits: enough that two states of a difference do not look the same.
_SEEN_DIGITS = 16
# The note of the edition that the first start publishes.
AS_SHIPPED = "The catalogue as shipped"


class Ground(Struct, frozen=True):
    """A shipped catalogue that the working copy grew from, and how that is known, in words. None: not known."""

    catalogue: Catalogue | None
    words: str


class Update(Struct, frozen=True):
    """What the catalogue shipped now brings to the working copy."""

    ground: Ground
    working_copy: Catalogue
    merge: Merge


class LeavesErrors(ValueError):
    """With its updates the working copy would have errors that it has not now; `merge.problems` of the update."""

    def __init__(self, update: Update) -> None:
        super().__init__("Together with what editors changed, the updates would leave errors.")
        self.update = update


def remember_shipped(catalogue: Catalogue) -> None:
    """Note that the working copy grows from this shipped catalogue from now on. Call it in a transaction."""
    data = encode(catalogue)
    row, _ = models.ShippedCatalogue.objects.get_or_create(
        digest=digest(data), defaults={"data": zlib.compress(data), "first_loaded_at": timezone.now()}
    )
    WorkingCopy.objects.update_or_create(pk=1, defaults={"grown_from": row, "updates_offered": 0})


def note_offered(updates: int) -> None:
    """Note how many updates the shipped catalogue brings, for the admin to say so, unless the database is read-only."""
    changed = WorkingCopy.objects.filter(pk=1).exclude(updates_offered=updates)
    if changed.exists():
        try:
            with transaction.atomic():
                changed.update(updates_offered=updates)
        except DatabaseError as error:
            logger.warning("How many updates wait was not noted: %s", error)


def is_loaded(shipped: Catalogue) -> bool:
    """Whether the working copy is known to have grown from exactly this catalogue; one query."""
    return WorkingCopy.objects.filter(grown_from__digest=digest(encode(shipped))).exists()


def update_to(shipped: Catalogue) -> Update:
    """Return what loading the shipped catalogue would do."""
    own = read_catalogue()
    ground = _ground(shipped, own)
    # Without a known ground every difference counts as an editor's.
    return Update(ground=ground, working_copy=own, merge=merge(ground.catalogue or shipped, shipped, own))


def load_shipped(shipped: Catalogue, *, overwrite_edits: bool) -> Update:
    """Take the updates into the working copy, or with `overwrite_edits` the whole shipped catalogue.

    Raises LeavesErrors, and changes nothing then.
    """
    with transaction.atomic():
        WorkingCopy.objects.lock()
        update = update_to(shipped)
        if update.merge.problems and not overwrite_edits:
            raise LeavesErrors(update)
        wanted = keeping_names(update.working_copy, canonical(shipped)) if overwrite_edits else update.merge.merged
        if wanted != update.working_copy:
            write_catalogue(wanted)
        remember_shipped(shipped)
        return update


def _ground(shipped: Catalogue, own: Catalogue) -> Ground:
    if own == Catalogue():
        return Ground(own, "an empty working copy")
    row = models.ShippedCatalogue.objects.filter(pk__in=WorkingCopy.objects.filter(pk=1).values("grown_from")).first()
    if row is not None:
        words = f"the shipped catalogue that was loaded here first on {_day(row.first_loaded_at)}"
        return Ground(decode(zlib.decompress(row.data)), words)
    shipped_digest = digest(encode(shipped))
    if own == canonical(shipped) or models.Edition.objects.filter(digest=shipped_digest).exists():
        return Ground(shipped, "the catalogue shipped now, which was published or loaded here before")
    first = models.Edition.objects.names().filter(note=AS_SHIPPED, published_by=None).last()
    if first is not None:
        try:
            catalogue = stored_edition(first[0]).catalogue
        except DamagedEdition:
            pass
        else:
            return Ground(catalogue, f"edition {first[0]}, which was the catalogue as shipped on {_day(first[2])}")
    return Ground(None, "")


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


# Taking some of it


class TakenWithErrors(ValueError):
    """What was chosen would leave the working copy with errors; `problems` lists them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("Nothing was taken: by itself it would leave the catalogue with errors.")
        self.problems = problems


class Offer(Struct, frozen=True, dict=True):
    """What a new version brings: updates that merge by themselves, and what both sides or only editors changed."""

    update: Update

    @cached_property
    def updates(self) -> Pending:
        """The updates as changes from the working copy to the merged catalogue."""
        own, merged = self.update.working_copy, self.update.merge.merged
        return Pending(edition=0, published=own, working_copy=merged, changes=by_subject(diff(own, merged)))

    @cached_property
    def both(self) -> dict[Subject, tuple[Change, ...]]:
        """The differences that an editor and the new version made."""
        return by_subject(self.update.merge.both)

    @cached_property
    def edits(self) -> dict[Subject, tuple[Change, ...]]:
        """The differences that editors alone made."""
        return by_subject(self.update.merge.edits)

    @cached_property
    def by_name(self) -> dict[str, tuple[Change, ...]]:
        """What can be taken instead of ours, by the names that ticks have."""
        found = [("both", self.both), ("edit", self.edits)]
        return {f"{origin}/{subject.name}": own for origin, changes in found for subject, own in changes.items()}

    def seen(self, name: str) -> str:
        return digest(msgspec.json.encode(self.by_name[name]))[:_SEEN_DIGITS]

    def result(self, updates: Collection[Subject], theirs: Iterable[str]) -> Catalogue:
        """Return the working copy with some updates and what they need, and with the new version's side of others."""
        going = {*updates, *self.updates.needed_by(updates)}
        merged = self.updates.result(going) if going else self.update.working_copy
        return with_theirs(merged, self.update.merge.shipped, [one for name in theirs for one in self.by_name[name]])


class Taken(Struct, frozen=True):
    """How many updates were taken, how many times the new version's side, and whether nothing more is offered."""

    updates: int
    theirs: int
    is_settled: bool


def offer(shipped: Catalogue) -> Offer:
    return Offer(update_to(shipped))


def take(shipped: Catalogue, ticks: Mapping[str, str], theirs: Mapping[str, str], *, leave_rest: bool) -> Taken:
    """Take updates and the new version's side of differences, both as names with the digests that were seen.

    With `leave_rest`, or if nothing is left, what is shipped now is what later versions are compared with: what was
    not taken counts as an editor's from then on.
    Raises ChangedMeanwhile and TakenWithErrors, and changes nothing then.
    """
    with transaction.atomic():
        WorkingCopy.objects.lock()
        found = offer(shipped)
        chosen = found.updates.chosen(ticks)
        if other := [name for name, seen in theirs.items() if name not in found.by_name or found.seen(name) != seen]:
            raise ChangedMeanwhile(f"Somebody was at work after you had looked: {', '.join(other)}. Look again.")
        own, result = found.update.working_copy, found.result(chosen, theirs)
        known = set(storage_errors(own))
        if problems := tuple(problem for problem in storage_errors(result) if problem not in known):
            raise TakenWithErrors(problems)
        if result != own:
            write_catalogue(result)
        going = {*chosen, *found.updates.needed_by(chosen)}
        nothing_is_left = going == found.updates.changes.keys() and all(f"both/{s.name}" in theirs for s in found.both)
        is_settled = leave_rest or nothing_is_left
        if is_settled:
            remember_shipped(shipped)
        return Taken(updates=len(going), theirs=len(theirs), is_settled=is_settled)
