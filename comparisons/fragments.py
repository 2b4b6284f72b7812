"""Pieces of pages that never change within an edition, rendered once and kept: a score's cell, a framework's heading.

A piece may depend on the edition, on the code and on its key, and on nothing else of a request.
"""

from collections.abc import Callable, Hashable

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from comparisons.editions import Edition

__all__ = ["Fragments", "fragments_of"]

Key = tuple[Hashable, ...]

# Of all editions together. The shipped catalogue needs about a third of it.
_ROOM = 8 * 2**20
# What a piece costs beside its letters, about.
_OVERHEAD = 300


class _Kept:
    """The pieces by edition. When they are full, all go: what is still shown is soon back.

    Without a lock: two threads that render the same piece at once store the same one twice.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.by_edition: dict[Hashable, Fragments] = {}
        self.used = 0

    def count(self, piece: str) -> None:
        self.used += len(piece) + _OVERHEAD
        if self.used > _ROOM:
            self.clear()


class Fragments:
    """The pieces of one edition's pages."""

    def __init__(self) -> None:
        self._pieces: dict[Key, SafeString] = {}

    def piece(self, key: Key, render: Callable[[], str]) -> SafeString:
        """Return a piece, rendered unless it is known. `render` escapes what it shows."""
        known = self._pieces.get(key)
        if known is None:
            known = self._pieces[key] = _without_indentation(render())
            _kept.count(known)
        return known


def _without_indentation(html: str) -> SafeString:
    """Indentation is for readers of templates; a page is a quarter smaller without."""
    lines = (line.strip() for line in html.splitlines())
    return mark_safe("\n".join(line for line in lines if line))  # noqa: S308  (rendered, so it is escaped already)


_kept = _Kept()


def fragments_of(edition: Edition | None) -> Fragments:
    """Return what is kept of an edition. A page without one keeps nothing, nor does a site that is being worked on."""
    if edition is None or settings.DEBUG:
        return Fragments()
    name = (edition.number, edition.digest, edition.published_at)
    known = _kept.by_edition.get(name)
    if known is None:
        known = _kept.by_edition[name] = Fragments()
    return known
