from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from msgspec.structs import replace

from advisor.advice.adr import as_adr
from advisor.advice.document import as_document
from advisor.advice.doubts import Doubts, doubts
from advisor.advice.forms import PrioritiesForm
from advisor.advice.page import result_page, result_priorities
from advisor.advice.priorities import idle_levels
from advisor.advice.recommendation import Recommendation, recommend
from advisor.wizard.answers import Answers
from advisor.wizard.views import review_lines
from advisor.wizard.visit import Visit, on_answers


@on_answers
def result(request: HttpRequest, visit: Visit) -> HttpResponse:
    effective = without_idle_levels(visit)
    if effective != visit.answers:
        return HttpResponseRedirect(visit.address("result", answers=effective))
    recommendation = recommend(visit.catalogue, visit.answers)
    pinned = replace(visit.answers, edition=visit.edition.number)
    form = PrioritiesForm(catalogue=visit.catalogue, levels=recommendation.levels, needs=visit.answers.needs)
    context = {
        "edition": visit.edition,
        "told": visit.told,
        "is_pinned": visit.answers.edition is not None,
        "page": result_page(visit.catalogue, recommendation),
        "doubts": said_of_doubt(visit, recommendation),
        "lines": [line for line in review_lines(visit) if line.is_asked],
        "level_rows": form.rows(result_priorities(visit.catalogue, recommendation)),
        "others": [p for p in visit.answers.pairs(visit.catalogue) if "." not in p[0]],
        "review": visit.address("review"),
        "pinned": visit.address("result", answers=pinned),
        "current": visit.address("result", answers=replace(visit.answers, edition=None)),
        "adr": visit.address("result-adr", answers=pinned),
        "json": visit.address("result-json", answers=pinned),
        "reset": visit.address("result", answers=replace(visit.answers, levels={}, needs={})),
        "has_own": bool(visit.answers.levels or visit.answers.needs),
    }
    return render(request, "advisor/advice/result.html", context)


def said_of_doubt(visit: Visit, recommendation: Recommendation) -> Doubts:
    def address(answers: Answers) -> str:
        return visit.address("result", answers=answers)

    return doubts(visit.catalogue, visit.answers, recommendation, address)


def without_idle_levels(visit: Visit) -> Answers:
    """A level set by hand to what the answers give anyway says nothing, and has no place in the address."""
    idle = idle_levels(visit.catalogue, visit.answers)
    kept = {slug: level for slug, level in visit.answers.levels.items() if slug not in idle}
    return replace(visit.answers, levels=kept)


@on_answers
def result_adr(request: HttpRequest, visit: Visit) -> HttpResponse:
    recommendation = recommend(visit.catalogue, visit.answers)
    pinned = visit.address("result", answers=replace(visit.answers, edition=visit.edition.number))
    record = as_adr(
        result_page(visit.catalogue, recommendation),
        said_of_doubt(visit, recommendation),
        [(line.question.text, line.choices) for line in review_lines(visit) if line.is_asked and line.choices],
        request.build_absolute_uri(pinned),
    )
    headers = {"Content-Disposition": 'attachment; filename="framework-decision.md"'}
    return HttpResponse(record, content_type="text/markdown; charset=utf-8", headers=headers)


@on_answers
def result_json(request: HttpRequest, visit: Visit) -> HttpResponse:
    recommendation = recommend(visit.catalogue, visit.answers)
    return JsonResponse(as_document(visit.edition, visit.answers, visit.told, recommendation))
