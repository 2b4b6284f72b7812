"""The pieces that pages are put together from: what is said of one score, claim or framework."""

from collections.abc import Mapping

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from comparisons.catalogue.value import Claim, Framework, Source
from comparisons.comparison import Cell
from comparisons.editions import Edition
from comparisons.fragments import fragments_of
from comparisons.picture import mark_of

__all__ = ["Pieces"]


class Pieces:
    """Each is rendered once for an edition. Without an edition there is nothing that cites sources."""

    def __init__(self, edition: Edition | None) -> None:
        self.edition = edition
        # Looked up once: a page asks for hundreds.
        self.piece = fragments_of(edition).piece

    def score(self, cell: Cell) -> SafeString:
        """A value with its bar; a thin line shows how far it may be off."""
        key = ("score", cell.framework.slug, cell.criterion.slug, cell.is_best, cell.shares_best)
        return self.piece(key, lambda: _rendered("_score.html", {"cell": cell, "interval": cell.interval}))

    def reason(self, cell: Cell, *, by_criterion: bool) -> SafeString:
        """Why it has what it has, headed by the criterion's name or by the framework's."""
        key = ("reason", cell.framework.slug, cell.criterion.slug, by_criterion)
        return self.piece(key, lambda: self._cited("_reason_of.html", {"cell": cell, "by_criterion": by_criterion}))

    def why(self, cell: Cell) -> SafeString:
        """The same for a score that stands alone, folded away."""
        return self.piece(
            ("why", cell.framework.slug, cell.criterion.slug), lambda: self._cited("_reason.html", {"cell": cell})
        )

    def mark(self, cell: Cell, place: int) -> SafeString:
        """The framework that comes as number 1 to 6, on a strip of the picture."""
        key = ("mark", cell.framework.slug, cell.criterion.slug, place)
        return self.piece(key, lambda: _rendered("_mark.html", {"mark": mark_of(cell, place)}))

    def pros(self, framework: Framework) -> SafeString:
        """Strengths and drawbacks."""
        return self.piece(("pros", framework.slug), lambda: self._cited("_pros.html", {"framework": framework}))

    def claim(self, claim: Claim) -> SafeString:
        """A claim with what we found, as an item of a list."""
        return self.piece(
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
