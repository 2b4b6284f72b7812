"""The view of a result. The pages behind it are in further_pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from msgspec.structs import replace

from advisor.advice.confidence import AdviceConfidence, advice_confidence
from advisor.advice.reasons import cautions, first_sentence, reasons, score_words
from advisor.advice.recommendation import Recommendation, recommend
from advisor.advice.since.summary import summary
from advisor.advice.since.then_and_now import EditionAdvice
from advisor.answers.among import among_sentence
from advisor.answers.flow import applicable_answers
from advisor.answers.own import with_own
from advisor.answers.priorities import without_redundant_levels
from advisor.answers.query import retired_criteria
from advisor.answers.request import VERSUS, Visit, on_answers
from advisor.moving.worth import has_to_move, worths_of_first
from advisor.operations.metrics import counts_advice
from advisor.result.addresses import comparison_address, exclusion_prices, house_wishes, must_haves, own_of, page_links
from advisor.result.html_parts import names, ranked_items, side_by_side_rows
from advisor.result.misses import misses
from advisor.result.page import result_page
from comparisons.rendering.fragments import Pieces
from comparisons.rendering.frames import framed
from comparisons.views.decorators import current_edition_of

# What the frame of a result shows of it.
_IN_FRAME = ("heading", "description", "card_address", "card_alt")


@counts_advice
@on_answers
def result(request: HttpRequest, visit: Visit) -> HttpResponse:
    effective = without_redundant_levels(visit.catalogue, visit.answers)
    if effective != visit.answers:
        return HttpResponseRedirect(visit.address("result", answers=effective))
    if visit.versus:
        return HttpResponseRedirect(_difference(visit))
    recommendation = recommend(visit.catalogue, visit.answers)
    confidence = advice_confidence(visit.catalogue, visit.answers, recommendation, visit.result_address)
    context = _context(visit, recommendation, confidence) | page_links(visit)
    context["since"] = _since(request, visit, recommendation, confidence, context["current"])
    # What was corrected in the address is told in the frame.
    is_told = visit.dropped or visit.completed
    values = None if is_told else {name: context[name] for name in _IN_FRAME}
    return framed(request, "advisor/advice/result.html", "advisor/advice/result.jinja", context, values)


def _difference(visit: Visit) -> str:
    """Return the address of the page for two frameworks, which stood on the result once."""
    address = visit.address("result-difference")
    pair = "&".join(f"{VERSUS}={slug}" for slug in visit.versus)
    return f"{address}{'&' if '?' in address else '?'}{pair}"


def _context(visit: Visit, recommendation: Recommendation, confidence: AdviceConfidence) -> dict[str, Any]:
    catalogue, answers = visit.catalogue, visit.answers
    page = result_page(catalogue, answers, recommendation)
    beside = page.not_said_in(confidence.headline)
    has_code = has_to_move(catalogue, answers, recommendation)
    return {
        "edition": visit.edition,
        "heading": confidence.heading,
        "pieces": Pieces(visit.edition),
        "ranked_items": ranked_items,
        "side_by_side_rows": side_by_side_rows,
        "names": names,
        "score_words": score_words,
        "first_sentence": first_sentence,
        "dropped": visit.dropped,
        "retired": retired_criteria(visit.dropped, catalogue),
        "completed": visit.completed,
        "shared_address": visit.shared_address("result"),
        "is_pinned": answers.edition is not None,
        "answered": len(applicable_answers(catalogue, answers)),
        "among": among_sentence(catalogue, answers),
        "among_all": visit.result_address(replace(answers, among=())) if answers.among else "",
        "page": page,
        "reasons": reasons(catalogue, recommendation),
        "cautions": cautions(catalogue, recommendation),
        "must_haves": must_haves(visit, recommendation),
        "house_wishes": house_wishes(visit),
        "own": own_of(visit),
        **_misses(visit, recommendation),
        "keeps_code": has_code,
        "worths": worths_of_first(catalogue, recommendation, origins=answers.uses) if has_code else (),
        "compare_two": comparison_address(page, most=2),
        "compare_first": comparison_address(page, most=len(page.side_by_side)),
        "confidence": confidence,
        "description": " ".join(filter(None, [confidence.headline, confidence.counterpoint, *beside])),
        "card_alt": " ".join([confidence.headline, *beside]),
    }


def _misses(visit: Visit, recommendation: Recommendation) -> dict[str, Any]:
    """Return who misses what where nothing is left, and what it takes to have each back."""
    if recommendation.ranking:
        return {"misses": None}
    return {"misses": misses(visit.catalogue, recommendation), "prices": exclusion_prices(visit, recommendation)}


def _since(
    request: HttpRequest, visit: Visit, recommendation: Recommendation, confidence: AdviceConfidence, current: str
) -> str:
    """Return what has changed since the pinned edition as HTML, "" if that is the current one."""
    newest = visit.edition if visit.answers.edition is None else current_edition_of(request)
    if visit.edition.number >= newest.number:
        return ""
    then = EditionAdvice(catalogue=visit.catalogue, answers=visit.answers, recommendation=recommendation)
    own = {
        "summary": summary(then, with_own(newest.catalogue, visit.answers.own), confidence.verdict),
        "edition": visit.edition,
        "newest": newest,
        "current": current,
        "editions_since": range(visit.edition.number + 1, newest.number + 1),
    }
    return render_to_string("advisor/advice/_receipt.html", own)
