"""Publishing and restoring editions: each is stored whole or not at all."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from comparisons import models
from comparisons.catalogue.changes.diff import Subject
from comparisons.catalogue.changes.renaming import keeping_names
from comparisons.catalogue.checks import Problem, errors
from comparisons.catalogue.codec import digest, encode
from comparisons.catalogue.value import Catalogue
from comparisons.editions.current import forget_current_name
from comparisons.editions.pending import ChangedMeanwhile, Pending, forget_settled, pending
from comparisons.editions.store import (
    DamagedEdition,
    Edition,
    UnknownEdition,
    current_edition,
    remember,
    stored_edition,
)
from comparisons.models import WorkingCopy
from comparisons.working_copy import read_catalogue, write_catalogue
from comparisons.working_copy.row_ids import remember_all

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class NothingToPublish(ValueError):
    """The working copy equals the current edition."""


class UnsoundCatalogue(ValueError):
    """The catalogue has errors; `problems` lists them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


class NeedsMore(ValueError):
    """The chosen changes need others; `needed` has each with one that needs it."""

    def __init__(self, needed: Mapping[Subject, Subject]) -> None:
        super().__init__(f"What was chosen needs {', '.join(subject.name for subject in needed)}.")
        self.needed = needed


def publish(*, by: "User | None", note: str = "", as_of: date | None = None) -> Edition:
    """Publish the working copy as a new edition. Days after `as_of`, by default today, are errors.

    Raises UnsoundCatalogue, NothingToPublish.
    """
    with transaction.atomic():
        WorkingCopy.objects.lock()
        catalogue = read_catalogue()
        if problems := errors(catalogue, as_of or timezone.localdate()):
            raise UnsoundCatalogue(problems)
        return _add_edition(catalogue, by=by, note=note, grown_from=WorkingCopy.objects.grown_from())


def publish_some(ticks: Mapping[str, str], *, by: "User | None", note: str = "", expected: str = "") -> Edition:
    """Publish the current edition with some pending changes as a new edition. The others stay pending.

    `ticks` are names of changes with the digests that the editor saw, `expected` the digest of the edition that they
    were shown to give (`edition_digest`), or '' to take any.
    Raises ChangedMeanwhile, NeedsMore, UnsoundCatalogue, NothingToPublish, DamagedEdition.
    """
    with transaction.atomic():
        WorkingCopy.objects.lock()
        found = pending()
        chosen = found.chosen(ticks)
        if needed := found.needed_by(chosen):
            raise NeedsMore(needed)
        catalogue = found.result(chosen)
        if problems := errors(catalogue, timezone.localdate()):
            raise UnsoundCatalogue(problems)
        if expected and edition_digest(catalogue) != expected:
            raise ChangedMeanwhile("This would not give the edition whose effect you were shown. Look again.")
        return _add_edition(catalogue, by=by, note=note, grown_from=WorkingCopy.objects.grown_from())


def ticks_of(found: Pending, chosen: Collection[Subject]) -> dict[str, str]:
    """Return chosen changes as `publish_some` takes them."""
    return {subject.name: found.seen(subject) for subject in found.in_order(chosen)}


def edition_digest(catalogue: Catalogue) -> str:
    """Return the digest that an edition of this catalogue has."""
    return digest(encode(catalogue))


def restore(number: int, *, by: "User | None", note: str = "") -> Edition:
    """Publish an old edition again. The working copy does not change, so no edit is lost.

    Raises UnknownEdition, DamagedEdition, NothingToPublish.
    """
    old = stored_edition(number)
    with transaction.atomic():
        WorkingCopy.objects.lock()
        note = note or f"Edition {number} restored"
        return _add_edition(with_names_of_today(old.catalogue), by=by, note=note, grown_from=_grown_from(number))


def with_names_of_today(old: Catalogue) -> Catalogue:
    """Return an old catalogue with the names of the current edition as aliases, as far as that can be read."""
    try:
        return keeping_names(current_edition().catalogue, old)
    except (DamagedEdition, UnknownEdition):
        return old


def take_into_working_copy(number: int) -> None:
    """Replace the working copy by an edition's catalogue, which grew from what the edition grew from; names are kept.

    Raises UnknownEdition, DamagedEdition.
    """
    old = stored_edition(number).catalogue
    with transaction.atomic():
        WorkingCopy.objects.lock()
        write_catalogue(keeping_names(read_catalogue(), old))
        WorkingCopy.objects.filter(pk=1).update(grown_from=_grown_from(number))


def _grown_from(number: int) -> int | None:
    """Return the key of the shipped catalogue that an edition grew from, None if it is not remembered."""
    return models.Edition.objects.filter(number=number).values_list("grown_from", flat=True).first()


def _add_edition(catalogue: Catalogue, *, by: "User | None", note: str, grown_from: int | None) -> Edition:
    """Store an edition and keep its catalogue in memory: decoding what was just encoded would give an equal one."""
    encoded = encode(catalogue)
    data, data_digest = encoded.decode(), digest(encoded)
    latest = models.Edition.objects.first()
    # Compare the data too, so that a damaged edition can be published again.
    if latest is not None and (latest.digest, latest.data) == (data_digest, data):
        raise NothingToPublish("Nothing has changed since the current edition.")
    row = models.Edition.objects.create(
        number=latest.number + 1 if latest else 1,
        published_at=timezone.now(),
        published_by=by,
        note=note,
        digest=data_digest,
        data=data,
        grown_from_id=grown_from,
        under_review=models.Correction.objects.under_review() if settings.COUNT_CORRECTIONS else {},
    )
    forget_current_name()
    remember_all()
    published = remember(row, catalogue)
    forget_settled(row.number)
    return published
