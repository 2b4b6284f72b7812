"""Where the sources are used. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue, Fact, Framework, Score, Statement

__all__ = ["cited_by", "uses_of_sources"]


@memo
def uses_of_sources(catalogue: Catalogue) -> Mapping[str, Sequence[str]]:
    """Return for each source that stands behind something visitors see where it is used, in words."""
    uses: dict[str, dict[str, None]] = defaultdict(dict)
    for place, sources in _citations(catalogue):
        for slug in sources:
            uses[slug][place] = None
    return {slug: list(places) for slug, places in uses.items()}


def cited_by(framework: Framework) -> Iterator[str]:
    """Yield the slugs of the sources that a framework's page cites, as often as it does."""
    cited: tuple[Score | Fact | Statement, ...] = (
        *framework.scores,
        *framework.facts,
        *framework.strengths,
        *framework.drawbacks,
        *framework.suited_for,
        *framework.not_suited_for,
        *(s for e in framework.extensions for s in (*e.adds, *e.limits)),
    )
    for part in cited:
        yield from part.sources


def _citations(catalogue: Catalogue) -> Iterator[tuple[str, tuple[str, ...]]]:
    for framework in catalogue.public_frameworks.values():
        yield framework.name, tuple(cited_by(framework))
    for claim in catalogue.claims:
        yield "Claims", (*claim.sources, claim.made_by)
