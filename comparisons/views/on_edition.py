from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

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
            edition = current_edition()
        except UnknownEdition:
            return nothing_published(request)
        return view(request, edition, *args, **kwargs)

    return on_edition


def nothing_published(request: HttpRequest) -> HttpResponse:
    return render(request, "comparisons/nothing_published.html", status=503)
