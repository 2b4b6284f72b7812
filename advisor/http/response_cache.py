"""The response cache: complete public responses in memory, above Django.

A public page depends on the current edition, the code and its URL, and on nothing else of a request. Its strong ETag
is a digest of these, so it is known before the page is rendered, and a matching If-None-Match gets 304 at once.
"""

import gzip
from collections.abc import Callable, Iterable
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Any

import brotli
from cachetools import LRUCache
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from msgspec import Struct

from advisor.http.code_version import code_version
from advisor.http.headers import other_sites_headers
from advisor.http.request_log import SOURCE
from advisor.operations.health import probe_of
from comparisons.editions.current import EDITION, Name, current_name_for

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# Cache-Control of pages of the current edition. Browsers revalidate after a second, and usually get 304.
CURRENT = "public, max-age=1, must-revalidate"

# The least size in bytes for compression. Smaller bodies fit into one packet anyway.
_LEAST_COMPRESSED = 500
_COMPRESSED_TYPES = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/feed+json",
    "image/svg+xml",
)
# Bytes that an entry takes besides its body, key and headers, roughly: Python objects.
_OVERHEAD = 1500
# The most characters of a host name (RFC 1035), and of a port with its colon.
_LONGEST_HOST = 255 + 6

Headers = list[tuple[str, str]]


class StoredResponse(Struct, frozen=True):
    """A 200 response of an edition as it is sent: the body in one content coding, and all headers."""

    edition: Name
    key: str
    tag: str
    body: bytes
    headers: Headers
    cache_control: str

    @property
    def size(self) -> int:
        headers = sum(len(name) + len(value) for name, value in self.headers)
        return len(self.body) + len(self.key) + headers + _OVERHEAD


class Store:
    """A least-recently-used cache of responses, at most `max_bytes` in size. Thread-safe."""

    def __init__(self, max_bytes: int) -> None:
        self.responses: LRUCache[str, StoredResponse] = LRUCache(max_bytes, getsizeof=lambda response: response.size)
        self._lock = Lock()

    def get(self, key: str, edition: Name) -> StoredResponse | None:
        """Return the response with this key, or None if there is none of this edition."""
        try:
            with self._lock:
                response = self.responses[key]
        except KeyError:
            return None
        return response if response.edition == edition else None

    def put(self, response: StoredResponse) -> None:
        if response.size <= self.responses.maxsize:
            with self._lock:
                self.responses[response.key] = response


class ResponseCache:
    """WSGI middleware around Django. POST requests, the admin, probes and static files pass through unchanged.

    Pages, URLs with a query (and the API), and images have a third of the cache each, so that many unusual URLs or
    large images do not evict the pages that everybody reads.
    """

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application
        size = settings.PAGE_CACHE_BYTES // 3
        self.pages, self.queries, self.images = Store(size), Store(size), Store(size)
        self.others = _other_paths()
        code_version()  # reads all files once, so do it before the first request

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
        if environ[EDITION] != edition or not _is_storable(status, headers):
            start_response(status, headers)
            return body
        made = _finished(edition, key, tag, body, dict(headers), coding)
        store.put(made)
        start_response(status, made.headers)
        return [made.body]

    def _edition_of(self, environ: "WSGIEnvironment") -> Name | None:
        """Return the current edition for a request for a public page; None for other requests.

        Also None for an unknown host, before the first edition and if the database fails: Django then responds with an
        error page.
        """
        is_read = environ["REQUEST_METHOD"] in ("GET", "HEAD")
        if not is_read or environ["PATH_INFO"].startswith(self.others) or probe_of(environ):
            return None
        if not is_known_host(host_of(environ)):
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
        """Return Django's response: status, headers and body. It may be made from another edition (EDITION)."""
        started: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
            started[:] = [(status, headers)]
            return lambda data: None

        # A stored response serves both GET and HEAD, so it is always made for GET.
        asked = {**environ, "REQUEST_METHOD": "GET"}
        body = self.application(asked, start)
        environ[EDITION] = asked[EDITION]
        [(status, headers)] = started
        return status, headers, body


class CacheControl:
    """Django middleware that sets Cache-Control on public responses, unless the view has.

    Redirects are cached like pages, errors are not cached. All 404 responses have the same header, so that they do not
    reveal the path of the admin.
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
            may_be_cached = response.status_code in (200, 301, 302) and not response.cookies and not response.streaming
            response.headers.setdefault("Cache-Control", CURRENT if may_be_cached else "no-cache")
        return response


def _other_paths() -> tuple[str, ...]:
    """Return the prefixes of paths that are not public pages: the admin and files."""
    files = [f"/{file.name}" for file in settings.WHITENOISE_ROOT.iterdir()]
    return (f"/{settings.ADMIN_PATH}", settings.STATIC_URL, *files)


def response_key(environ: "WSGIEnvironment", coding: str) -> str:
    """Return the cache key of a public response within an edition: the content coding and the whole URL.

    The URL is put together as in PEP 3333, with the scheme that Django takes it to have.
    """
    path = f"{environ.get('SCRIPT_NAME', '')}{environ['PATH_INFO']}"
    return "\0".join((coding, scheme_of(environ), host_of(environ), path, environ.get("QUERY_STRING", "")))


def scheme_of(environ: "WSGIEnvironment") -> str:
    """Return the scheme, from a trusted proxy if there is one, as `HttpRequest.scheme` does."""
    forwarded = environ.get("HTTP_X_FORWARDED_PROTO") if settings.TRUSTED_PROXY else None
    if forwarded is None:
        return str(environ["wsgi.url_scheme"])
    return "https" if forwarded.split(",", 1)[0].strip() == "https" else "http"


def host_of(environ: "WSGIEnvironment") -> str:
    return environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"


def is_known_host(host: str) -> bool:
    """Whether Django answers to a Host header, and it is no longer than a host can be."""
    if len(host) > _LONGEST_HOST:
        return False
    name, _, port = host.partition(":")
    # Nearly all requests end here; Django's own check takes a tenth of the time of a cached page.
    if name in settings.ALLOWED_HOSTS and (port.isdecimal() or name == host):
        return True
    domain = split_domain_port(host)[0]
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def entity_tag(edition: Name, key: str) -> str:
    """Return the strong ETag of a public response: a digest of edition, code and key."""
    parts = (str(edition.number), edition.digest, edition.published_at.isoformat(), code_version(), key)
    digest = blake2b("\0".join(parts).encode(), digest_size=12)
    return f'"{digest.hexdigest()}"'


def preferred_coding(accepted: str) -> str:
    """Return the content coding for an Accept-Encoding header: 'br', 'gzip' or '' for none."""
    codings = accepted.replace(" ", "").lower().split(",")
    return next((coding for coding in ("br", "gzip") if coding in codings), "")


def _finished(
    edition: Name, key: str, tag: str, content: Iterable[bytes], headers: dict[str, str], coding: str
) -> StoredResponse:
    """Return a response as it is sent: with its ETag, and compressed unless it is small or compressed already."""
    body = b"".join(content)
    if hasattr(content, "close"):
        content.close()  # so that Django sends the signal request_finished
    content_type = headers.get("Content-Type", "")
    is_compressible = content_type.startswith(_COMPRESSED_TYPES) and "Content-Encoding" not in headers
    if is_compressible:
        headers["Vary"] = "Accept-Encoding"
    if is_compressible and coding and len(body) >= _LEAST_COMPRESSED:
        body = _compressed(body, coding)
        headers["Content-Encoding"] = coding
    headers |= {"ETag": tag, "Content-Length": str(len(body))}
    return StoredResponse(
        edition=edition,
        key=key,
        tag=tag,
        body=body,
        headers=[*headers.items()],
        cache_control=headers["Cache-Control"],
    )


def _compressed(body: bytes, coding: str) -> bytes:
    # Fast levels: a few milliseconds for a page, and within 15 % of the best compression.
    return brotli.compress(body, quality=5) if coding == "br" else gzip.compress(body, compresslevel=5, mtime=0)


def _is_storable(status: str, headers: Headers) -> bool:
    names = dict(headers)
    return (
        status.startswith("200 ") and "Set-Cookie" not in names and names.get("Cache-Control", "").startswith("public")
    )


def _unchanged(path: str, tag: str, stored: StoredResponse | None) -> Headers:
    """Return the headers of a 304. If the page is not stored, its own Cache-Control is unknown: send the short one."""
    headers = {"ETag": tag, "Cache-Control": stored.cache_control if stored else CURRENT, "Vary": "Accept-Encoding"}
    return [*headers.items(), *other_sites_headers(path).items()]
