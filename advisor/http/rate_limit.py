"""What is too much: large bodies on public pages, and more answers for one network than others can spare."""

from collections.abc import Callable, Hashable
from math import ceil
from threading import Lock
from time import monotonic

from cachetools import LRUCache
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from advisor.accounts.network import client_address, network_of

GetResponse = Callable[[HttpRequest], HttpResponse]

# Bytes. Public pages take no forms. Uploads in the admin are bounded while they arrive
# (comparisons/admin/exchange/uploads.py), so that their form can say so; what is larger than this is not even read.
_LARGEST_TO_PAGES, _LARGEST_TO_ADMIN = 16 * 1024, 200 * 1024 * 1024
# Networks remembered at a time: about 200 bytes each.
_NETWORKS = 20_000


class TokenBuckets:
    """A bucket of tokens for each key, full at first and filled at a steady rate. Thread-safe.

    Of more than `most` buckets the least recently used is forgotten.
    """

    def __init__(self, size: float, per_second: float, most: int) -> None:
        self.size, self.per_second = size, per_second
        # Tokens left, and when that was.
        self._buckets: LRUCache[Hashable, tuple[float, float]] = LRUCache(most)
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, key: Hashable, now: float) -> float:
        """Take a token and return 0; or return the seconds until there is one, and take none."""
        with self._lock:
            left, at = self._buckets.get(key, (self.size, now))
            left = min(self.size, left + (now - at) * self.per_second)
            wait = 0.0 if left >= 1 else (1 - left) / self.per_second
            self._buckets[key] = (left if wait else left - 1, now)
            return wait


class RateLimit:
    """Django middleware. Below the response cache, so that answers from memory and 304s never count.

    Each process counts for itself. The admin is not counted, and probes never come here.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.admin = f"/{settings.ADMIN_PATH}"
        rate = settings.ADVICE_RATE
        self.buckets = TokenBuckets(max(rate, 1), rate / 60, _NETWORKS) if rate else None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_admin = request.path_info.startswith(self.admin)
        if _is_larger(request, _LARGEST_TO_ADMIN if is_admin else _LARGEST_TO_PAGES):
            return _too_large(request)
        if not is_admin and (wait := self._wait_for(request)):
            return _too_many(request, ceil(wait))
        return self.get_response(request)

    def _wait_for(self, request: HttpRequest) -> float:
        if self.buckets is None:
            return 0
        return self.buckets.take(network_of(client_address(request)), monotonic())


def _is_larger(request: HttpRequest, most: int) -> bool:
    """Say whether a body has more bytes, or does not say how many it has."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return "HTTP_TRANSFER_ENCODING" in request.META or not length.isdecimal() or int(length[:20]) > most


def _too_large(request: HttpRequest) -> HttpResponse:
    return _refusal(request, 413, "It is larger than anything that can be read here, or does not say how large it is.")


def _too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    again = "in a second" if seconds == 1 else f"in {seconds} seconds"
    text = f"Your network has asked for very many answers within a short time. Try again {again}."
    response = _refusal(request, 429, text)
    response.headers["Retry-After"] = str(seconds)
    return response


def _refusal(request: HttpRequest, status: int, text: str) -> HttpResponse:
    """Answer people with a page and programs with JSON, at next to no cost."""
    if request.path_info.endswith(".json") or request.path_info.startswith("/api/"):
        response: HttpResponse = JsonResponse({"error": text}, status=status)
    else:
        response = render(request, f"{status}.html", {"message": text}, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Length"] = str(len(response.content))
    return response
