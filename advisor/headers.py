"""Security headers on every response, whoever made it: a page, an error, a redirect or a static file."""

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = "Content-Security-Policy"

GetResponse = Callable[[HttpRequest], HttpResponse]


def policy(directives: Mapping[str, Iterable[str]]) -> str:
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


class SecurityHeaders:
    """Stands first in MIDDLEWARE, because WhiteNoise answers for static files and asks nobody below it.

    The policy is the same for every response and holds no nonce, so pages may be cached anywhere. A view that
    needs another value sets the header itself. One with a policy of its own says there who may frame the page:
    X-Frame-Options could only contradict it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.headers = {
            POLICY: policy(settings.SECURE_CSP),
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
        }
        self.framed_by_its_own = {name: value for name, value in self.headers.items() if name != "X-Frame-Options"}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in (self.framed_by_its_own if POLICY in response.headers else self.headers).items():
            response.headers.setdefault(name, value)
        if "frame-ancestors *" in response.headers["Content-Security-Policy"]:
            del response.headers["X-Frame-Options"]  # it knows no way to say "everybody"
        return response
