"""Reading editions. All that visitors see comes from here."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError
from msgspec import Struct

from comparisons import models
from comparisons.catalogue.codec import CatalogueFormatError, decode, digest
from comparisons.catalogue.value import Catalogue
from comparisons.editions.current import Name, current_name, database_is_away, set_aside

T = TypeVar("T")

# How many decoded editions are kept in memory, and how many bytes of stored data they may stand for (decoded they take
# a few times as much): the current one whatever its size, and the most recently used others.
_KEPT, _KEPT_BYTES = 8, 12 * 2**20


class Edition(Struct, frozen=True):
    """A published edition with its decoded catalogue.

    `is_preview`: it is none, but what one would be (editions/preview.py). Nothing made from it may be kept or shared.
    `under_review` are the numbers of corrections that pages show, by the name of what they are about. `is_changed`: for
    one visitor, so that nothing of it is kept.
    """

    number: int
    published_at: datetime
    note: str
    digest: str
    catalogue: Catalogue
    is_preview: bool = False
    under_review: dict[str, int] = {}
    is_changed: bool = False

    @property
    def name(self) -> Name:
        return Name(self.number, self.digest, self.published_at)


class UnknownEdition(LookupError):
    """There is no edition with this number, or no edition at all."""


class DamagedEdition(RuntimeError):
    """The stored data do not match their digest, or cannot be decoded."""


class _Memory:
    """A least-recently-used cache of decoded editions.

    Keys are number, digest and time, so that a publish that was rolled back is never found.
    """

    def __init__(self, size: int, max_bytes: int) -> None:
        self._size, self._max_bytes = size, max_bytes
        self._editions: OrderedDict[tuple[int, str, datetime], Edition] = OrderedDict()
        self._bytes: dict[tuple[int, str, datetime], int] = {}
        self._lock = Lock()

    def get(self, number: int, digest: str, published_at: datetime) -> Edition | None:
        with self._lock:
            edition = self._editions.get((number, digest, published_at))
            if edition is not None:
                self._editions.move_to_end((number, digest, published_at))
            return edition

    def put(self, edition: Edition, stored_bytes: int) -> None:
        with self._lock:
            self._editions[edition.name] = edition
            self._bytes[edition.name] = stored_bytes
            while self._is_full():
                # Never drop the newest: visitors need it while the database is down.
                oldest = next(key for key in self._editions if key != max(self._editions))
                del self._editions[oldest], self._bytes[oldest]

    def _is_full(self) -> bool:
        number = len(self._editions)
        return number > 1 and (number > self._size or sum(self._bytes.values()) > self._max_bytes)

    def last_of(self, number: int) -> Edition | None:
        """Return the most recently used edition with this number, for use while the database is down."""
        with self._lock:
            return next((self._editions[key] for key in reversed(self._editions) if key[0] == number), None)


_memory = _Memory(_KEPT, _KEPT_BYTES)


def current_edition(name: Name | None = None) -> Edition:
    """Return the edition with the highest number, or the edition `name`, which was current a moment ago.

    Takes one query if the edition is in memory, none if `name` is given as well. Raises UnknownEdition, DamagedEdition.
    """
    row = name or models.Edition.objects.names().first()
    if row is None:
        raise UnknownEdition("No edition has been published yet.")
    return _read(*row)


def readable_edition() -> Edition:
    """Return the newest edition that can be read, and set aside those that cannot. Raises UnknownEdition."""
    while (name := current_name()) is not None:
        try:
            return current_edition(name)
        except DamagedEdition as error:
            set_aside(name, str(error))
    raise UnknownEdition("There is no edition that can be read.")


def edition(number: int) -> Edition:
    """Return an edition; one query if it is in memory. Raises UnknownEdition, DamagedEdition."""
    return _with_fallback(lambda: stored_edition(number), lambda: _from_memory(number))


def edition_and_the_one_before(number: int) -> tuple[Edition, Edition | None]:
    """Return an edition and its predecessor (None for the first); one query if both are in memory.

    Raises UnknownEdition, DamagedEdition.
    """
    return _with_fallback(
        lambda: _stored_pair(number),
        lambda: (_from_memory(number), _from_memory(number - 1) if number > 1 else None),
    )


def _with_fallback(database: Callable[[], T], memory: Callable[[], T]) -> T:
    """Read from the database, or from memory while it is down. For visitors' pages only, never before a write."""
    if database_is_away():
        return memory()
    try:
        return database()
    except (DatabaseError, InterfaceError):
        return memory()


def stored_edition(number: int) -> Edition:
    """Return an edition as the database has it. Raises UnknownEdition, DamagedEdition."""
    name = models.Edition.objects.names().filter(number=number).first()
    if name is None:
        raise UnknownEdition(f"There is no edition {number}.")
    return _read(*name)


def _stored_pair(number: int) -> tuple[Edition, Edition | None]:
    # Not `number__in`, which fails on numbers too large for the database.
    pair = models.Edition.objects.names().filter(number__gte=number - 1, number__lte=number)
    names = {name[0]: name for name in pair}
    if number not in names:
        raise UnknownEdition(f"There is no edition {number}.")
    before = _read(*names[number - 1]) if number - 1 in names else None
    return _read(*names[number]), before


def _from_memory(number: int) -> Edition:
    """Return an edition from memory. Raises OperationalError, not UnknownEdition: it may exist in the database."""
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
    return remember(row, catalogue)


def remember(row: models.Edition, catalogue: Catalogue) -> Edition:
    """Keep the decoded catalogue of a stored edition in memory, and return the edition."""
    edition = Edition(
        number=row.number,
        published_at=row.published_at,
        note=row.note,
        digest=row.digest,
        catalogue=catalogue,
        under_review=row.under_review,
    )
    _memory.put(edition, len(row.data))
    return edition


class _Listed:
    """The list of editions that this process read last."""

    editions: list[models.Edition] | None = None


def editions() -> list[models.Edition]:
    """Return all editions without their data, newest first. Raises OperationalError if neither source has them."""
    return _with_fallback(_list_from_database, _list_from_memory)


def _list_from_database() -> list[models.Edition]:
    _Listed.editions = list(models.Edition.objects.without_data())
    return _Listed.editions


def _list_from_memory() -> list[models.Edition]:
    if _Listed.editions is None:
        raise OperationalError("The database does not answer, and the list of editions is not in memory.")
    return _Listed.editions


def names_up_to(number: int, most: int) -> list[Name]:
    """Return the names of an edition and its predecessors, newest first, at most `most`; one query."""
    return [Name(*row) for row in models.Edition.objects.names().filter(number__lte=number)[:most]]
