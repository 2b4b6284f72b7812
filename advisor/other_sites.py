"""What pages of other sites may do with our answers: read data, show pictures, frame what is made for it.

Told from the address alone, so that a 304 says the same as the answer that it stands for.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from advisor.headers import policy

GetResponse = Callable[[HttpRequest], HttpResponse]

# Data: the API (not the page about it), feeds, badges; then cards, which are shown; then what is framed.
_OPEN = re.compile(r"/api/.+|/(editions|frameworks/[^/]+|compare/[^/]+)/feed\.(atom|json)|/frameworks/[^/]+/badge\.svg")
_SHOWN = re.compile(r"(/.+)?/card\.png|/advise/result\.png")
_FRAMED = re.compile(r"/compare/[^/]+/embed/")

_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Repr-Digest",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Robots-Tag": "noindex",
}
_PREFLIGHT = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class OtherSites:
    """Stands above PublicAnswers, which answers from memory. No answer here ever depends on who asks."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.framed = policy(settings.SECURE_CSP | {"frame-ancestors": ["*"]})

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        is_open = _OPEN.fullmatch(path) is not None
        if is_open and request.method == "OPTIONS":
            answer = HttpResponse(status=204, headers=_CORS | _PREFLIGHT)
            del answer.headers["Content-Type"]
            return answer
        response = self.get_response(request)
        if is_open:
            for name, value in _CORS.items():
                response.headers[name] = value
        elif _SHOWN.fullmatch(path):
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        elif _FRAMED.fullmatch(path):
            response.headers["Content-Security-Policy"] = self.framed
            del response.headers["X-Frame-Options"]  # it knows no way to say "everybody"
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response
