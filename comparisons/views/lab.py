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
from comparisons.catalogue.days import day_in_words
from comparisons.catalogue.slugs import comparison_slug
from comparisons.catalogue.value import Framework
from comparisons.catalogue.wording import joined
from comparisons.content.comparison import compare
from comparisons.content.structured_data import breadcrumbs
from comparisons.editions.store import Edition
from comparisons.measurements.results import Measured, measured_of, processors, shipped_results
from comparisons.measurements.tables import (
    asked,
    beside,
    by_subject,
    found_of,
    measured_frameworks,
    speed_tables,
    takings,
)
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
        "run": bool(shipped_results()),
    }
    return render(request, "comparisons/lab.html", context)


@on_current_edition
def lab_figures(request: HttpRequest, edition: Edition) -> HttpResponse:
    measured = measured_frameworks(edition.catalogue, shipped_results())
    context = {
        "edition": edition,
        "speeds": speed_tables(measured),
        "takings": [(KINDS[kind][0], found) for kind in KINDS if (found := takings(measured, kind))],
        "run": _run_of([own for _, own in measured]),
    }
    return render(request, "comparisons/lab_figures.html", context)


def _run_of(measured: list[Measured]) -> dict[str, str]:
    """Return the first and the last day of the results and the machine, in words; nothing without results."""
    runs = [run for own in measured for _, run in own.result.runs]
    if not runs:
        return {}
    days = sorted(run.date[:10] for run in runs)
    machine = runs[0].machine
    return {
        "from": day_in_words(days[0]),
        "to": day_in_words(days[-1]) if days[-1] != days[0] else "",
        "machine": f"{processors(machine)}, {machine['memory']}, {machine['system']}",
    }


@on_current_edition
def lab_probes(request: HttpRequest, edition: Edition) -> HttpResponse:
    found = asked(measured_frameworks(edition.catalogue, shipped_results()))
    context = {
        "edition": edition,
        "subjects": by_subject(edition.catalogue, found),
        "number": len(found),
    }
    return render(request, "comparisons/lab_probes.html", context)


@on_framework()
def measurements(request: HttpRequest, edition: Edition, framework: Framework) -> HttpResponse:
    own = _application(framework)
    measured = measured_of(framework, shipped_results())
    if measured is None:
        page = address("comparisons:application", framework.slug), f"The application in {framework.name}"
        raise NotInCatalogue(f"There is no run of {framework.name} in the lab yet.", [page])
    all_of_them = measured_frameworks(edition.catalogue, shipped_results())
    speeds = [
        (table, rate, len(table.rates))
        for table in speed_tables(all_of_them)
        for rate in table.rates
        if rate.framework.slug == framework.slug
    ]
    context = {
        "edition": edition,
        "framework": framework,
        "application": own,
        "measured": measured,
        "speeds": speeds,
        "footprint": measured.result.footprint,
        "subjects": by_subject(edition.catalogue, found_of(measured)),
    }
    return render(request, "comparisons/measurements.html", context)


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
        "measured": measured_of(framework, shipped_results()),
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


@on_comparison({})
def comparison_defaults(request: HttpRequest, edition: Edition, frameworks: list[Framework]) -> HttpResponse:
    measured = [(framework, measured_of(framework, shipped_results())) for framework in frameworks]
    names = [framework.name for framework in frameworks]
    pair = comparison_slug([framework.slug for framework in frameworks])
    own = [one for _, one in measured if one]
    if len(own) < len(frameworks):
        missing = joined([framework.name for framework, one in measured if one is None])
        scores = (address("comparisons:comparison", pair), f"Scores of {joined(names)}")
        raise NotInCatalogue(f"There is no run of {missing} in the lab yet.", [scores])
    rows = beside(own)
    context = {
        "edition": edition,
        "pair": pair,
        "card_address": address("comparisons:comparison-card", pair),
        "card_alt": comparison_alt(compare(edition.catalogue, frameworks)),
        "frameworks": frameworks,
        "together": joined(names),
        "either": joined(names, "or"),
        "differing": by_subject(edition.catalogue, [row for row in rows if row.differs]),
        "same": [row for row in rows if not row.differs],
    }
    return render(request, "comparisons/comparison_defaults.html", context)


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
