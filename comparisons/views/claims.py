"""The page of all claims with their verdicts, with filters."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from comparisons.catalogue.public import public_claims
from comparisons.content.claims import authors, by_subject, fitting_claims, verdicts_in_words
from comparisons.editions.store import Edition
from comparisons.views.decorators import on_current_edition
from comparisons.views.forms import ClaimForm


@on_current_edition
def claim_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    catalogue = edition.catalogue
    form = ClaimForm(request.GET, catalogue=catalogue)
    is_valid = form.is_valid()
    if is_valid and request.get_full_path() != form.address(request.path):
        return HttpResponseRedirect(form.address(request.path))
    filters = {name: value for name, value in form.cleaned_data.items() if value}
    found, every = fitting_claims(catalogue, **filters), public_claims(catalogue)
    context = {
        "edition": edition,
        "form": form,
        "is_filtered": bool(filters),
        "found": len(found),
        "total": len(every),
        "verdicts": verdicts_in_words(every),
        "authors": authors(catalogue, every),
        "subjects": by_subject(catalogue, found),
    }
    return render(request, "comparisons/claim_list.html", context, status=200 if is_valid else 400)
