"""The list of criteria, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from comparisons.catalogue.names import Names
from comparisons.catalogue.value import CRITERIA, Catalogue, Criterion, EditorialScale, KindScale, MeasuredScale
from comparisons.content.comparison import Cell, cell_of
from comparisons.content.profile import Standing
from comparisons.content.structured_data import breadcrumbs
from comparisons.editions.store import Edition
from comparisons.search.not_found import NotInCatalogue
from comparisons.views.decorators import moved_to, on_current_edition


@on_current_edition
def criterion_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    catalogue = edition.catalogue
    groups = [(g, [c for c in catalogue.criteria if c.group == g.slug]) for g in catalogue.groups]
    return render(request, "comparisons/criterion_list.html", {"edition": edition, "groups": groups})


@on_current_edition
def criterion_detail(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    catalogue = edition.catalogue
    criterion = _find_criterion(catalogue, slug)
    if slug != criterion.slug:
        return moved_to(request, criterion.slug)
    scale = criterion.scale
    cells = [cell_of(framework, criterion) for framework in catalogue.published_frameworks]
    context = {
        "edition": edition,
        "criterion": criterion,
        "linked_data": breadcrumbs(
            [
                ("Criteria", request.build_absolute_uri(reverse("comparisons:criteria"))),
                (criterion.name, request.build_absolute_uri(request.path)),
            ]
        ),
        "group": next(group for group in catalogue.groups if group.slug == criterion.group),
        "editorial": scale if isinstance(scale, EditorialScale) else None,
        "measured": scale if isinstance(scale, MeasuredScale) else None,
        "kinds": _by_kind(scale, cells) if isinstance(scale, KindScale) else None,
        "standings": [Standing(cell=cell) for cell in sorted(cells, key=_best_first) if cell.score],
        "shows_reasons": request.GET.get("reasons") == "shown",
        "unknown": [cell.framework for cell in cells if cell.score is None],
        "claims": [claim for claim in catalogue.claims if claim.criterion == slug],
        "sources": catalogue.source_by_slug,
    }
    return render(request, "comparisons/criterion_detail.html", context)


def _find_criterion(catalogue: Catalogue, typed: str) -> Criterion:
    known, slug = catalogue.criterion_by_slug, Names(catalogue).meant(CRITERIA, typed)
    if slug is None:
        addresses = {s: (reverse("comparisons:criterion", args=[s]), c.name) for s, c in known.items()}
        raise NotInCatalogue.named("criterion", typed, addresses)
    return known[slug]


def _by_kind(scale: KindScale, cells: list[Cell]) -> list[tuple[object, list[Cell]]]:
    return [(kind, [c for c in cells if c.score and c.score.value == kind.slug]) for kind in scale.kinds]


def _best_first(cell: Cell) -> tuple[float, str]:
    return (-cell.interval.point if cell.interval else 0.0, cell.framework.slug)
