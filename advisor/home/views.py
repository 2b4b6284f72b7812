from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from advisor.home.exhibit import exhibit
from comparisons.catalogue.value import Catalogue
from comparisons.citations import uses_of_sources
from comparisons.comparison import Comparison, compare
from comparisons.editions import Edition
from comparisons.kinds import KindOfFramework, by_kind
from comparisons.linked_data import about_site
from comparisons.rendering.fragments import Pieces
from comparisons.views.on_edition import on_current_edition

# What the founding article compared, and by what; its seventh row, the framework type, is no scale.
FOUNDING_PAIR = ("django", "flask")
FOUNDING_ROWS = frozenset(
    {"time-of-development", "ease-of-use", "scalability", "performance", "debugging", "html-support"}
)
# A kind with more frameworks names so many and leads to the others.
NAMED_OF_A_KIND = 12


@on_current_edition
def home(request: HttpRequest, edition: Edition) -> HttpResponse:
    catalogue = edition.catalogue
    shown = exhibit(catalogue)
    pair = _founding_pair(catalogue)
    context = {
        "edition": edition,
        "pieces": Pieces(edition),
        "linked_data": about_site(request.build_absolute_uri(request.path)),
        "exhibit": shown,
        "exhibit_address": f"{reverse('advisor:result')}?{shown.answers.query(catalogue)}" if shown else "",
        "pair": pair,
        "pair_rows": [row for row in pair.rows if row.criterion.slug in FOUNDING_ROWS] if pair else [],
        "kinds": [(kind, kind.frameworks[:NAMED_OF_A_KIND], _more(kind)) for kind in by_kind(catalogue)],
        "criteria": len(catalogue.criteria),
        "frameworks": len(catalogue.published_frameworks),
        "scores": sum(len(framework.scores) for framework in catalogue.published_frameworks),
        "sources": len(uses_of_sources(catalogue)),
    }
    return render(request, "advisor/home.html", context)


def _more(kind: KindOfFramework) -> str:
    """Return where all of a kind stand, if not all are named."""
    if len(kind.frameworks) <= NAMED_OF_A_KIND:
        return ""
    every = reverse("comparisons:frameworks")
    return f"{every}?kind={kind.slug}" if kind.slug else every


def _founding_pair(catalogue: Catalogue) -> Comparison | None:
    known = catalogue.public_frameworks
    pair = [known[slug] for slug in FOUNDING_PAIR if slug in known]
    return compare(catalogue, pair) if len(pair) == len(FOUNDING_PAIR) else None
