"""The layout of the card of the site itself. Pure."""

from msgspec import Struct

from comparisons.cards.font import SEMI_BOLD
from comparisons.cards.lettering import Block, lettered
from comparisons.catalogue.value import Catalogue

__all__ = ["SiteCard", "site_card"]


class SiteCard(Struct, frozen=True):
    promise: Block
    names: Block


def site_card(catalogue: Catalogue) -> SiteCard:
    published = catalogue.published_frameworks
    scores = sum(len(framework.scores) for framework in published)
    promise = (
        f"{len(published)} frameworks, {scores} scores. Every score has a reason and its sources; "
        "what nobody knows is shown as unknown."
    )
    names = ", ".join(framework.name for framework in published)
    return SiteCard(
        promise=lettered(promise, [(37, 3)], top=306, leading=1.36),
        names=lettered(names, [(26, 2)], top=448, font=SEMI_BOLD, leading=1.5),
    )
