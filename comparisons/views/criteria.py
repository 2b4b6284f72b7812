"""The list of criteria, and the page of each."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from msgspec import Struct

from comparisons.catalogue.names import Names
from comparisons.catalogue.value import (
    CRITERIA,
    Catalogue,
    Criterion,
    EditorialScale,
    Framework,
    KindScale,
    MeasuredScale,
)
from comparisons.content.claims import wrong_first
from comparisons.content.comparison import Cell, cell_of
from comparisons.content.figures import of_hundred
from comparisons.content.profile import Standing
from comparisons.content.reviews import reviews
from comparisons.content.score_lines import HEIGHT, WIDTH, Step, score_lines
from comparisons.content.structured_data import breadcrumbs
from comparisons.editions.changelog import history
from comparisons.editions.store import Edition
from comparisons.measurements.probes import probes_on
from comparisons.measurements.results import shipped_results
from comparisons.search.not_found import NotInCatalogue
from comparisons.views.decorators import moved_to, on_current_edition


@on_current_edition
def criterion_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    catalogue = edition.catalogue
    groups = [(g, [_line(catalogue, c) for c in catalogue.criteria if c.group == g.slug]) for g in catalogue.groups]
    return render(request, "comparisons/criterion_list.html", {"edition": edition, "groups": groups})


class CriterionLine(Struct, frozen=True):
    """A criterion with the published frameworks that are best on it, and where all stand; none on scales of kinds.

    A framework that the criterion itself is about is not called the best.
    """

    criterion: Criterion
    best: tuple[Framework, ...]
    spread: tuple[str, ...]


def _line(catalogue: Catalogue, criterion: Criterion) -> CriterionLine:
    cells = _rated(catalogue, criterion)
    others = [cell for cell in cells if not cell.is_itself]
    most = max((cell.interval.point for cell in others if cell.interval), default=0.0)
    best = tuple(cell.framework for cell in others if cell.interval and cell.interval.point == most)
    return CriterionLine(criterion=criterion, best=best, spread=_spread(cells))


def _rated(catalogue: Catalogue, criterion: Criterion) -> tuple[Cell, ...]:
    """Return the cells of the published frameworks that have a value on a criterion."""
    cells = (cell_of(framework, criterion) for framework in catalogue.published_frameworks)
    return tuple(cell for cell in cells if cell.interval)


def _spread(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Return where cells stand between worst and best, in whole percent as lengths of an SVG, each once."""
    places = {round(100 * cell.interval.point) for cell in cells if cell.interval}
    return tuple(of_hundred(place) for place in sorted(places))


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
        "spread": _spread(cells),
        "unknown": [cell.framework for cell in cells if cell.score is None],
        "claims": wrong_first(claim for claim in catalogue.claims if claim.criterion == criterion.slug),
        "sources": catalogue.source_by_slug,
        "probes": probes_on(criterion.slug) if shipped_results() else [],
    }
    return render(request, "comparisons/criterion_detail.html", context)


@on_current_edition
def criterion_history(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    """Show how the scores on a criterion moved over the last editions."""
    criterion = _find_criterion(edition.catalogue, slug)
    if slug != criterion.slug:
        return moved_to(request, criterion.slug)
    steps = [Step(step.number, step.changes) for step in history(edition.number) if not step.is_first]
    context = {
        "edition": edition,
        "criterion": criterion,
        "lines": score_lines(edition.catalogue, criterion, steps) if steps else (),
        "oldest": steps[-1].number - 1 if steps else edition.number,
        "width": WIDTH,
        "height": HEIGHT,
    }
    return render(request, "comparisons/criterion_history.html", context)


@on_current_edition
def review_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show the scores that are due for a review today. Never stored: tomorrow there may be others."""
    today = timezone.localdate()
    context = {"edition": edition, "reviews": reviews(edition.catalogue, today), "today": today}
    response = render(request, "comparisons/review_list.html", context)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _find_criterion(catalogue: Catalogue, typed: str) -> Criterion:
    known, slug = catalogue.criterion_by_slug, Names(catalogue).meant(CRITERIA, typed)
    if slug is None:
        addresses = {s: (reverse("comparisons:criterion", args=[s]), c.name) for s, c in known.items()}
        raise NotInCatalogue.named("criterion", typed, addresses)
    return known[slug]


def _by_kind(scale: KindScale, cells: list[Cell]) -> list[tuple[object, list[Cell]]]:
    return [(kind, [c for c in cells if c.score and c.score.value == kind.slug]) for kind in scale.kinds]


def _best_first(cell: Cell) -> tuple[float, float, str]:
    """Sort by value; figures beyond the scale, which count the same, by the figure."""
    scale = cell.criterion.scale
    figure = cell.score.value if cell.score and isinstance(cell.score.value, int | float) else 0.0
    falling = isinstance(scale, MeasuredScale) and scale.best < scale.worst
    return (-cell.interval.point if cell.interval else 0.0, figure if falling else -figure, cell.framework.slug)
