from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from advisor.advice.robustness import verdict_of
from advisor.advice.scenarios import featured_example
from advisor.advice.track_record import Record, record
from advisor.answers.starting_points import starting_points
from comparisons.applications.reading import public_applications
from comparisons.catalogue.expected_slugs import FOUNDING_PAIR, FOUNDING_ROWS
from comparisons.catalogue.memo import memo
from comparisons.catalogue.names import slug_now
from comparisons.catalogue.public import uses_of_sources
from comparisons.catalogue.slugs import comparison_slug
from comparisons.catalogue.value import CRITERIA, FRAMEWORKS, Catalogue
from comparisons.content.browse import KindOfFramework, by_kind
from comparisons.content.comparison import Comparison, compare
from comparisons.content.structured_data import about_site
from comparisons.editions.store import Edition
from comparisons.views.decorators import on_current_edition

# How many frameworks of the example's ranking are shown.
PLACES_SHOWN = 5
# How many frameworks of a kind are named; a link leads to the others.
NAMED_OF_A_KIND = 12


@on_current_edition
def home(request: HttpRequest, edition: Edition) -> HttpResponse:
    catalogue = edition.catalogue
    example = featured_example(catalogue)
    pair = _founding_pair(catalogue)
    founding_rows = {slug_now(catalogue, CRITERIA, slug) for slug in FOUNDING_ROWS}
    context = {
        "edition": edition,
        "linked_data": about_site(request.build_absolute_uri(request.path)),
        "example": example,
        "record": _record_aside(catalogue),
        "places": example.places[:PLACES_SHOWN] if example else (),
        "verdict": verdict_of(catalogue, example.recommendation) if example else "",
        "example_result": f"{reverse('advisor:result')}?{example.answers.query(catalogue)}" if example else "",
        "starting_points": [
            (point, f"{reverse('advisor:review')}?{filled_in.query(catalogue)}")
            for point, filled_in in starting_points(catalogue)
        ],
        "pair": pair,
        "pair_slug": comparison_slug([framework.slug for framework in pair.frameworks]) if pair else "",
        "pair_rows": [row for row in pair.rows if row.criterion.slug in founding_rows] if pair else [],
        "kinds": [(kind, kind.frameworks[:NAMED_OF_A_KIND], _more(kind)) for kind in by_kind(catalogue)],
        "criteria": len(catalogue.criteria_in_use),
        "frameworks": len(catalogue.published_frameworks),
        "decisions": len(catalogue.scenarios),
        "scores": sum(len(framework.scores) for framework in catalogue.published_frameworks),
        "applications": len(public_applications(catalogue)),
        "sources": len(uses_of_sources(catalogue)),
    }
    return render(request, "advisor/home.html", context)


@memo
def _record_aside(catalogue: Catalogue) -> Record:
    """Return how the advice did on the decisions that it was not tuned on."""
    return record(catalogue, aside=True)


def _more(kind: KindOfFramework) -> str:
    """Return the address of all frameworks of a kind, "" if all are named."""
    if len(kind.frameworks) <= NAMED_OF_A_KIND:
        return ""
    all_frameworks = reverse("comparisons:frameworks")
    return f"{all_frameworks}?kind={kind.slug}" if kind.slug else all_frameworks


def _founding_pair(catalogue: Catalogue) -> Comparison | None:
    known = catalogue.public_frameworks
    slugs = [slug_now(catalogue, FRAMEWORKS, slug) for slug in FOUNDING_PAIR]
    pair = [known[slug] for slug in slugs if slug in known]
    return compare(catalogue, pair) if len(pair) == len(FOUNDING_PAIR) else None
