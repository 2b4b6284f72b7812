"""A log line and metrics for each response. Neither contains query strings or client addresses."""

import logging
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from time import perf_counter
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.handlers.wsgi import get_path_info
from django.http import HttpResponse
from msgspec import Struct

from advisor.http.routes import match_at
from advisor.operations import metrics
from advisor.operations.health import probe_of
from advisor.operations.logs import request_id
from comparisons.editions.current import EDITION

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_ID = "X-Request-ID"
# Key in the WSGI environment: 'memory', 'unchanged' or 'made' for public pages, not set for other requests.
SOURCE = "advisor.source"

log = logging.getLogger(__name__)

_VALID_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}

Headers = list[tuple[str, str]]


class Sent(Struct):
    """Status and headers of the response."""

    status: int = 0
    headers: Headers = []


class RequestLog:
    """WSGI middleware around everything. Gives each request an id, which is in its response and its log lines."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        started_at = perf_counter()
        raw_path = environ["PATH_INFO"]  # before Django changes it
        own_id = _id_of(environ)
        token = request_id.set(own_id)
        sent = Sent()

        def start(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
            sent.status, sent.headers = int(status[:3]), headers
            return start_response(status, [*headers, (REQUEST_ID, own_id)], exc_info)

        try:
            body = self.application(environ, start)
            if environ["REQUEST_METHOD"] == "HEAD":
                body = _without_content(body)
            _record_response(environ, raw_path, sent, body, perf_counter() - started_at)
            return body
        finally:
            request_id.reset(token)


def _without_content(body: Iterable[bytes]) -> list[bytes]:
    """Close a body without sending it. gunicorn would drop it too, but log a warning."""
    if hasattr(body, "close"):
        body.close()
    return []


def _id_of(environ: Mapping[str, Any]) -> str:
    """Return the id from a trusted proxy, or a new one. Ids from clients are ignored, as they could be forged."""
    given = environ.get("HTTP_X_REQUEST_ID", "") if settings.TRUSTED_PROXY else ""
    return given if _VALID_ID.fullmatch(given) else secrets.token_hex(8)


def _record_response(
    environ: Mapping[str, Any], raw_path: str, sent: Sent, body: Iterable[bytes], seconds: float
) -> None:
    is_counted, is_logged = settings.METRICS_ON is not None, log.isEnabledFor(logging.INFO)
    if not is_counted and not is_logged:
        return
    method = environ["REQUEST_METHOD"] if environ["REQUEST_METHOD"] in _METHODS else "other"
    path = get_path_info({"PATH_INFO": raw_path})
    source, edition = environ.get(SOURCE, ""), environ.get(EDITION)
    route = _route_at(path) if source else probe_of(environ) or _route_at(path)
    if is_counted:
        metrics.count_answer(route, method, sent.status, seconds, source, edition)
    if is_logged:
        fields = {
            "method": method,
            "route": route,
            "status": sent.status,
            "ms": round(seconds * 1000, 2),
            "bytes": _size_of(environ, sent, body),
            "edition": edition.number if edition else None,
            "from": source,
        }
        log.handle(_log_record(environ.get("SCRIPT_NAME", "") + path, fields))


def _log_record(message: str, fields: dict[str, Any]) -> logging.LogRecord:
    """Return a record without a source line. Finding that takes about 5 % of the time of a cached page."""
    return log.makeRecord(log.name, logging.INFO, "", 0, message, (), None, extra={"fields": fields})


def _route_at(path: str) -> str:
    """Return the name of the view at a path. The number of names is limited, unlike that of paths."""
    match = match_at(path)
    if match:
        return match.view_name
    return "static" if path.startswith(settings.STATIC_URL) else "none"


def _size_of(environ: Mapping[str, Any], sent: Sent, body: Iterable[bytes]) -> int | None:
    """Return the size of the body in bytes, or None if it is not known before sending."""
    if environ["REQUEST_METHOD"] == "HEAD":
        return 0
    if isinstance(body, list):
        return sum(map(len, body))
    length = next((value for name, value in sent.headers if name == "Content-Length"), None)
    if length is not None:
        return int(length)
    return len(body.content) if isinstance(body, HttpResponse) else None
