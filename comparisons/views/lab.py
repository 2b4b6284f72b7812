"""The lab: the same application in each framework, its code, and the code of several side by side."""

from itertools import combinations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from comparisons.applications.download import archive, commands, folder_name
from comparisons.applications.highlighting import highlighted
from comparisons.applications.overview import LANGUAGES, languages_of, overview, with_bars
from comparisons.applications.reading import LabApplication, application_of, public_applications
from comparisons.applications.side_by_side import Code, code_of, side_by_side
from comparisons.applications.specification import KINDS
from comparisons.cards.comparison import comparison_alt
from comparisons.catalogue.slugs import comparison_slug
from comparisons.catalogue.value import Framework
from comparisons.catalogue.wording import joined
from comparisons.content.comparison import compare
from comparisons.content.structured_data import breadcrumbs
from comparisons.editions.store import Edition
from comparisons.rendering.addresses import address
from comparisons.search.not_found import NotInCatalogue
from comparisons.views.compare import on_comparison
from comparisons.views.decorators import on_current_edition
from comparisons.views.frameworks import on_framework

# Other comparisons that are offered where one is not possible.
_MOST_OFFERED = 6


@on_current_edition
def lab(request: HttpRequest, edition: Edition) -> HttpResponse:
    kinds = overview(edition.catalogue)
    context = {
        "edition": edition,
        "kinds": kinds,
        "total": sum(len(kind.listed) for kind in kinds),
    }
    return render(request, "comparisons/lab.html", context)


@on_framework()
def application(request: HttpRequest, edition: Edition, framework: Framework) -> HttpResponse:
    own = _application(framework)
    others = [
        (other, address("comparisons:comparison-code", comparison_slug([framework.slug, other.slug])))
        for other, their in public_applications(edition.catalogue)
        if other.slug != framework.slug and their.specification == own.specification
    ]
    trail = [("Lab", address("comparisons:lab")), (framework.name, address("comparisons:application", framework.slug))]
    context = {
        "edition": edition,
        "linked_data": breadcrumbs([(name, request.build_absolute_uri(path)) for name, path in trail]),
        "framework": framework,
        "application": own,
        "kind": KINDS[own.specification][0],
        "languages": [(LANGUAGES[one][0], lines) for one, lines in own.lines_by_language.items() if lines],
        "commands": mark_safe(highlighted("run.sh", "\n".join(commands(own)))),  # noqa: S308  (escaped already)
        "folder": folder_name(own),
        "archive_size": len(archive(own.slug)),
        "others": others,
    }
    return render(request, "comparisons/application.html", context)


@on_framework()
def application_zip(request: HttpRequest, edition: Edition, framework: Framework) -> HttpResponse:
    own = _application(framework)
    name = {"Content-Disposition": f'attachment; filename="{folder_name(own)}.zip"'}
    return HttpResponse(archive(own.slug), content_type="application/zip", headers=name)


def _application(framework: Framework) -> LabApplication:
    own = application_of(framework)
    if own is None:
        page = address("comparisons:framework", framework.slug), framework.name
        raise NotInCatalogue(
            f"{framework.name} has no application in the lab yet.", [page, (address("comparisons:lab"), "The lab")]
        )
    return own


@on_comparison({})
def comparison_code(request: HttpRequest, edition: Edition, frameworks: list[Framework]) -> HttpResponse:
    code = code_of(frameworks)
    if code.obstacle:
        raise NotInCatalogue(code.obstacle, _instead(code, frameworks))
    pair = comparison_slug([framework.slug for framework in frameworks])
    context = {
        "edition": edition,
        "pair": pair,
        "card_address": address("comparisons:comparison-card", pair),
        "card_alt": comparison_alt(compare(edition.catalogue, frameworks)),
        "together": joined([framework.name for framework in frameworks]),
        "either": joined([framework.name for framework in frameworks], "or"),
        "listed": with_bars(code.applications),
        "languages": languages_of(code.applications),
        "rows": side_by_side(code.applications),
        "count": len(frameworks),
    }
    return render(request, "comparisons/comparison_code.html", context)


def _instead(code: Code, frameworks: list[Framework]) -> list[tuple[str, str]]:
    """Return the addresses and names of what can be read instead."""
    pairs = [
        (address("comparisons:comparison-code", comparison_slug([a.slug, b.slug])), f"{a.name} and {b.name}")
        for (a, first), (b, second) in combinations(code.applications, 2)
        if first.specification == second.specification
    ]
    single = [(address("comparisons:application", one.slug), f"The code of {one.name}") for one, _ in code.applications]
    pair = comparison_slug([framework.slug for framework in frameworks])
    scores = (address("comparisons:comparison", pair), f"Scores of {joined([one.name for one in frameworks])}")
    return [*(pairs or single)[:_MOST_OFFERED], scores]
