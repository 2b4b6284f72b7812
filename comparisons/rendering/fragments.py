"""Fragments of pages that an edition fixes, rendered once and kept: a score's cell, a claim, a framework's heading.

A fragment may depend on the edition, the code and its key, and on nothing else of a request.
"""

from collections.abc import Callable, Hashable, Mapping
from threading import Lock

from cachetools import FIFOCache
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from comparisons.catalogue.value import Claim, Framework, Source
from comparisons.comparison import Cell
from comparisons.editions import Edition
from comparisons.picture import mark_of

__all__ = ["Fragments", "Pieces", "fragments_of"]

Key = tuple[Hashable, ...]

# Bytes of all fragments of all editions. The shipped catalogue needs about a third of them.
_ROOM = 8 * 2**20
# What a fragment costs besides its text, roughly.
_OVERHEAD = 300


def _size(fragment: str) -> int:
    return len(fragment) + _OVERHEAD


# First in, first out, and not by last use: then a look-up writes nothing and needs no lock. A page has two hundred.
_kept: FIFOCache[Key, SafeString] = FIFOCache(_ROOM, getsizeof=_size)
_lock = Lock()


class Fragments:
    """The fragments of one edition. Without an edition nothing is kept."""

    def __init__(self, edition: Edition | None = None) -> None:
        self._edition = (edition.number, edition.digest, edition.published_at) if edition else None

    def fragment(self, key: Key, render: Callable[[], str]) -> SafeString:
        """Return a fragment, rendered unless it is known. `render` escapes what it shows."""
        if self._edition is None:
            return _without_indentation(render())
        name = (self._edition, key)
        try:
            return _kept[name]
        except KeyError:
            made = _without_indentation(render())
        with _lock:
            _kept[name] = made
        return made


def fragments_of(edition: Edition | None) -> Fragments:
    """Return the fragments of an edition. With DEBUG nothing is kept, so that a changed template shows at once."""
    return Fragments(None if settings.DEBUG else edition)


def _without_indentation(html: str) -> SafeString:
    """Strip each line and drop empty ones: a page is a quarter smaller without indentation."""
    lines = (line.strip() for line in html.splitlines())
    return mark_safe("\n".join(line for line in lines if line))  # noqa: S308  (rendered, so it is escaped already)


class Pieces:
    """What pages say of one score, claim or framework, as fragments of an edition.

    Without an edition there is nothing that cites sources.
    """

    def __init__(self, edition: Edition | None) -> None:
        self.edition = edition
        self.fragment = fragments_of(edition).fragment

    def score(self, cell: Cell) -> SafeString:
        """A value with its bar; a thin line shows how far it may be off."""
        key = ("score", cell.framework.slug, cell.criterion.slug, cell.is_best, cell.shares_best)
        return self.fragment(key, lambda: _rendered("_score.html", {"cell": cell, "interval": cell.interval}))

    def reason(self, cell: Cell, *, by_criterion: bool) -> SafeString:
        """Why it has what it has, headed by the criterion's name or by the framework's."""
        key = ("reason", cell.framework.slug, cell.criterion.slug, by_criterion)
        return self.fragment(key, lambda: self._cited("_reason_of.html", {"cell": cell, "by_criterion": by_criterion}))

    def why(self, cell: Cell) -> SafeString:
        """The same for a score that stands alone, folded away; nothing where there is no score."""
        if cell.score is None:
            return SafeString("")
        key = ("why", cell.framework.slug, cell.criterion.slug)
        return self.fragment(key, lambda: self._cited("_reason.html", {"cell": cell}))

    def mark(self, cell: Cell, place: int) -> SafeString:
        """The framework that comes as number 1 to 6, on a strip of the picture."""
        key = ("mark", cell.framework.slug, cell.criterion.slug, place)
        return self.fragment(key, lambda: _rendered("_mark.html", {"mark": mark_of(cell, place)}))

    def pros(self, framework: Framework) -> SafeString:
        """Strengths and drawbacks."""
        return self.fragment(("pros", framework.slug), lambda: self._cited("_pros.html", {"framework": framework}))

    def claim(self, claim: Claim) -> SafeString:
        """A claim with what we found, as an item of a list."""
        return self.fragment(
            ("claim", claim.slug),
            lambda: self._cited("_claim.html", {"claim": claim, "made_by": self._sources[claim.made_by]}),
        )

    @property
    def _sources(self) -> Mapping[str, Source]:
        return self.edition.catalogue.source_by_slug if self.edition else {}

    def _cited(self, template: str, own: dict[str, object]) -> str:
        return _rendered(template, own | {"edition": self.edition, "sources": self._sources})


def _rendered(template: str, own: dict[str, object]) -> str:
    return render_to_string(f"comparisons/{template}", own)
