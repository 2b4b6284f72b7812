"""Decorators of public views: the current edition, and what pages of other sites may do with a response."""

from collections.abc import Callable
from enum import Enum, auto
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comparisons.editions.current import current_name_for
from comparisons.editions.store import Edition, UnknownEdition, current_edition
from comparisons.links.tracking import without_tracking

P = ParamSpec("P")
View = TypeVar("View", bound=Callable[..., HttpResponse])

# Cache-Control of responses whose URL names an edition, so that they never change.
PINNED = "public, max-age=31536000, immutable"


class OtherSites(Enum):
    """What pages of other sites may do with a view's responses: read, show as an image, or show in a frame."""

    READ = auto()
    SHOW = auto()
    FRAME = auto()


def other_sites_may(use: OtherSites) -> Callable[[View], View]:
    """Mark a view's responses as usable by pages of other sites. advisor/http/headers.py sends the headers."""

    def mark(view: View) -> View:
        view.other_sites = use  # type: ignore[attr-defined]
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
    """Return the edition for a whole request, even if another is published meanwhile. Raises UnknownEdition."""
    name = current_name_for(request.META)
    if name is None:
        raise UnknownEdition("No edition has been published yet.")
    return current_edition(name)


def nothing_published(request: HttpRequest) -> HttpResponse:
    return render(request, "comparisons/nothing_published.html", status=503)
