"""Limits on the size of request bodies and on the number of requests from one network."""

from collections.abc import Callable
from math import ceil
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from advisor.access.addresses import client_address, network_of
from advisor.access.buckets import Buckets

__all__ = ["Limits"]

GetResponse = Callable[[HttpRequest], HttpResponse]

# Bytes in a request body. Public pages accept no forms. Uploads in the admin have a smaller limit of their own
# (comparisons/admin/exchange/uploads.py), which the form reports; larger bodies than this are not read at all.
# The proxy enforces limits as well.
_MOST_TO_PAGES, _MOST_TO_EDITORS = 16 * 1024, 200 * 1024 * 1024
# How many networks are remembered, at about 200 bytes each.
_ADDRESSES = 20_000


class Limits:
    """Middleware: answer 413 to bodies that are too large and 429 above ADVICE_RATE requests a minute and network.

    It runs below the response cache, so cached and 304 responses do not count. Each process counts separately.
    Admin pages are not counted, and health probes are answered before this middleware.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.editors = f"/{settings.ADMIN_PATH}"
        rate = settings.ADVICE_RATE
        self.buckets = Buckets(max(rate, 1), rate / 60, _ADDRESSES) if rate else None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        by_editor = request.path_info.startswith(self.editors)
        if _is_larger(request, _MOST_TO_EDITORS if by_editor else _MOST_TO_PAGES):
            return too_large(request)
        if not by_editor and (wait := self.wait_for(request)):
            return too_many(request, ceil(wait))
        return self.get_response(request)

    def wait_for(self, request: HttpRequest) -> float:
        if self.buckets is None:
            return 0
        return self.buckets.take(network_of(client_address(request)), monotonic())


def _is_larger(request: HttpRequest, most: int) -> bool:
    """Whether the body has more than `most` bytes, or does not declare its length."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return "HTTP_TRANSFER_ENCODING" in request.META or not length.isdecimal() or int(length[:20]) > most


def too_large(request: HttpRequest) -> HttpResponse:
    return _refusal(request, 413, "It is larger than anything that can be read here, or does not say how large it is.")


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    again = "in a second" if seconds == 1 else f"in {seconds} seconds"
    message = f"Your network has asked for very many answers within a short time. Try again {again}."
    response = _refusal(request, 429, message)
    response.headers["Retry-After"] = str(seconds)
    return response


def _refusal(request: HttpRequest, status: int, message: str) -> HttpResponse:
    """Return JSON to API paths and a page to others. Uses neither the database nor a session."""
    if request.path_info.endswith(".json") or request.path_info.startswith("/api/"):
        response: HttpResponse = JsonResponse({"error": message}, status=status)
    else:
        response = render(request, f"{status}.html", {"message": message}, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Length"] = str(len(response.content))
    return response
