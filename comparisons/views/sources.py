from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comparisons.citations import uses_of_sources
from comparisons.editions import Edition
from comparisons.entries import claims_about_no_framework
from comparisons.views.decorators import on_current_edition


@on_current_edition
def source_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    catalogue = edition.catalogue
    uses = uses_of_sources(catalogue)
    used = [(source, uses[source.slug]) for source in catalogue.sources if source.slug in uses]
    context = {
        "edition": edition,
        "used": sorted(used, key=lambda pair: (pair[0].publisher.lower(), pair[0].title.lower())),
        "sources": catalogue.source_by_slug,
        "claims": claims_about_no_framework(catalogue),
    }
    return render(request, "comparisons/source_list.html", context)
