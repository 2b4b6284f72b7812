"""Above Django: whoever asks again for what was answered from memory gets the same, and Django is not asked at all.

Its request, its signals and its middleware cost more than all the rest of such an answer. What Django sent is known
here by all that it depends on, so nobody can tell who answered.
"""

from collections.abc import Iterable, Mapping
from time import perf_counter
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, InterfaceError
from django.http import HttpResponse
from msgspec import Struct

from advisor.finished import Kept
from advisor.operations.logs import request_id
from advisor.operations.requests import REQUEST_ID, Told, id_of, note, route_at
from comparisons.current import current_name

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["Door"]

# All that Django, our proxies and our middleware read of a request for a public page, besides its method and its tag.
_DEPENDS_ON = (
    "PATH_INFO",
    "QUERY_STRING",
    "SCRIPT_NAME",
    "HTTP_HOST",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_ACCEPT_ENCODING",
    "SERVER_NAME",
    "SERVER_PORT",
    "wsgi.url_scheme",
)
_STATUS = {200: "200 OK", 304: "304 Not Modified"}
# Once there are more addresses than these, all are forgotten: those that are asked for often are soon known again.
# Longer queries are left to Django, so that odd ones fill no memory.
_MOST, _LONGEST = 2000, 1000

Key = tuple[Any, ...]
Headers = list[tuple[str, str]]


class Known(Struct):
    """Where the answer to an address is kept, and the headers that Django sent with it, by status."""

    kept: Kept
    headers: dict[int, Headers]


class Door:
    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application
        self.known: dict[Key, Known] = {}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or len(environ.get("QUERY_STRING", "")) > _LONGEST:
            return self.application(environ, start_response)
        key = _key(environ)
        answer = self._again(key, environ)
        if answer is None:
            response = self.application(environ, start_response)
            self._remember(key, response)
            return response
        status, headers, body = answer
        start_response(_STATUS[status], headers)
        return [body]

    def _again(self, key: Key, environ: "WSGIEnvironment") -> tuple[int, Headers, bytes] | None:
        known = self.known.get(key)
        if known is None:
            return None
        began = perf_counter()
        asked = id_of(environ)
        token = request_id.set(asked)
        try:
            found = _found(known, environ)
            if found is None:
                return None
            status, body = found
            note(_told(known, environ, status, body, perf_counter() - began))
        finally:
            request_id.reset(token)
        return status, [*known.headers[status], (REQUEST_ID, asked)], body

    def _remember(self, key: Key, response: object) -> None:
        kept: Kept | None = getattr(response, "kept", None)
        if kept is None or not isinstance(response, HttpResponse):
            return
        known = self.known.get(key)
        if known is None or known.kept != kept:
            if len(self.known) >= _MOST:
                self.known.clear()
            known = self.known[key] = Known(kept=kept, headers={})
        known.headers[response.status_code] = [pair for pair in response.items() if pair[0] != REQUEST_ID]


def _key(environ: Mapping[str, Any]) -> Key:
    # Whoever has no address came through a Unix socket, where a port is only said.
    return (*map(environ.get, _DEPENDS_ON), bool(environ.get("REMOTE_ADDR")))


def _found(known: Known, environ: "WSGIEnvironment") -> tuple[int, bytes] | None:
    """Return status and body, None where Django has to be asked: after a publish, or once memory has changed.

    "Unchanged" needs no answer in memory, but says how long to keep it only where there is one.
    """
    try:
        if current_name() != known.kept.name:
            return None
    except (DatabaseError, InterfaceError):
        return None
    tag = known.kept.tag
    status = 304 if tag in environ.get("HTTP_IF_NONE_MATCH", "") else 200
    answer = known.kept.answers.get(tag)
    if status not in known.headers or known.kept.was_there != (answer is not None):
        return None
    return status, answer.body if answer and status == 200 else b""


def _told(known: Known, environ: "WSGIEnvironment", status: int, body: bytes, seconds: float) -> Told:
    return Told(
        method="GET",
        route=route_at(environ["PATH_INFO"]),
        path=environ.get("SCRIPT_NAME", "") + environ["PATH_INFO"],
        status=status,
        seconds=seconds,
        size=len(body),
        found="unchanged" if status == 304 else "memory",
        name=known.kept.name,
    )
