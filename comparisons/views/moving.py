"""The pages of what moving from one framework to another costs."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from comparisons.catalogue.names import Names
from comparisons.catalogue.slugs import comparison_slug
from comparisons.catalogue.value import EFFORTS, Catalogue, Framework, ProjectPart
from comparisons.content.moving import (
    MOST_EFFORT,
    MoveCost,
    ends_meant,
    move_between,
    move_cost,
    move_costs,
    move_slug,
    parts_in,
)
from comparisons.editions.store import Edition
from comparisons.rendering.addresses import address
from comparisons.search.not_found import NotInCatalogue
from comparisons.views.decorators import on_current_edition

# The parameter for a part that a project has, given once for each; without any, it has all.
PART = "part"


@on_current_edition
def move_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    parts, unknown = parts_in(request.GET.getlist(PART))
    if unknown:
        return _no_such_part(request, unknown)
    canonical = _address("comparisons:moves", parts)
    if request.get_full_path() != canonical:
        return HttpResponseRedirect(canonical)
    costs = move_costs(edition.catalogue, parts)
    context = _shared(edition, parts) | {
        "costs": [(cost, _address("comparisons:move", parts, cost.slug)) for cost in costs]
    }
    return render(request, "comparisons/move_list.html", context)


@on_current_edition
def move_detail(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    parts, unknown = parts_in(request.GET.getlist(PART))
    if unknown:
        return _no_such_part(request, unknown)
    cost = _meant(edition.catalogue, slug, parts)
    canonical = _address("comparisons:move", parts, cost.slug)
    if request.get_full_path() != canonical:
        moved = HttpResponseRedirect if slug == cost.slug else HttpResponsePermanentRedirect
        return moved(canonical)
    back = move_between(edition.catalogue, cost.move.target, cost.move.origin)
    context = _shared(edition, parts) | {
        "cost": cost,
        "comparison": address("comparisons:comparison", comparison_slug(sorted([cost.origin.slug, cost.target.slug]))),
        "all": _address("comparisons:moves", parts),
        "back": _address("comparisons:move", parts, move_slug(back)) if back else "",
    }
    return render(request, "comparisons/move_detail.html", context)


def _shared(edition: Edition, parts: tuple[str, ...]) -> dict[str, object]:
    return {
        "edition": edition,
        "parts": [(part.value, not parts or part.value in parts) for part in ProjectPart],
        "is_chosen": bool(parts),
        "efforts": EFFORTS.items(),
        "most": MOST_EFFORT,
    }


def _address(name: str, parts: tuple[str, ...], *args: str) -> str:
    """Return an address with the parts in their order, and without any if they are all."""
    path = address(name, *args)
    query = urlencode([(PART, part) for part in parts]) if len(parts) < len(ProjectPart) else ""
    return f"{path}?{query}" if query else path


def _meant(catalogue: Catalogue, typed: str, parts: tuple[str, ...]) -> MoveCost:
    """Return the move that an address means, by any names of its frameworks. Raises NotInCatalogue."""
    ends = ends_meant(Names(catalogue), typed)
    if move := move_between(catalogue, *ends):
        return move_cost(catalogue, move, parts)
    known = [catalogue.public_frameworks[slug] for slug in ends if slug in catalogue.public_frameworks]
    raise NotInCatalogue(_nothing_on(known), _nearest(catalogue, known))


def _nothing_on(known: list[Framework]) -> str:
    if len({framework.slug for framework in known}) < 2:
        return "This address names no move between two frameworks of the catalogue."
    origin, target = known
    return f"We have not looked at what moving from {origin.name} to {target.name} costs yet."


def _nearest(catalogue: Catalogue, known: list[Framework]) -> list[tuple[str, str]]:
    slugs = {framework.slug for framework in known}
    near = [cost for cost in move_costs(catalogue) if {cost.move.origin, cost.move.target} & slugs]
    offers = [
        (reverse("comparisons:move", args=[cost.slug]), f"From {cost.origin.name} to {cost.target.name}")
        for cost in near[:5]
    ]
    return [*offers, (reverse("comparisons:moves"), "All moves that we looked at")]


def _no_such_part(request: HttpRequest, unknown: tuple[str, ...]) -> HttpResponse:
    known = ", ".join(part.value for part in ProjectPart)
    message = f"A project has no part “{unknown[0][:40]}” here. The parts are: {known}."
    return render(request, "400.html", {"message": message}, status=400)
