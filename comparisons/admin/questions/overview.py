"""The overview of all questions: their order, the effects of answers, and problems."""

from collections.abc import Iterable

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comparisons import models
from comparisons.admin.links import Line, Links
from comparisons.admin.questions.effects import Influence, Row, influence
from comparisons.admin.questions.question_map import draw, steps
from comparisons.catalogue.checks import Severity
from comparisons.catalogue.checks.questions import choices_change_something, questions_are_sound
from comparisons.catalogue.value import Catalogue, Criterion, Question
from comparisons.ranking.weights import SWING_POINTS
from comparisons.working_copy import read_catalogue


@require_safe
def questions_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    if not site.get_model_admin(models.Question).has_view_permission(request):
        raise PermissionDenied
    catalogue, links = read_catalogue(), Links()
    ordered, table = steps(catalogue), influence(catalogue)
    context = site.each_context(request) | {
        "title": "Question map",
        "steps": [(step, links.address("question", (step.question.slug,))) for step in ordered],
        "map": draw(ordered),
        "influence": table,
        "criteria": _linked(links, table.criteria),
        "sections": _sections(links, table),
        "unmoved": _linked(links, table.unmoved),
        "levels": [(points, level.replace("-", " ")) for level, points in SWING_POINTS.items()],
        "errors": _problems(links, catalogue, Severity.ERROR),
        "warnings": _problems(links, catalogue, Severity.WARNING),
    }
    return render(request, "admin/questions.html", context)


def _linked(links: Links, criteria: Iterable[Criterion]) -> list[tuple[Criterion, str]]:
    return [(criterion, links.address("criterion", (criterion.slug,))) for criterion in criteria]


def _sections(links: Links, table: Influence) -> list[tuple[Question, str, list[tuple[Row, str]]]]:
    return [
        (
            section.question,
            links.address("question", (section.question.slug,)),
            [(row, links.address("choice", (section.question.slug, row.choice.slug))) for row in section.rows],
        )
        for section in table.sections
    ]


def _problems(links: Links, catalogue: Catalogue, severity: Severity) -> list[Line]:
    """Return the problems of questions and choices. The page itself lists criteria that no answer affects."""
    found = (*questions_are_sound(catalogue), *choices_change_something(catalogue))
    return links.of_problems(problem for problem in found if problem.severity is severity)
