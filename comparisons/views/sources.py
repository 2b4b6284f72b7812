"""The page of all sources, with filters."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from comparisons.catalogue.public import cited_sources
from comparisons.content.sources import by_letter, fitting_sources
from comparisons.editions.store import Edition
from comparisons.views.decorators import on_current_edition
from comparisons.views.forms import SourceForm


@on_current_edition
def source_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    catalogue = edition.catalogue
    form = SourceForm(request.GET, catalogue=catalogue)
    is_valid = form.is_valid()
    if is_valid and request.get_full_path() != form.address(request.path):
        return HttpResponseRedirect(form.address(request.path))
    filters = {name: value for name, value in form.cleaned_data.items() if value}
    found = fitting_sources(catalogue, words=filters.get("q", ""), framework=filters.get("framework", ""))
    letters = by_letter(catalogue, found)
    context = {
        "edition": edition,
        "form": form,
        "is_filtered": bool(filters),
        "found": len(found),
        "total": len(cited_sources(catalogue)),
        "letters": letters,
        "publishers": sum(len(letter.publishers) for letter in letters),
        "general_claims": [claim for claim in catalogue.claims if not claim.frameworks and not claim.criterion],
    }
    return render(request, "comparisons/source_list.html", context, status=200 if is_valid else 400)
