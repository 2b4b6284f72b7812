"""Views that tell programs how a pinned result stands: feeds, badge and status. The page about them is in result."""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from msgspec.structs import replace

from advisor.advice.since.decision_events import EventKind, standing
from advisor.answers.request import Visit, on_answers, page_address
from advisor.operations.metrics import counts_advice
from advisor.watching.history import Chapter, decision_history
from advisor.watching.status import Status, status, status_badge, status_document
from comparisons.catalogue.wording import joined
from comparisons.editions.feeds import ATOM_TYPE, JSON_TYPE, Entry, Feed, as_atom, as_json_feed
from comparisons.editions.store import Edition
from comparisons.views.decorators import CARD, OtherSites, costs, current_edition_of, other_sites_may

ATOM, JSON = "atom", "json"
_NOT_PINNED = (
    "Only a permanent link can be watched, since it says from which edition on: add edition={} to this address, "
    "or copy the permanent link from the page “Share or export” of your result."
)

WatchedView = Callable[..., HttpResponse]


def _on_pinned(view: WatchedView) -> WatchedView:
    """Decorate a view that takes a visit of a pinned result and the current edition. Others get a 400."""

    @counts_advice
    @on_answers
    @wraps(view)
    def on_visit(request: HttpRequest, visit: Visit, /, **kwargs: str) -> HttpResponse:
        newest = current_edition_of(request)
        if visit.answers.edition is None:
            message = _NOT_PINNED.format(newest.number)
            return render(request, "400.html", {"message": message}, status=400)
        response = view(request, visit, newest, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return on_visit


def _status_of(visit: Visit, newest: Edition) -> Status:
    """Return how the decision of a visit stands in the current edition."""
    pairs = visit.answers.pairs(visit.catalogue)
    return status(visit.edition.number, visit.as_published, newest.number, newest.catalogue, pairs)


@other_sites_may(OtherSites.READ)
@_on_pinned
def status_json(request: HttpRequest, visit: Visit, newest: Edition) -> HttpResponse:
    found = _status_of(visit, newest)
    link = request.build_absolute_uri(_result_address(visit))
    document = status_document(found, link, visit.edition.published_at, newest.published_at)
    return HttpResponse(msgspec.json.encode(document), content_type="application/json")


@other_sites_may(OtherSites.READ)
@_on_pinned
def badge_svg(request: HttpRequest, visit: Visit, newest: Edition) -> HttpResponse:
    context = {"badge": status_badge(_status_of(visit, newest))}
    return render(request, "cards/badge.svg", context, content_type="image/svg+xml")


@costs(CARD)
@other_sites_may(OtherSites.READ)
@_on_pinned
def feed(request: HttpRequest, visit: Visit, newest: Edition, form: str) -> HttpResponse:
    """Answer with an entry for each edition in which something that matters to the decision happened."""
    made = _feed(request, visit, newest)
    if form == ATOM:
        return HttpResponse(as_atom(made), content_type=ATOM_TYPE)
    return HttpResponse(msgspec.json.encode(as_json_feed(made)), content_type=JSON_TYPE)


def _feed(request: HttpRequest, visit: Visit, newest: Edition) -> Feed:
    pairs, query = visit.answers.pairs(visit.catalogue), _query(visit)
    result = request.build_absolute_uri(_result_address(visit))
    identity = f"advise/result/{blake2b(query.encode(), digest_size=12).hexdigest()}"
    host = request.get_host().partition(":")[0]
    entries = tuple(
        _entry(chapter, result, f"tag:{host},{chapter.published_at:%Y-%m-%d}:{identity}/{chapter.number}")
        for chapter in decision_history(visit.edition.number, newest, pairs)
    )
    first = joined(standing(visit.as_published, pairs).first_names) or "No framework"
    return Feed(
        title=f"{first}, as decided with edition {visit.edition.number} of the framework advisor",
        address=result,
        atom=request.build_absolute_uri(page_address("result-feed-atom", query=query)),
        json=request.build_absolute_uri(page_address("result-feed-json", query=query)),
        updated_at=entries[0].published_at if entries else visit.edition.published_at,
        entries=entries,
    )


def _entry(chapter: Chapter, address: str, tag: str) -> Entry:
    kinds = {event.kind for event in chapter.events}
    what = "the first place has changed" if EventKind.FIRST_PLACE in kinds else "look at your decision again"
    sentences = tuple(event.words for event in chapter.events)
    return Entry(
        id=tag,
        address=address,
        title=f"Edition {chapter.number}: {what}",
        published_at=chapter.published_at,
        sentences=sentences,
        total=len(sentences),
    )


def _query(visit: Visit) -> str:
    """Return the query of the pinned link, without what a correction of the address reports."""
    return visit.query(replace(visit.answers, edition=visit.edition.number))


def _result_address(visit: Visit) -> str:
    return page_address("result", query=_query(visit))
