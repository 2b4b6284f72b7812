from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from msgspec.structs import replace

from advisor.advice.confidence import advice_confidence
from advisor.advice.recommendation import Recommendation, recommend
from advisor.advice.since.summary import summary
from advisor.advice.since.then_and_now import EditionAdvice
from advisor.answers.among import among_sentence
from advisor.answers.priorities import without_redundant_levels
from advisor.answers.query import LEVEL, REQUIREMENT, retired_criteria
from advisor.answers.request import MADR, RESULT, Visit, on_answers, page_address
from advisor.operations.metrics import counts_advice
from advisor.result.html_parts import (
    ExcludedItems,
    LevelFragments,
    criterion_links,
    gap_rows,
    hidden_fields,
    level_rows,
    names,
    options,
    part_rows,
    ranked_items,
    side_by_side_rows,
)
from advisor.result.page import ResultPage, result_page
from advisor.result.pairwise import pairwise_comparison
from advisor.together.query import Person, people_query
from comparisons.rendering.addresses import address
from comparisons.rendering.fragments import Pieces
from comparisons.rendering.jinja import framed
from comparisons.views.decorators import current_edition_of
from comparisons.views.frameworks import pair_slug


@counts_advice
@on_answers
def result(request: HttpRequest, visit: Visit) -> HttpResponse:
    effective = without_redundant_levels(visit.catalogue, visit.answers)
    if effective != visit.answers:
        return HttpResponseRedirect(visit.address("result", answers=effective))
    recommendation = recommend(visit.catalogue, visit.answers)
    page = result_page(visit.catalogue, visit.answers, recommendation)
    confidence = advice_confidence(visit.catalogue, visit.answers, recommendation, visit.result_address)
    beside = page.not_said_in(confidence.headline)
    pairs = visit.answers.pairs(visit.catalogue)
    context = {
        "edition": visit.edition,
        "pieces": Pieces(visit.edition),
        "hidden_fields": hidden_fields,
        "options": options,
        "ranked_items": ranked_items,
        "part_rows": part_rows,
        "side_by_side_rows": side_by_side_rows,
        "names": names,
        "criterion_links": criterion_links,
        "level_rows": level_rows,
        "gap_rows": gap_rows,
        "excluded_items": ExcludedItems(visit.edition).items,
        "dropped": visit.dropped,
        "retired": retired_criteria(visit.dropped, visit.catalogue),
        "completed": visit.completed,
        "shared_address": visit.shared_address("result"),
        "is_pinned": visit.answers.edition is not None,
        "among": among_sentence(visit.catalogue, visit.answers),
        "page": page,
        "compare_first": _comparison(page),
        "confidence": confidence,
        "description": " ".join(filter(None, [confidence.headline, confidence.counterpoint, *beside])),
        "card_alt": " ".join([confidence.headline, *beside]),
        "lines": [line for line in visit.review_lines(RESULT) if line.is_asked],
        "pairwise": pairwise_comparison(visit.catalogue, recommendation, visit.versus),
        "all_answers": pairs,
        **_levels(visit, page, pairs),
        **_links(request, visit),
    }
    context["since"] = _since(request, visit, recommendation, context)
    return framed(request, "advisor/advice/result.html", "advisor/advice/result.jinja", context)


def _comparison(page: ResultPage) -> str:
    """Return the address of the comparison of the first places, "" if there is only one."""
    slugs = [bar.framework.slug for bar in page.side_by_side]
    return address("comparisons:comparison", pair_slug(slugs)) if len(slugs) > 1 else ""


def _since(request: HttpRequest, visit: Visit, recommendation: Recommendation, context: dict[str, Any]) -> str:
    """Return what has changed since the pinned edition as HTML, "" if that is the current one."""
    newest = visit.edition if visit.answers.edition is None else current_edition_of(request)
    if visit.edition.number >= newest.number:
        return ""
    then = EditionAdvice(catalogue=visit.catalogue, answers=visit.answers, recommendation=recommendation)
    own = {
        "summary": summary(then, newest.catalogue, context["confidence"].verdict),
        "newest": newest,
        "editions_since": range(visit.edition.number + 1, newest.number + 1),
    }
    return render_to_string("advisor/advice/_receipt.html", context | own)


def _levels(visit: Visit, page: ResultPage, pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """`pairs` are all answers."""
    fragments = LevelFragments(visit.edition)
    has_own = bool(visit.answers.levels or visit.answers.requirements)
    requirements = visit.answers.requirements
    rows = [
        (priority.level.points, fragments.row(priority, requirements.get(priority.criterion.slug)))
        for priority in page.levels
    ]
    return {
        "counting": [row for points, row in rows if points],
        "resting": [row for points, row in rows if not points],
        "others": [pair for pair in pairs if not pair[0].startswith((LEVEL, REQUIREMENT))],
        "reset": visit.result_address(replace(visit.answers, levels={}, requirements={})) if has_own else "",
    }


def _links(request: HttpRequest, visit: Visit) -> dict[str, str]:
    def pinned_address(name: str) -> str:
        return page_address(name, query=pinned)

    pinned = visit.query(replace(visit.answers, edition=visit.edition.number))
    current = replace(visit.answers, edition=None)
    origin = f"{request.scheme}://{request.get_host()}"
    me = Person(name="", answers=current)
    return {
        "pinned": origin + pinned_address("result"),
        "current": origin + visit.result_address(current),
        "among_all": visit.result_address(replace(visit.answers, among=())) if visit.answers.among else "",
        "review": visit.address("review"),
        "together": f"{address('advisor:together')}?{people_query([me], visit.catalogue, visit.answers.edition)}",
        "adr": pinned_address("result-adr"),
        "adr_madr_2": f"{pinned_address('result-adr')}&{MADR}=2",
        "markdown": pinned_address("result-table"),
        "csv": pinned_address("result-csv"),
        "json": pinned_address("result-json"),
        "card_address": pinned_address("result-card"),
    }
