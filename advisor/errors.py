"""Pages for requests that cannot be answered: what is wrong, and what to do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comparisons.nearest import NotInCatalogue


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception, **kwargs: Any) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    context: dict[str, Any] = {}
    if isinstance(exception, NotInCatalogue):
        context = {"message": exception.message, "nearest": exception.nearest}
    return render(request, "404.html", context, status=404)
