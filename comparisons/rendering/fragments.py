"""Fragments of pages, rendered once per edition and cached: a score with its bar, its reason.

A fragment depends on the edition, the code and its key, and on nothing else of a request.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from comparisons.bounded_cache import BoundedCache
from comparisons.catalogue.value import Catalogue, Framework, Source
from comparisons.content.comparison import Cell
from comparisons.content.facts import Facts, facts_of, main_names
from comparisons.editions.store import Edition
from comparisons.rendering.comparison_parts import fact_cells, fact_items, statement_list

Key = tuple[Hashable, ...]

# Size of the cache in bytes, for all editions. The shipped catalogue needs about a third of it.
_MAX_BYTES = 8 * 2**20


def _size(key: Key, fragment: SafeString) -> int:
    return len(repr(key)) + len(fragment)


_cache: BoundedCache[Key, SafeString] = BoundedCache(_MAX_BYTES, _size)


class Fragments:
    """The fragments of one edition. Without an edition, or of one that a visitor changed, nothing is cached."""

    def __init__(self, edition: Edition | None = None) -> None:
        is_kept = edition is not None and not edition.is_changed
        self._edition = (edition.number, edition.digest, edition.published_at) if edition and is_kept else None

    def fragment(self, key: Key, render: Callable[[], str]) -> SafeString:
        """Return the fragment with this key, from the cache if possible. `render` must return escaped HTML."""
        html = self._kept(key)
        return self._keep(key, _without_indentation(render())) if html is None else html

    def text(self, key: Key, render: Callable[[], str]) -> SafeString:
        """Return the fragment with this key as it is rendered, with indentation."""
        html = self._kept(key)
        return self._keep(key, SafeString(render())) if html is None else html

    def _kept(self, key: Key) -> SafeString | None:
        return None if self._edition is None else _cache.get((self._edition, key))

    def _keep(self, key: Key, html: SafeString) -> SafeString:
        if self._edition is not None:
            _cache.put((self._edition, key), html)
        return html


def fragments_of(edition: Edition | None) -> Fragments:
    """Return the fragments of an edition.

    Nothing is cached of previews, nor with DEBUG, so that a changed template shows at once.
    """
    return Fragments(None if settings.DEBUG or (edition and edition.is_preview) else edition)


def _without_indentation(html: str) -> SafeString:
    """Strip each line and drop empty ones, which makes a page a quarter smaller."""
    lines = (line.strip() for line in html.splitlines())
    return mark_safe("\n".join(line for line in lines if line))  # noqa: S308  (rendered, so it is escaped already)


class Said(NamedTuple):
    """What a comparison says of a framework besides its scores, as HTML: table cells, items of a list, and lists."""

    facts: SafeString
    more_facts: SafeString
    strengths: SafeString
    drawbacks: SafeString


class Pieces:
    """Scores and what is said of a framework as HTML fragments. Those that cite sources need an edition."""

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

    def said_of(self, framework: Framework) -> Said:
        """Return what is said of a framework. The numbers of the sources are marked by slug."""

        def kept(name: str, render: Callable[[], str]) -> SafeString:
            return self.fragment((name, framework.slug), render)

        return Said(
            facts=kept("facts", lambda: self._main_facts(framework)),
            more_facts=kept("more facts", lambda: self._more_facts(framework)),
            strengths=kept("strengths", lambda: statement_list(framework.strengths, self._sources)),
            drawbacks=kept("drawbacks", lambda: statement_list(framework.drawbacks, self._sources)),
        )

    def _main_facts(self, framework: Framework) -> SafeString:
        facts = self._facts(framework)
        return fact_cells(facts.main, main_names(self._catalogue, facts), self._sources)

    def _more_facts(self, framework: Framework) -> SafeString:
        return fact_items(self._facts(framework).more, self._sources, framework.slug)

    def _facts(self, framework: Framework) -> Facts:
        return facts_of(self._catalogue, framework)

    @property
    def _catalogue(self) -> Catalogue:
        assert self.edition is not None, "facts cite sources"
        return self.edition.catalogue

    @property
    def _sources(self) -> Mapping[str, Source]:
        return self.edition.catalogue.source_by_slug if self.edition else {}

    def _cited(self, template: str, own: dict[str, object]) -> str:
        return _rendered(template, own | {"edition": self.edition, "sources": self._sources})


def _rendered(template: str, own: dict[str, object]) -> str:
    return render_to_string(f"comparisons/{template}", own)
