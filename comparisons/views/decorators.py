from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comparisons.current import current_name
from comparisons.editions import Edition, UnknownEdition, current_edition

P = ParamSpec("P")


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
    name = getattr(request, "current_name", None) or current_name()
    if name is None:
        raise UnknownEdition("No edition has been published yet.")
    return current_edition(name)


def nothing_published(request: HttpRequest) -> HttpResponse:
    return render(request, "comparisons/nothing_published.html", status=503)
