"""The response cache: finished public pages, kept in memory above Django.

A public page depends on the current edition, the code and its address, and on nothing else of a request. Its strong
ETag is a digest of exactly these, so it is known before the page is made, and whoever has the page already gets 304
without rendering anything.
"""

import gzip
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Any

import brotli
from cachetools import LRUCache
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from msgspec import Struct

from advisor.http.code_version import code_version
from advisor.http.headers import other_sites_headers
from advisor.http.request_log import SOURCE
from advisor.operations.health import probe_of
from comparisons.editions.current import Name, current_name_for

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# A browser asks again after a second, and mostly gets 304.
CURRENT = "public, max-age=1, must-revalidate"

# Smaller bodies fit into one packet, compressed or not.
_LEAST_COMPRESSED = 500
_COMPRESSED_TYPES = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/feed+json",
    "image/svg+xml",
)
# Bytes that an entry takes beside its body: headers and Python objects, about.
_OVERHEAD = 1000

Headers = list[tuple[str, str]]


class StoredResponse(Struct, frozen=True):
    """A 200 response of an edition as it is sent: its body in one coding, with all headers."""

    edition: Name
    tag: str
    body: bytes
    headers: Headers
    cache_control: str

    @property
    def size(self) -> int:
        return len(self.body) + _OVERHEAD


class Store:
    """Responses by key, at most `room` bytes of them, the least recently used dropped first. Thread-safe."""

    def __init__(self, room: int) -> None:
        self.responses: LRUCache[str, StoredResponse] = LRUCache(room, getsizeof=lambda response: response.size)
        self._lock = Lock()

    def get(self, key: str, edition: Name) -> StoredResponse | None:
        """Return the response of this edition; the next one of another edition takes its place."""
        try:
            with self._lock:
                response = self.responses[key]
        except KeyError:
            return None
        return response if response.edition == edition else None

    def put(self, key: str, response: StoredResponse) -> None:
        if response.size <= self.responses.maxsize:
            with self._lock:
                self.responses[key] = response


class ResponseCache:
    """WSGI middleware around Django. Forms, the admin, probes and static files pass through untouched.

    Plain pages, addresses with a query (with the API), and images have a third of the room each, so that a flood of odd
    addresses or of large images never pushes out the pages that everybody reads.
    """

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application
        room = settings.PAGE_CACHE_BYTES // 3
        self.pages, self.queries, self.images = Store(room), Store(room), Store(room)
        self.others = _other_paths()
        code_version()  # reads all files once: before the first request

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        edition = self._edition_of(environ)
        if edition is None:
            return self.application(environ, start_response)
        coding = preferred_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        key, store = response_key(environ, coding), self._store_for(environ)
        stored = store.get(key, edition)
        tag = stored.tag if stored else entity_tag(edition, key)
        if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            environ[SOURCE] = "unchanged"
            start_response("304 Not Modified", _unchanged(environ["PATH_INFO"], tag, stored))
            return [b""]
        if stored:
            environ[SOURCE] = "memory"
            start_response("200 OK", stored.headers)
            return [stored.body]
        environ[SOURCE] = "made"
        status, headers, body = self._made(environ)
        if not _is_storable(status, headers):
            start_response(status, headers)
            return body
        made = _finished(edition, tag, body, dict(headers), coding)
        store.put(key, made)
        start_response(status, made.headers)
        return [made.body]

    def _edition_of(self, environ: "WSGIEnvironment") -> Name | None:
        """Return the edition that answers a request for a public page; None for any other request.

        None too before the first edition, and when the database fails: Django's error page says so.
        """
        is_read = environ["REQUEST_METHOD"] in ("GET", "HEAD")
        if not is_read or environ["PATH_INFO"].startswith(self.others) or probe_of(environ):
            return None
        try:
            return current_name_for(environ)
        except (DatabaseError, InterfaceError):
            return None

    def _store_for(self, environ: "WSGIEnvironment") -> Store:
        path = environ["PATH_INFO"]
        if path.endswith(".png"):
            return self.images
        return self.queries if environ.get("QUERY_STRING") or path.startswith("/api/v1/") else self.pages

    def _made(self, environ: "WSGIEnvironment") -> tuple[str, Headers, Iterable[bytes]]:
        """Return what Django answers: status, headers and body."""
        started: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
            started[:] = [(status, headers)]
            return lambda data: None

        # What is stored answers GET and HEAD, so it is always made as for GET.
        body = self.application({**environ, "REQUEST_METHOD": "GET"}, start)
        [(status, headers)] = started
        return status, headers, body


class CacheControl:
    """Django middleware: says of every public response how long it may be kept, where its view has not said so.

    Redirects hold as long as pages do. Errors and refusals are only for whoever asked. What is not there looks the
    same everywhere, so that nothing tells where the admin is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if settings.DEBUG:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.others = _other_paths()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_public = request.method in ("GET", "HEAD") and not request.path_info.startswith(self.others)
        if is_public or response.status_code == 404:
            may_be_kept = response.status_code in (200, 301, 302) and not response.cookies and not response.streaming
            response.headers.setdefault("Cache-Control", CURRENT if may_be_kept else "no-cache")
        return response


def _other_paths() -> tuple[str, ...]:
    """Return how the paths begin that are no public pages: the admin and files."""
    files = [f"/{file.name}" for file in settings.WHITENOISE_ROOT.iterdir()]
    return (f"/{settings.ADMIN_PATH}", settings.STATIC_URL, *files)


def response_key(environ: "WSGIEnvironment", coding: str) -> str:
    """Return what tells public responses of an edition apart: the coding and the whole address.

    The address is what PEP 3333 makes it of. From a trusted proxy Django takes the scheme.
    """
    forwarded = environ.get("HTTP_X_FORWARDED_PROTO", "") if settings.TRUSTED_PROXY else ""
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    path = f"{environ.get('SCRIPT_NAME', '')}{environ['PATH_INFO']}"
    return "\0".join((coding, environ["wsgi.url_scheme"], forwarded, host, path, environ.get("QUERY_STRING", "")))


def entity_tag(edition: Name, key: str) -> str:
    """Return the strong ETag of a public response: a digest of edition, code and key."""
    parts = (str(edition.number), edition.digest, edition.published_at.isoformat(), code_version(), key)
    digest = blake2b("\0".join(parts).encode(), digest_size=12)
    return f'"{digest.hexdigest()}"'


@lru_cache(maxsize=1000)
def preferred_coding(accepted: str) -> str:
    """Return the coding to use for a header Accept-Encoding: 'br', 'gzip' or none."""
    codings = accepted.replace(" ", "").lower().split(",")
    return next((coding for coding in ("br", "gzip") if coding in codings), "")


def _finished(
    edition: Name, tag: str, content: Iterable[bytes], headers: dict[str, str], coding: str
) -> StoredResponse:
    """Return a page as it is sent: with its ETag, and in a coding unless it is too small or compressed already."""
    body = b"".join(content)
    if hasattr(content, "close"):
        content.close()  # or Django never hears that the request is over
    content_type = headers.get("Content-Type", "")
    is_compressible = content_type.startswith(_COMPRESSED_TYPES) and "Content-Encoding" not in headers
    if is_compressible:
        headers["Vary"] = "Accept-Encoding"
    if is_compressible and coding and len(body) >= _LEAST_COMPRESSED:
        body = _compressed(body, coding)
        headers["Content-Encoding"] = coding
    headers |= {"ETag": tag, "Content-Length": str(len(body))}
    return StoredResponse(
        edition=edition, tag=tag, body=body, headers=[*headers.items()], cache_control=headers["Cache-Control"]
    )


def _compressed(body: bytes, coding: str) -> bytes:
    # Fast rather than small: these levels take about a millisecond for a page and are within 15 % of the best.
    return brotli.compress(body, quality=4) if coding == "br" else gzip.compress(body, compresslevel=5, mtime=0)


def _is_storable(status: str, headers: Headers) -> bool:
    names = dict(headers)
    return (
        status.startswith("200 ") and "Set-Cookie" not in names and names.get("Cache-Control", "").startswith("public")
    )


def _unchanged(path: str, tag: str, stored: StoredResponse | None) -> Headers:
    """Return the headers of a 304. While the page is not stored, nobody knows whether it may be kept for longer."""
    headers = {"ETag": tag, "Cache-Control": stored.cache_control if stored else CURRENT, "Vary": "Accept-Encoding"}
    return [*headers.items(), *other_sites_headers(path).items()]
