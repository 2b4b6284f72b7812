"""Headers of every response: security, and access for pages of other sites."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from advisor.http.routes import match_at
from comparisons.views.decorators import OtherSites

POLICY = "Content-Security-Policy"

_FROM_ANYWHERE = {"Cross-Origin-Resource-Policy": "cross-origin"}
_API_PAGES = ("/api/", "/api/types/")
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Repr-Digest",
    "X-Robots-Tag": "noindex",
    **_FROM_ANYWHERE,
}
_CALLED = {**_CORS}
_ANY_PREFLIGHT = {"Access-Control-Max-Age": "86400"}
_PREFLIGHT = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    **_ANY_PREFLIGHT,
}
# The headers that clients of assistants send with a message.
_PREFLIGHT_OF_CALLS = {
    "Allow": "POST, OPTIONS",
    "Access-Control-Allow-Methods": "POST, OPTIONS",
    "Access-Control-Allow-Headers": (
        "Accept, Authorization, Content-Type, Last-Event-ID, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Mcp-Session-Id"
    ),
    **_ANY_PREFLIGHT,
}


def policy(directives: Mapping[str, Iterable[str]]) -> str:
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


class ResponseHeaders:
    """Django middleware around everything that responds: views, WhiteNoise, and Django's own refusals.

    The policy is the same for every response and has no nonce, so pages can be cached anywhere. A 304 has no security
    headers, because the client keeps those of the stored response.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        allowed = other_sites_headers(request.path_info)
        preflight = _preflight(allowed) if request.method == "OPTIONS" else None
        response = preflight or self.get_response(request)
        for name, value in allowed.items():
            response.headers[name] = value
        if response.status_code != 304:
            add_security_headers(response)
        return response


def _preflight(allowed: Mapping[str, str]) -> HttpResponse | None:
    """Return the answer to a preflight, None where other sites may not read anyway."""
    if allowed is not _CORS and allowed is not _CALLED:
        return None
    response = HttpResponse(status=204, headers=_PREFLIGHT if allowed is _CORS else _PREFLIGHT_OF_CALLS)
    del response.headers["Content-Type"]
    return response


def other_sites_headers(path: str) -> Mapping[str, str]:
    """Return the headers for pages of other sites at a path, the same for 200, 304 and errors.

    Paths below /api/ are open even without a view; the pages about the API are not.
    """
    if path.startswith("/api/"):
        return _CORS if path not in _API_PAGES else {}
    match = match_at(path)
    return _headers_by_use()[getattr(match.func, "other_sites", None)] if match else {}


@cache
def _headers_by_use() -> dict[OtherSites | None, Mapping[str, str]]:
    framed = policy(settings.SECURE_CSP | {"frame-ancestors": ["*"]})
    return {
        None: {},
        OtherSites.READ: _CORS,
        OtherSites.SHOW: _FROM_ANYWHERE,
        OtherSites.FRAME: {POLICY: framed, **_FROM_ANYWHERE},
        OtherSites.CALL: _CALLED,
    }


def add_security_headers(response: HttpResponse) -> None:
    """Add the headers that the view has not set.

    A view with its own policy gets no X-Frame-Options, which could only contradict the policy's `frame-ancestors`.
    """
    if POLICY not in response.headers:
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
    for name, value in _security_headers().items():
        response.headers.setdefault(name, value)
    if "frame-ancestors *" in response.headers[POLICY]:
        del response.headers["X-Frame-Options"]  # it cannot allow all sites


@cache
def _security_headers() -> dict[str, str]:
    # SecurityMiddleware sets three of these too, but not for responses that do not pass it.
    return {
        POLICY: policy(settings.SECURE_CSP),
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "X-Content-Type-Options": "nosniff",
    }
