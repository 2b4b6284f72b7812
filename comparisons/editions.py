"""Publishing, restoring and reading editions. Visitors only ever see what this module returns."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import timezone
from msgspec import Struct

from comparisons import models
from comparisons.catalogue.check import Problem, errors
from comparisons.catalogue.codec import CatalogueFormatError, decode, digest, encode
from comparisons.catalogue.diff import Change, diff
from comparisons.catalogue.value import Catalogue
from comparisons.current import Name, database_is_away, forget_current_name
from comparisons.working_copy import lock_working_copy, read_catalogue, write_catalogue

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = [
    "DamagedEdition",
    "Edition",
    "NothingToPublish",
    "UnknownEdition",
    "UnsoundCatalogue",
    "current_edition",
    "edition",
    "edition_and_the_one_before",
    "editions",
    "names_up_to",
    "publish",
    "restore",
    "take_into_working_copy",
    "unpublished_changes",
]

T = TypeVar("T")

# Decoded editions kept in memory: the current one and those that pinned links name most lately.
_KEPT = 8


class Edition(Struct, frozen=True):
    """An edition as visitors see it."""

    number: int
    published_at: datetime
    note: str
    digest: str
    catalogue: Catalogue


class UnknownEdition(LookupError):
    """There is no edition of this number (or none at all)."""


class DamagedEdition(RuntimeError):
    """The stored data are not those that were published."""


class NothingToPublish(ValueError):
    """The working copy equals the current edition."""


class UnsoundCatalogue(ValueError):
    """`check` found errors; `problems` holds them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


class _Memory:
    """A bounded store of decoded editions, the least lately used one dropped first.

    Number, digest and time together name an edition, so a publish that was rolled back leaves nothing behind.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._editions: OrderedDict[tuple[int, str, datetime], Edition] = OrderedDict()
        self._lock = Lock()

    def get(self, number: int, digest: str, published_at: datetime) -> Edition | None:
        with self._lock:
            edition = self._editions.get((number, digest, published_at))
            if edition is not None:
                self._editions.move_to_end((number, digest, published_at))
            return edition

    def put(self, edition: Edition) -> None:
        with self._lock:
            self._editions[edition.number, edition.digest, edition.published_at] = edition
            while len(self._editions) > self._size:
                # Never the newest: it is the current one, which visitors need while the database is away.
                del self._editions[next(key for key in self._editions if key != max(self._editions))]

    def last_of(self, number: int) -> Edition | None:
        """Return the edition of a number as it was used last, for when the database cannot say whether it still is."""
        with self._lock:
            return next((self._editions[key] for key in reversed(self._editions) if key[0] == number), None)


_memory = _Memory(_KEPT)


def current_edition(name: Name | None = None) -> Edition:
    """Return the edition with the highest number, or the one of this name, which was the current one just now.

    One query once it is in memory, none with a name. Raises UnknownEdition.
    """
    row = name or models.Edition.objects.names().first()
    if row is None:
        raise UnknownEdition("No edition has been published yet.")
    return _read(*row)


def edition(number: int) -> Edition:
    """Return an edition; one query once it is in memory. Raises UnknownEdition, DamagedEdition."""
    return _asked(lambda: _stored(number), lambda: _remembered(number))


def edition_and_the_one_before(number: int) -> tuple[Edition, Edition | None]:
    """Return two editions that follow each other; one query once both are in memory. Raises UnknownEdition."""
    return _asked(
        lambda: _stored_pair(number),
        lambda: (_remembered(number), _remembered(number - 1) if number > 1 else None),
    )


def _asked(database: Callable[[], T], memory: Callable[[], T]) -> T:
    """Ask the database or, while that does not answer, memory. For what visitors see: writers need to be sure."""
    if database_is_away():
        return memory()
    try:
        return database()
    except (DatabaseError, InterfaceError):
        return memory()


def _stored(number: int) -> Edition:
    name = models.Edition.objects.names().filter(number=number).first()
    if name is None:
        raise UnknownEdition(f"There is no edition {number}.")
    return _read(*name)


def _stored_pair(number: int) -> tuple[Edition, Edition | None]:
    # Two bounds and not `number__in`, which fails on numbers too large for the database.
    pair = models.Edition.objects.names().filter(number__gte=number - 1, number__lte=number)
    names = {name[0]: name for name in pair}
    if number not in names:
        raise UnknownEdition(f"There is no edition {number}.")
    before = _read(*names[number - 1]) if number - 1 in names else None
    return _read(*names[number]), before


def _remembered(number: int) -> Edition:
    """Return an edition as it was read last. Raises OperationalError: whether there is none, nobody can say."""
    known = _memory.last_of(number)
    if known is None:
        raise OperationalError(f"The database does not answer, and edition {number} is not in memory.")
    return known


def _read(number: int, stored_digest: str, published_at: datetime) -> Edition:
    known = _memory.get(number, stored_digest, published_at)
    if known is not None:
        return known
    row = models.Edition.objects.get(number=number)
    data = row.data.encode()
    if digest(data) != row.digest:
        raise DamagedEdition(f"Edition {number} does not match its digest.")
    try:
        catalogue = decode(data)
    except CatalogueFormatError as error:
        raise DamagedEdition(f"Edition {number} cannot be read: {error}") from error
    return _remember(row, catalogue)


def _remember(row: models.Edition, catalogue: Catalogue) -> Edition:
    edition = Edition(
        number=row.number,
        published_at=row.published_at,
        note=row.note,
        digest=row.digest,
        catalogue=catalogue,
    )
    _memory.put(edition)
    return edition


class _Listed:
    """The list of all editions as this process read it last."""

    editions: list[models.Edition] | None = None


def editions() -> list[models.Edition]:
    """Return all editions without their data, newest first."""
    return _asked(_listed_anew, _listed_last)


def _listed_anew() -> list[models.Edition]:
    _Listed.editions = list(models.Edition.objects.without_data())
    return _Listed.editions


def _listed_last() -> list[models.Edition]:
    if _Listed.editions is None:
        raise OperationalError("The database does not answer, and the list of editions is not in memory.")
    return _Listed.editions


def names_up_to(number: int, most: int) -> list[Name]:
    """Return the names of an edition and of those before it, newest first, at most so many; one query."""
    return [Name(*row) for row in models.Edition.objects.names().filter(number__lte=number)[:most]]


def unpublished_changes() -> tuple[Change, ...]:
    """Return what publishing would change."""
    try:
        published = current_edition().catalogue
    except UnknownEdition:
        published = Catalogue()
    return diff(published, read_catalogue())


def publish(*, by: "User | None", note: str = "") -> Edition:
    """Freeze the working copy into a new edition. Raises UnsoundCatalogue, NothingToPublish."""
    with transaction.atomic():
        lock_working_copy()
        catalogue = read_catalogue()
        if problems := errors(catalogue):
            raise UnsoundCatalogue(problems)
        return _add_edition(catalogue, by=by, note=note)


def restore(number: int, *, by: "User | None", note: str = "") -> Edition:
    """Publish an old edition again. The working copy stays as it is: nobody's text is lost.

    Raises UnknownEdition, DamagedEdition, NothingToPublish.
    """
    old = _stored(number)
    with transaction.atomic():
        lock_working_copy()
        return _add_edition(old.catalogue, by=by, note=note or f"Edition {number} restored")


def take_into_working_copy(number: int) -> None:
    """Make the working copy equal to an edition. Raises UnknownEdition, DamagedEdition."""
    write_catalogue(_stored(number).catalogue)


def _add_edition(catalogue: Catalogue, *, by: "User | None", note: str) -> Edition:
    """Store an edition and keep its catalogue in memory: decoding what was just encoded would give an equal one."""
    encoded = encode(catalogue)
    data, data_digest = encoded.decode(), digest(encoded)
    latest = models.Edition.objects.first()
    # Both are compared: what was damaged can be published again.
    if latest is not None and (latest.digest, latest.data) == (data_digest, data):
        raise NothingToPublish("Nothing has changed since the current edition.")
    row = models.Edition.objects.create(
        number=latest.number + 1 if latest else 1,
        published_at=timezone.now(),
        published_by=by,
        note=note,
        digest=data_digest,
        data=data,
    )
    forget_current_name()
    return _remember(row, catalogue)
