"""Limits on the size of request bodies and on the rate of requests from one network."""

from collections.abc import Callable, Hashable
from math import ceil
from threading import Lock
from time import monotonic

from cachetools import LRUCache
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from advisor.accounts.network import client_address, network_of
from advisor.http.routes import match_at
from advisor.mcp.messages import ADDRESS, refusal
from advisor.mcp.responses import response_of
from advisor.operations import metrics

GetResponse = Callable[[HttpRequest], HttpResponse]

# Sizes in bytes. Public pages take no uploads, unless a view says how much it takes (`largest`). The admin limits
# uploads further while it reads them (comparisons/admin/exchange/confirmations.py), so that its form can show an error.
_LARGEST_TO_PAGES, _LARGEST_TO_ADMIN = 16 * 1024, 200 * 1024 * 1024
# The most networks in memory, at about 200 bytes each.
_NETWORKS = 20_000


class TokenBuckets:
    """A token bucket for each key, full at first and refilled at a steady rate. Thread-safe.

    Of more than `most` buckets, the least recently used is dropped.
    """

    def __init__(self, size: float, per_second: float, most: int) -> None:
        self.size, self.per_second = size, per_second
        # Tokens left, and the time of the last change.
        self._buckets: LRUCache[Hashable, tuple[float, float]] = LRUCache(most)
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, key: Hashable, now: float, tokens: int = 1) -> float:
        """Take tokens and return 0, or take none and return the seconds until there are as many."""
        taken = min(tokens, self.size)
        with self._lock:
            left, at = self._buckets.get(key, (self.size, now))
            left = min(self.size, left + (now - at) * self.per_second)
            wait = max(0.0, taken - left) / self.per_second
            self._buckets[key] = (left if wait else left - taken, now)
            return wait


class RateLimit:
    """Django middleware. The response cache is above it, so cached responses and 304s do not count.

    Each process counts for itself. What takes several times as long as other answers costs as much more (`costs` at
    its view). The admin is not limited, and probes do not reach this middleware.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.admin = f"/{settings.ADMIN_PATH}"
        rate = settings.ADVICE_RATE
        self.buckets = TokenBuckets(max(rate, 1), rate / 60, _NETWORKS) if rate else None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_admin = request.path_info.startswith(self.admin)
        if _is_larger(request, _LARGEST_TO_ADMIN if is_admin else _LARGEST_TO_PAGES) and not self._takes(request):
            return _too_large(request)
        if not is_admin and (wait := self._wait_for(request)):
            return _too_many(request, ceil(wait))
        return self.get_response(request)

    def _takes(self, request: HttpRequest) -> bool:
        """Whether the page that is asked for takes bodies of this size."""
        match = match_at(request.path_info)
        most = getattr(match.func, "largest", 0) if match else 0
        return not _is_larger(request, most)

    def _wait_for(self, request: HttpRequest) -> float:
        if self.buckets is None:
            return 0
        match = match_at(request.path_info)
        cost = getattr(match.func, "cost", 1) if match else 1
        return self.buckets.take(network_of(client_address(request)), monotonic(), cost)


def _is_larger(request: HttpRequest, most: int) -> bool:
    """Whether a body is larger than `most` bytes, or of unknown size."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return "HTTP_TRANSFER_ENCODING" in request.META or not length.isdecimal() or int(length[:20]) > most


def _too_large(request: HttpRequest) -> HttpResponse:
    metrics.refused.labels("size").inc()
    return _refusal(request, 413, "It is larger than anything this site accepts, or it does not say how large it is.")


def _too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    metrics.refused.labels("rate").inc()
    again = "in a second" if seconds == 1 else f"in {seconds} seconds"
    text = f"Too many requests came from your network in a short time. Try again {again}."
    response = _refusal(request, 429, text)
    response.headers["Retry-After"] = str(seconds)
    return response


def _refusal(request: HttpRequest, status: int, text: str) -> HttpResponse:
    """Return a page, JSON for programs, or an error of the assistants' protocol, without using the database."""
    if request.path_info == ADDRESS:
        response = response_of(refusal(text, status))
    elif request.path_info.endswith(".json") or request.path_info.startswith("/api/"):
        response = JsonResponse({"error": text}, status=status)
    else:
        response = render(request, f"{status}.html", {"message": text}, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Length"] = str(len(response.content))
    return response
