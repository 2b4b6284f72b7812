"""The shipped catalogue that the working copy grew from, and what the one shipped now would change.

It is kept when the shipped catalogue is loaded, once for each digest. Installations that began before it was kept may
have an edition that shows it.
"""

import zlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from msgspec import Struct

from comparisons import models
from comparisons.catalogue.codec import canonical, decode, digest, encode
from comparisons.catalogue.merge import Merge, merge
from comparisons.catalogue.renaming import keeping_names
from comparisons.catalogue.value import Catalogue
from comparisons.editions.store import DamagedEdition, stored_edition
from comparisons.models import WorkingCopy
from comparisons.working_copy import read_catalogue, write_catalogue

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
    WorkingCopy.objects.update_or_create(pk=1, defaults={"grown_from": row})


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
