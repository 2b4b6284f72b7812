"""The list of frameworks with its filters, and the page of each framework."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from comparisons.cards.framework import badge, framework_card
from comparisons.catalogue.expected_slugs import FRAMEWORK_TYPE
from comparisons.catalogue.value import Catalogue, Framework, Status
from comparisons.content.browse import fitting
from comparisons.content.comparison import cell_of
from comparisons.content.profile import profile_of
from comparisons.content.structured_data import Trail, about_framework
from comparisons.editions.store import Edition
from comparisons.search.not_found import NotInCatalogue
from comparisons.views.decorators import on_current_edition
from comparisons.views.forms import FilterForm


@on_current_edition
def framework_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    catalogue = edition.catalogue
    form = FilterForm(request.GET, catalogue=catalogue)
    is_valid = form.is_valid()
    if is_valid and request.get_full_path() != form.address(request.path):
        return HttpResponseRedirect(form.address(request.path))
    form.add_counts()
    listed = fitting(catalogue, form.filters)
    best = catalogue.criterion_by_slug.get(form.filters.best)
    context = {
        "edition": edition,
        "form": form,
        "chosen": form.chosen(request.path),
        "listed": [(one, _type_cell(catalogue, one.framework)) for one in listed],
        "retired": [f for f in catalogue.public_frameworks.values() if f.status is Status.RETIRED],
        "total": len(catalogue.published_frameworks),
        "best": best,
        "are_good": all(one.is_good for one in listed),
    }
    return render(request, "comparisons/framework_list.html", context, status=200 if is_valid else 400)


@on_current_edition
def framework_detail(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    catalogue = edition.catalogue
    framework = find_framework(catalogue, slug)
    context = {
        "edition": edition,
        "framework": framework,
        "type": _type_cell(catalogue, framework),
        "profile": profile_of(catalogue, framework),
        "shows_reasons": request.GET.get("reasons") == "shown",
        "alternatives": [
            (catalogue.public_frameworks[other], pair_slug([framework.slug, other]))
            for other in framework.alternatives
            if other in catalogue.public_frameworks
        ],
        "claims": [claim for claim in catalogue.claims if framework.slug in claim.frameworks],
        "sources": catalogue.source_by_slug,
        "linked_data": about_framework(framework, _trail(request, framework)),
        "badge": badge(framework, edition.number),
        "card_address": reverse("comparisons:framework-card", args=[framework.slug]),
        "card_alt": framework_card(catalogue, framework).alt,
    }
    return render(request, "comparisons/framework_detail.html", context)


def find_framework(catalogue: Catalogue, slug: str) -> Framework:
    """Return a public framework. Raises NotInCatalogue, with suggestions of similar names."""
    known = catalogue.public_frameworks
    if slug not in known:
        addresses = {s: (reverse("comparisons:framework", args=[s]), f.name) for s, f in known.items()}
        raise NotInCatalogue.named("framework", slug, addresses)
    return known[slug]


def pair_slug(slugs: list[str]) -> str:
    """Return the part of the URL that identifies a comparison: the sorted slugs, joined by "-vs-"."""
    return "-vs-".join(sorted(slugs))


def _trail(request: HttpRequest, framework: Framework) -> Trail:
    return [
        ("Frameworks", request.build_absolute_uri(reverse("comparisons:frameworks"))),
        (framework.name, request.build_absolute_uri(reverse("comparisons:framework", args=[framework.slug]))),
    ]


def _type_cell(catalogue: Catalogue, framework: Framework) -> object:
    criterion = catalogue.criterion_by_slug.get(FRAMEWORK_TYPE)
    return cell_of(framework, criterion) if criterion else None
