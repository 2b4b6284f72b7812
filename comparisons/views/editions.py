from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from comparisons.editions import UnknownEdition, edition_and_the_one_before, editions
from comparisons.nearest import NotInCatalogue
from comparisons.telling import public_changes
from comparisons.views.decorators import nothing_published


@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    rows = editions()
    if not rows:
        return nothing_published(request)
    return render(request, "comparisons/edition_list.html", {"edition": rows[0], "editions": rows})


@require_safe
def edition_detail(request: HttpRequest, number: int) -> HttpResponse:
    try:
        shown, before = edition_and_the_one_before(number)
    except UnknownEdition as error:
        nearest = [(reverse("comparisons:editions"), "All editions")]
        raise NotInCatalogue(str(error), nearest) from error
    changes = [change.words for change in public_changes(before.catalogue, shown.catalogue)] if before else []
    context = {"edition": shown, "before": before, "changes": changes}
    return render(request, "comparisons/edition_detail.html", context)
