"""Decorators of public views: the current edition, what other sites may do with a response, and what it costs."""

from collections.abc import Callable
from enum import Enum, auto
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comparisons.editions.current import EDITION, current_name_for
from comparisons.editions.store import DamagedEdition, Edition, UnknownEdition, current_edition, readable_edition
from comparisons.links.tracking import without_tracking
from comparisons.rendering.addresses import address

P = ParamSpec("P")
View = TypeVar("View", bound=Callable[..., HttpResponse])

# Drawing a card takes about three times as long as most pages: how many answers it counts for.
CARD = 3
# Cache-Control of responses whose URL names an edition, so that they never change.
PINNED = "public, max-age=31536000, immutable"
# In the WSGI environment: an edition that only the editor who asked for it sees. No header of a request can set it.
PREVIEW = "comparisons.preview"


class OtherSites(Enum):
    """What pages of other sites may do with a view: read it, show it as an image or in a frame, or send it messages."""

    READ = auto()
    SHOW = auto()
    FRAME = auto()
    CALL = auto()


def other_sites_may(use: OtherSites) -> Callable[[View], View]:
    """Mark a view's responses as usable by pages of other sites. advisor/http/headers.py sends the headers."""

    def mark(view: View) -> View:
        view.other_sites = use  # type: ignore[attr-defined]
        return view

    return mark


def costs(answers: int) -> Callable[[View], View]:
    """Mark a view's responses as worth so many ordinary answers. advisor/http/rate_limit.py counts them."""

    def mark(view: View) -> View:
        view.cost = answers  # type: ignore[attr-defined]
        return view

    return mark


def takes_up_to(size: int) -> Callable[[View], View]:
    """Let a view take bodies of so many bytes. advisor/http/rate_limit.py refuses large ones to all other pages."""

    def mark(view: View) -> View:
        view.largest = size  # type: ignore[attr-defined]
        return view

    return mark


def untracked(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Decorate a view: an address with tracking parameters leads to the one without."""

    @wraps(view)
    def on_sound_address(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if query and request.method in ("GET", "HEAD") and (sound := without_tracking(query)) != query:
            return HttpResponseRedirect(f"{request.path}?{sound}" if sound else request.path)
        return view(request, *args, **kwargs)

    return on_sound_address


def on_current_edition(
    view: Callable[Concatenate[HttpRequest, Edition, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Decorate an untracked view that takes the current edition. Before the first edition, respond with status 503."""

    @require_safe
    @wraps(view)
    def on_edition(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            edition = current_edition_of(request)
        except UnknownEdition:
            return nothing_published(request)
        return view(request, edition, *args, **kwargs)

    return untracked(on_edition)


def current_edition_of(request: HttpRequest) -> Edition:
    """Return the edition for a whole request, even if another is published meanwhile. Raises UnknownEdition.

    If it cannot be read, that is the last one that can. In a preview it is what is previewed.
    """
    if (preview := preview_of(request)) is not None:
        return preview
    name = current_name_for(request.META)
    if name is None:
        raise UnknownEdition("No edition has been published yet.")
    try:
        return current_edition(name)
    except DamagedEdition:
        edition = readable_edition()
        request.META[EDITION] = edition.name
        return edition


def preview_of(request: HttpRequest) -> Edition | None:
    """Return the edition that a request of an editor previews, None for all other requests."""
    preview: Edition | None = request.META.get(PREVIEW)
    return preview


def moved_to(request: HttpRequest, slug: str) -> HttpResponse:
    """Redirect for good to the same view of a thing under its own slug, with the query as it is."""
    assert request.resolver_match is not None, "a view is called through its route"
    query = request.META.get("QUERY_STRING", "")
    path = address(request.resolver_match.view_name, slug)
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def nothing_published(request: HttpRequest) -> HttpResponse:
    return render(request, "comparisons/nothing_published.html", status=503)
