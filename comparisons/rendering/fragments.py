"""Fragments of pages, rendered once per edition and cached: a score with its bar, its reason.

A fragment depends on the edition, the code and its key, and on nothing else of a request.
"""

from collections.abc import Callable, Hashable, Mapping

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from comparisons.bounded_cache import BoundedCache
from comparisons.catalogue.value import Source
from comparisons.content.comparison import Cell
from comparisons.editions.store import Edition

Key = tuple[Hashable, ...]

# Size of the cache in bytes, for all editions. The shipped catalogue needs about a third of it.
_MAX_BYTES = 8 * 2**20


def _size(key: Key, fragment: SafeString) -> int:
    return len(repr(key)) + len(fragment)


_cache: BoundedCache[Key, SafeString] = BoundedCache(_MAX_BYTES, _size)


class Fragments:
    """The fragments of one edition. Without an edition nothing is cached."""

    def __init__(self, edition: Edition | None = None) -> None:
        self._edition = (edition.number, edition.digest, edition.published_at) if edition else None

    def fragment(self, key: Key, render: Callable[[], str]) -> SafeString:
        """Return the fragment with this key, from the cache if possible. `render` must return escaped HTML."""
        if self._edition is None:
            return _without_indentation(render())
        name = (self._edition, key)
        html = _cache.get(name)
        if html is None:
            html = _without_indentation(render())
            _cache.put(name, html)
        return html


def fragments_of(edition: Edition | None) -> Fragments:
    """Return the fragments of an edition. With DEBUG nothing is cached, so that a changed template shows at once."""
    return Fragments(None if settings.DEBUG else edition)


def _without_indentation(html: str) -> SafeString:
    """Strip each line and drop empty ones, which makes a page a quarter smaller."""
    lines = (line.strip() for line in html.splitlines())
    return mark_safe("\n".join(line for line in lines if line))  # noqa: S308  (rendered, so it is escaped already)


class Pieces:
    """Scores as HTML fragments. Those that cite sources need an edition."""

    def __init__(self, edition: Edition | None) -> None:
        self.edition = edition
        self.fragment = fragments_of(edition).fragment

    def score(self, cell: Cell) -> SafeString:
        """Return a value with its bar; a thin line shows its uncertainty."""
        key = ("score", cell.framework.slug, cell.criterion.slug, cell.is_best, cell.shares_best)
        return self.fragment(key, lambda: _rendered("_score.html", {"cell": cell, "interval": cell.interval}))

    def reason(self, cell: Cell, *, by_criterion: bool) -> SafeString:
        """Return the reason for a score, headed by the name of the criterion or else of the framework."""
        key = ("reason", cell.framework.slug, cell.criterion.slug, by_criterion)
        return self.fragment(key, lambda: self._cited("_reason_of.html", {"cell": cell, "by_criterion": by_criterion}))

    @property
    def _sources(self) -> Mapping[str, Source]:
        return self.edition.catalogue.source_by_slug if self.edition else {}

    def _cited(self, template: str, own: dict[str, object]) -> str:
        return _rendered(template, own | {"edition": self.edition, "sources": self._sources})


def _rendered(template: str, own: dict[str, object]) -> str:
    return render_to_string(f"comparisons/{template}", own)
