from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from comparisons.catalogue.value import Catalogue, Framework, Status
from comparisons.comparison import cell_of, compare
from comparisons.editions import Edition
from comparisons.forms import FindForm
from comparisons.nearest import NotInCatalogue
from comparisons.views.on_edition import on_current_edition


@on_current_edition
def framework_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    catalogue = edition.catalogue
    form = FindForm(request.GET, catalogue=catalogue)
    is_valid = form.is_valid()
    words, kind = (form.cleaned_data["q"], form.cleaned_data["kind"]) if is_valid else ("", "")
    found = [f for f in catalogue.published_frameworks if _matches(f, words, kind)]
    context = {
        "edition": edition,
        "form": form,
        "found": [(framework, _type_cell(catalogue, framework)) for framework in found],
        "retired": [f for f in catalogue.public_frameworks.values() if f.status is Status.RETIRED],
        "total": len(catalogue.published_frameworks),
        "is_filtered": bool(words or kind),
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
        "comparison": compare(catalogue, [framework]),
        "alternatives": [
            (catalogue.public_frameworks[other], pair_slug([framework.slug, other]))
            for other in framework.alternatives
            if other in catalogue.public_frameworks
        ],
        "claims": [claim for claim in catalogue.claims if framework.slug in claim.frameworks],
        "sources": catalogue.source_by_slug,
        "criteria": catalogue.criterion_by_slug,
    }
    return render(request, "comparisons/framework_detail.html", context)


def find_framework(catalogue: Catalogue, slug: str) -> Framework:
    """Return a framework that has a page. Raises NotInCatalogue with the nearest names."""
    known = catalogue.public_frameworks
    if slug not in known:
        addresses = {s: (reverse("comparisons:framework", args=[s]), f.name) for s, f in known.items()}
        raise NotInCatalogue.named("framework", slug, addresses)
    return known[slug]


def pair_slug(slugs: list[str]) -> str:
    """Return the part of the address that names a comparison: sorted, whoever was clicked first."""
    return "-vs-".join(sorted(slugs))


def _matches(framework: Framework, words: str, kind: str) -> bool:
    score = framework.score_by_criterion.get("framework-type")
    if kind and (score is None or score.value != kind):
        return False
    text = f"{framework.name} {framework.summary}".lower()
    return all(word in text for word in words.lower().split())


def _type_cell(catalogue: Catalogue, framework: Framework) -> object:
    criterion = catalogue.criterion_by_slug.get("framework-type")
    return cell_of(framework, criterion) if criterion else None
