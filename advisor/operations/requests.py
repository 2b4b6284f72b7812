"""One line in the log and a few numbers for each answer. Neither tells what a visitor answered, nor who it was."""

import logging
import re
import secrets
from collections.abc import Callable, Mapping
from functools import lru_cache
from time import perf_counter, time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from msgspec import Struct

from advisor.operations import metrics
from advisor.operations.logs import request_id
from comparisons.current import Name

__all__ = ["REQUEST_ID", "Requests", "Told", "id_of", "is_wanted", "note", "route_at"]

REQUEST_ID = "X-Request-ID"

GetResponse = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger(__name__)

_LIKE = log.makeRecord(log.name, logging.INFO, __file__, 0, "", (), None).__dict__
_SOUND_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}


class Told(Struct):
    """What the log and the numbers hear of an answer. `found` is '' where the memory of public answers has no part."""

    method: str
    route: str
    path: str
    status: int
    seconds: float
    size: int | None
    found: str
    name: Name | None


class Requests:
    """Stands first in MIDDLEWARE, so that no answer goes out unseen."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        asked = id_of(request.META)
        token = request_id.set(asked)
        try:
            response = self.get_response(request)
            response.headers[REQUEST_ID] = asked
            if is_wanted():
                note(_told(request, response, perf_counter() - began))
            if request.method == "HEAD" and not response.streaming:
                response.content = b""  # or the server drops it, and complains in the log
        finally:
            request_id.reset(token)
        return response


def id_of(environ: Mapping[str, Any]) -> str:
    """Return the id that a proxy of ours gave, or a new one: anybody else could pass for another request."""
    given = environ.get("HTTP_X_REQUEST_ID", "") if settings.TRUSTED_PROXY else ""
    return given if _SOUND_ID.fullmatch(given) else secrets.token_hex(8)


def is_wanted() -> bool:
    """Tell whether anybody wants to hear of answers."""
    return settings.METRICS_ON is not None or log.isEnabledFor(logging.INFO)


def note(told: Told) -> None:
    if settings.METRICS_ON is not None:
        metrics.count_answer(told.route, told.method, told.status, told.seconds, told.found, told.name)
    if log.isEnabledFor(logging.INFO):
        fields = {
            "method": told.method,
            "route": told.route,
            "status": told.status,
            "ms": round(told.seconds * 1000, 2),
            "bytes": told.size,
            "edition": told.name.number if told.name else None,
            "from": told.found,
        }
        log.handle(_record(told.path, fields))


def _told(request: HttpRequest, response: HttpResponse, seconds: float) -> Told:
    return Told(
        method=request.method if request.method in _METHODS else "other",
        route=route_of(request),
        path=request.path,
        status=response.status_code,
        seconds=seconds,
        size=size_of(request, response),
        found=getattr(request, "answer_from", ""),
        name=getattr(request, "current_name", None),
    )


def _record(message: str, fields: dict[str, Any]) -> logging.LogRecord:
    """Make a record without looking for who asked for it: that costs more than all the rest of a line."""
    record = logging.LogRecord.__new__(logging.LogRecord)
    record.__dict__.update(_LIKE, msg=message, created=time(), fields=fields)
    return record


def route_of(request: HttpRequest) -> str:
    """Return the name of what answered: of these there are few, whatever addresses people try."""
    match = request.resolver_match
    return match.view_name if match else getattr(request, "probe", None) or route_at(request.path_info)


@lru_cache(maxsize=2000)
def route_at(path: str) -> str:
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
