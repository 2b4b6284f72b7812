"""What an edition would be if some of the pending changes were published: for previews, never stored.

Its digest is no digest of any edition, so that nothing kept by the name of an edition can be taken for it.
"""

from collections import OrderedDict
from collections.abc import Collection
from threading import Lock

from django.utils import timezone
from msgspec import Struct
from msgspec.structs import replace

from comparisons.catalogue.changes.diff import Subject
from comparisons.catalogue.checks import Problem, errors
from comparisons.catalogue.codec import digest, encode
from comparisons.catalogue.value import Catalogue, Framework, Status
from comparisons.editions.pending import Pending
from comparisons.editions.store import Edition

# Previews kept in memory, so that a second page of one is as fast as a page of an edition.
_KEPT = 4


class Preview(Struct, frozen=True):
    """A preview with the drafts that it shows as if they were published, and the errors of its catalogue."""

    edition: Edition
    drafts: tuple[Framework, ...]
    errors: tuple[Problem, ...]


class _Kept:
    """The previews used last, by the digests of their catalogues. Thread-safe."""

    def __init__(self) -> None:
        self._previews: OrderedDict[tuple[int, str], Preview] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[int, str]) -> Preview | None:
        with self._lock:
            if key in self._previews:
                self._previews.move_to_end(key)
            return self._previews.get(key)

    def put(self, key: tuple[int, str], preview: Preview) -> None:
        with self._lock:
            self._previews[key] = preview
            while len(self._previews) > _KEPT:
                self._previews.popitem(last=False)


_kept = _Kept()


def preview(found: Pending, chosen: Collection[Subject], *, with_drafts: bool) -> Preview:
    """Return the edition that chosen changes would give with what they need; by all, the working copy.

    With `with_drafts`, it shows drafts as if they were published, but for those that leave the site by becoming one.
    """
    going = {*chosen, *found.needed_by(chosen)}
    catalogue = found.working_copy if going == set(found.changes) else found.result(going)
    drafts = _drafts(catalogue, found.published) if with_drafts else ()
    shown = _with_published(catalogue, drafts)
    key = found.edition + 1, f"preview of {digest(encode(shown))}"
    known = _kept.get(key)
    if known is None:
        known = _made(shown, drafts, *key)
        _kept.put(key, known)
    return known


def _drafts(catalogue: Catalogue, published: Catalogue) -> tuple[Framework, ...]:
    known = published.public_frameworks
    return tuple(f for f in catalogue.frameworks if f.status is Status.DRAFT and f.slug not in known)


def _with_published(catalogue: Catalogue, drafts: Collection[Framework]) -> Catalogue:
    if not drafts:
        return catalogue
    frameworks = (replace(f, status=Status.PUBLISHED) if f in drafts else f for f in catalogue.frameworks)
    return replace(catalogue, frameworks=tuple(frameworks))


def _made(catalogue: Catalogue, drafts: tuple[Framework, ...], number: int, name: str) -> Preview:
    edition = Edition(
        number=number, published_at=timezone.now(), note="", digest=name, catalogue=catalogue, is_preview=True
    )
    return Preview(edition=edition, drafts=drafts, errors=errors(catalogue, timezone.localdate()))
