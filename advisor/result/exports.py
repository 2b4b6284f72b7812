"""Views that export a result: JSON, CSV, Markdown, and the card for shared links."""

from datetime import UTC

from django.http import HttpRequest, HttpResponse, JsonResponse
from msgspec import to_builtins
from msgspec.structs import replace

from advisor.advice.confidence import advice_confidence
from advisor.advice.recommendation import Recommendation, recommend
from advisor.advice.robustness import verdict_of
from advisor.advice.wording import requirement_words
from advisor.answers.among import left_of_named
from advisor.answers.own import own_lines
from advisor.answers.request import Visit, on_answers
from advisor.api.recommendation import recommendation_answer
from advisor.operations.metrics import counts_advice
from advisor.result.card import result_card
from advisor.result.decision_record import Asked, decision_record
from advisor.result.documents import result_csv, result_markdown
from advisor.result.page import ResultPage, result_page
from comparisons.rendering.card_response import card_response
from comparisons.views.decorators import CARD, PINNED, OtherSites, costs, other_sites_may

MARKDOWN = "text/markdown; charset=utf-8"
CSV = "text/csv; charset=utf-8"
# As on the result page: not for search engines.
_UNLISTED = {"X-Robots-Tag": "noindex"}


@counts_advice
@on_answers
def as_json(request: HttpRequest, visit: Visit) -> HttpResponse:
    document = to_builtins(recommendation_answer(visit.edition, visit.answers, visit.dropped))
    # Unlike the API, this file writes the UTC offset as +00:00 and the rank first.
    document["edition"]["published_at"] = visit.edition.published_at.isoformat()
    document["ranking"] = [{"rank": placed["rank"], **placed} for placed in document["ranking"]]
    return JsonResponse(document, headers=_UNLISTED | _cache_headers(visit))


@counts_advice
@on_answers
def as_decision_record(request: HttpRequest, visit: Visit) -> HttpResponse:
    recommendation = recommend(visit.catalogue, visit.answers)
    asked = _asked(request, visit, recommendation)
    record = decision_record(
        result_page(visit.catalogue, visit.answers, recommendation),
        advice_confidence(visit.catalogue, visit.answers, recommendation, visit.result_address),
        asked,
        madr_2=visit.record.madr == 2,
    )
    number = visit.record.number
    return _file(visit, record.text, MARKDOWN, record.file_name(f"{asked.day}" if number is None else f"{number:04}"))


def _asked(request: HttpRequest, visit: Visit, recommendation: Recommendation) -> Asked:
    lines = [line for line in visit.review_lines() if line.is_asked]
    return Asked(
        answered=[(line.question.text, line.choices) for line in lines if line.choices],
        unanswered=[line.question.text for line in lines if line.is_done and not line.choices],
        among=[framework.name for framework in left_of_named(visit.catalogue, visit.answers)],
        must_haves=[requirement_words(visit.catalogue, stated.requirement) for stated in recommendation.requirements],
        edition=visit.edition.number,
        day=visit.edition.published_at.astimezone(UTC).date(),
        link=_pinned_link(request, visit),
        own=tuple(own_lines(visit.as_published, visit.answers.own)),
    )


@counts_advice
@on_answers
def as_markdown_table(request: HttpRequest, visit: Visit) -> HttpResponse:
    table = result_markdown(_page(visit), _pinned_link(request, visit))
    return _file(visit, table, MARKDOWN, "frameworks-side-by-side.md")


@counts_advice
@on_answers
def as_spreadsheet(request: HttpRequest, visit: Visit) -> HttpResponse:
    # Spreadsheet programs recognize UTF-8 by the byte order mark.
    return _file(visit, f"\ufeff{result_csv(_page(visit))}", CSV, "framework-ranking.csv")


@costs(CARD)
@other_sites_may(OtherSites.SHOW)
@counts_advice
@on_answers
def as_card(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Answer with the picture that other sites show for a shared link."""
    recommendation = recommend(visit.catalogue, visit.answers)
    page = result_page(visit.catalogue, visit.answers, recommendation)
    card = result_card(page, verdict_of(visit.catalogue, recommendation))
    return card_response("result", card, visit.edition, _cache_headers(visit))


def _page(visit: Visit) -> ResultPage:
    return result_page(visit.catalogue, visit.answers, recommend(visit.catalogue, visit.answers))


def _pinned_link(request: HttpRequest, visit: Visit) -> str:
    pinned = replace(visit.answers, edition=visit.edition.number)
    return request.build_absolute_uri(visit.address("result", answers=pinned))


def _file(visit: Visit, text: str, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **_UNLISTED, **_cache_headers(visit)}
    return HttpResponse(text, content_type=content_type, headers=headers)


def _cache_headers(visit: Visit) -> dict[str, str]:
    """Return the headers of an export, which never changes if it is pinned. (A pinned page does: it shows changes.)"""
    return {"Cache-Control": PINNED} if visit.answers.edition is not None else {}
