"""Security headers on every response, whoever made it: a page, an error, a redirect or a static file."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from advisor.finished import FinishedHeaders

POLICY = "Content-Security-Policy"

GetResponse = Callable[[HttpRequest], HttpResponse]


def policy(directives: Mapping[str, Iterable[str]]) -> str:
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


class SecurityHeaders:
    """Stands above whoever answers: WhiteNoise for static files, PublicAnswers from memory, Django for an error.

    The policy is the same for every response and holds no nonce, so pages may be cached anywhere. A 304 has none:
    whoever asked keeps those of the answer that it stands for.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 304 and not isinstance(response.headers, FinishedHeaders):
            add_security_headers(response)
        return response


def add_security_headers(response: HttpResponse) -> None:
    """Add what a view has not set itself.

    A view with a policy of its own says there who may frame the page: X-Frame-Options could only contradict it.
    """
    if POLICY not in response.headers:
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
    for name, value in _headers().items():
        response.headers.setdefault(name, value)
    if "frame-ancestors *" in response.headers[POLICY]:
        del response.headers["X-Frame-Options"]  # it knows no way to say "everybody"


@cache
def _headers() -> dict[str, str]:
    # The three that SecurityMiddleware sets too are for answers that never come as far down as that.
    return {
        POLICY: policy(settings.SECURE_CSP),
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "X-Content-Type-Options": "nosniff",
    }
