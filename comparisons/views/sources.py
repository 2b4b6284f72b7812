from collections import defaultdict
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comparisons.catalogue.value import Catalogue, Fact, Score, Statement
from comparisons.editions import Edition
from comparisons.views.on_edition import on_current_edition


@on_current_edition
def source_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    catalogue = edition.catalogue
    uses = _uses(catalogue)
    sources = [(source, uses[source.slug]) for source in catalogue.sources if uses[source.slug]]
    by_publisher = sorted(sources, key=lambda pair: (pair[0].publisher.lower(), pair[0].title.lower()))
    return render(request, "comparisons/source_list.html", {"edition": edition, "sources": by_publisher})


def _uses(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return where each source is used on public pages, in words."""
    uses: dict[str, list[str]] = defaultdict(list)
    for place, sources in _citations(catalogue):
        for slug in sources:
            if place not in uses[slug]:
                uses[slug].append(place)
    return uses


def _citations(catalogue: Catalogue) -> Iterator[tuple[str, tuple[str, ...]]]:
    for framework in catalogue.public_frameworks.values():
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
            yield framework.name, part.sources
    for claim in catalogue.claims:
        yield "Claims", (*claim.sources, claim.made_by)
