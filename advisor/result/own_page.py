"""The page that adds a visitor's own scores, notes and criterion to a result. All of it stays in the address."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisor.answers.own import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MINE,
    MINE_SLUG,
    MOST_NOTES,
    MOST_SCORES,
    NOTE,
    OWN,
    read_own,
)
from advisor.answers.query import MalformedQuery, edition_number, query_pairs
from advisor.answers.request import Visit, asked_edition, on_answers
from advisor.result.addresses import own_of, page_links
from comparisons.catalogue.names import Names
from comparisons.catalogue.value import Catalogue
from comparisons.editions.store import UnknownEdition
from comparisons.rendering.addresses import address
from comparisons.views.decorators import current_edition_of, nothing_published

# The fields of the forms, which are no part of any other address.
_FIELDS = frozenset(
    {"score-framework", "score-criterion", "score-value", "score-reason", "note-framework", "note-text", "mine-name"}
)
_SENT = {"score-value", "note-text", "mine-name"}
_WRONG = (
    "This cannot be added. A score needs a framework, a criterion and a number: 0 to 10, or in the unit of the "
    f"criterion. A note needs a framework and a text. A link holds {MOST_SCORES} scores and {MOST_NOTES} notes."
)


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show the forms, or lead to the result with what one of them holds."""
    if not _SENT & request.GET.keys():
        return _page(request)
    try:
        pairs = query_pairs(request.META.get("QUERY_STRING", ""))
        edition = asked_edition(request, edition_number(pairs))
        today = current_edition_of(request).catalogue
        return _with_added(pairs, edition.catalogue, today)
    except MalformedQuery as error:
        return render(request, "400.html", {"message": str(error)}, status=400)
    except UnknownEdition:
        return nothing_published(request)


def _with_added(pairs: list[tuple[str, str]], catalogue: Catalogue, today: Catalogue) -> HttpResponse:
    """Redirect to the result with what a form holds. Raises MalformedQuery."""
    sent = {key: value.strip() for key, value in pairs if key in _FIELDS}
    others = [(key, value) for key, value in pairs if key not in _FIELDS]
    added = _added(sent)
    found = read_own([*added, *others], Names(catalogue, today))
    if not added or found.dropped:
        raise MalformedQuery(_WRONG)
    # What is added comes first, so that it replaces an earlier one.
    return HttpResponseRedirect(f"{address('advisor:result')}?{urlencode([*added, *others])}")


def _added(sent: dict[str, str]) -> list[tuple[str, str]]:
    if name := sent.get("mine-name"):
        return [(MINE, name)]
    if text := sent.get("note-text"):
        return [(NOTE, f"{sent.get('note-framework', '')}:{text}")]
    if value := sent.get("score-value"):
        score = f"{sent.get('score-framework', '')}.{sent.get('score-criterion', '')}.{value.replace(',', '.')}"
        return [(OWN, f"{score}:{sent['score-reason']}" if sent.get("score-reason") else score)]
    return []


@on_answers
def _page(request: HttpRequest, visit: Visit) -> HttpResponse:
    context = {
        "edition": visit.edition,
        "own": own_of(visit),
        "criterion": visit.answers.own.criterion,
        "frameworks": visit.catalogue.published_frameworks,
        "criteria": sorted(visit.catalogue.rated_criteria, key=lambda one: one.slug != MINE_SLUG),
        "others": visit.answers.pairs(visit.catalogue),
        "longest_text": LONGEST_TEXT,
        "longest_name": LONGEST_NAME,
        **page_links(visit),
    }
    return render(request, "advisor/advice/own.html", context)
