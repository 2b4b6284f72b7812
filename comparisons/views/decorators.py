"""What views have in common: the edition they answer from, and what other sites may do with the answer."""

from collections.abc import Callable
from enum import Enum, auto
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comparisons.editions.current import current_name_for
from comparisons.editions.store import Edition, UnknownEdition, current_edition

P = ParamSpec("P")
View = TypeVar("View", bound=Callable[..., HttpResponse])

# Cache-Control of answers that name an edition in their address and never change.
PINNED = "public, max-age=31536000, immutable"


class OtherSites(Enum):
    """What pages of other sites may do with the answers of a view."""

    READ = auto()
    SHOW = auto()
    FRAME = auto()


def other_sites_may(use: OtherSites) -> Callable[[View], View]:
    """Mark a view as made for pages of other sites; advisor/http/headers.py sends the headers that allow it."""

    def mark(view: View) -> View:
        view.other_sites = use  # type: ignore[attr-defined]
        return view

    return mark


def on_current_edition(
    view: Callable[Concatenate[HttpRequest, Edition, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give a page the current edition. Before anything is published there is nothing to show, and it says so."""

    @require_safe
    @wraps(view)
    def on_edition(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            edition = current_edition_of(request)
        except UnknownEdition:
            return nothing_published(request)
        return view(request, edition, *args, **kwargs)

    return on_edition


def current_edition_of(request: HttpRequest) -> Edition:
    """Return the edition that the whole answer rests on, whatever is published meanwhile. Raises UnknownEdition."""
    name = current_name_for(request.META)
    if name is None:
        raise UnknownEdition("No edition has been published yet.")
    return current_edition(name)


def nothing_published(request: HttpRequest) -> HttpResponse:
    return render(request, "comparisons/nothing_published.html", status=503)
