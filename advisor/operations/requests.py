"""One line in the log and a few numbers for each answer. Neither tells what a visitor answered, nor who it was."""

import logging
import re
import secrets
from collections.abc import Callable
from functools import lru_cache
from time import perf_counter, time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from advisor.operations import metrics
from advisor.operations.logs import request_id

__all__ = ["Requests"]

GetResponse = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger(__name__)

_LIKE = log.makeRecord(log.name, logging.INFO, __file__, 0, "", (), None).__dict__
_SOUND_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}


class Requests:
    """Stands first in MIDDLEWARE, so that no answer goes out unseen."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.trusts_ids = settings.TRUSTED_PROXY
        self.counts = settings.METRICS_ON is not None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        asked = self.id_of(request)
        token = request_id.set(asked)
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = asked
            self.note(request, response, perf_counter() - began)
            if request.method == "HEAD" and not response.streaming:
                response.content = b""  # or the server drops it, and complains in the log
        finally:
            request_id.reset(token)
        return response

    def id_of(self, request: HttpRequest) -> str:
        """Return the id that a proxy of ours gave, or a new one: anybody else could pass for another request."""
        given = request.META.get("HTTP_X_REQUEST_ID", "") if self.trusts_ids else ""
        return given if _SOUND_ID.fullmatch(given) else secrets.token_hex(8)

    def note(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        has_line = log.isEnabledFor(logging.INFO)
        if not (self.counts or has_line):
            return
        route = route_of(request)
        method = request.method if request.method in _METHODS else "other"
        found = getattr(request, "answer_from", "")
        name = getattr(request, "current_name", None)
        if self.counts:
            metrics.count_answer(route, method, response.status_code, seconds, found, name)
        if has_line:
            fields = {
                "method": method,
                "route": route,
                "status": response.status_code,
                "ms": round(seconds * 1000, 2),
                "bytes": size_of(request, response),
                "edition": name.number if name else None,
                "from": found,
            }
            log.handle(_record(request.path, fields))


def _record(message: str, fields: dict[str, Any]) -> logging.LogRecord:
    """Make a record without looking for who asked for it: that costs more than all the rest of a line."""
    record = logging.LogRecord.__new__(logging.LogRecord)
    record.__dict__.update(_LIKE, msg=message, created=time(), fields=fields)
    return record


def route_of(request: HttpRequest) -> str:
    """Return the name of what answered: of these there are few, whatever addresses people try."""
    match = request.resolver_match
    return match.view_name if match else getattr(request, "probe", None) or _route_at(request.path_info)


@lru_cache(maxsize=2000)
def _route_at(path: str) -> str:
    # Nobody looked the address up: the answer came from memory, from a file, or was a refusal.
    if path.startswith(settings.STATIC_URL):
        return "static"
    try:
        return resolve(path).view_name
    except Resolver404:
        return "none"


def size_of(request: HttpRequest, response: HttpResponse) -> int | None:
    if request.method == "HEAD":
        return 0
    length = response.headers.get("Content-Length")
    if length is not None:
        return int(length)
    return None if response.streaming else len(response.content)
