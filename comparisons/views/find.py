"""The search page, and the names that its field suggests."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render

from comparisons.catalogue.slugs import comparison_slug
from comparisons.content.comparison import MOST_COMPARED
from comparisons.editions.store import Edition
from comparisons.search import query
from comparisons.views.decorators import on_current_edition
from comparisons.views.forms import FindForm

# The most results of each collection if all are shown, and if only one is.
_SHOWN, _SHOWN_ALONE = 8, 200


@on_current_edition
def find(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = FindForm(request.GET)
    if not form.is_valid():
        return render(request, "comparisons/find.html", {"edition": edition, "form": form}, status=400)
    if request.get_full_path() != form.address(request.path):
        return HttpResponseRedirect(form.address(request.path))
    text, only = form.cleaned_data["q"], form.only_collection
    findings = query.find(edition.catalogue, text, only=only, most=_SHOWN_ALONE if only else _SHOWN)
    named = [framework.slug for framework in findings.named]
    context = {
        "edition": edition,
        "form": form,
        "query": text,
        "only": only,
        "findings": findings,
        "pair": comparison_slug(named) if 2 <= len(named) <= MOST_COMPARED else "",
    }
    return render(request, "comparisons/find.html", context)


@on_current_edition
def find_names(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Return what the field suggests while somebody types: the names of all frameworks and criteria."""
    catalogue = edition.catalogue
    names = [framework.name for framework in catalogue.public_frameworks.values()]
    return JsonResponse([*names, *(criterion.name for criterion in catalogue.criteria_in_use)], safe=False)
