"""Public pages are pure functions of edition, code and address: answered once, then from memory or with 304."""

from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from advisor.finished import FinishedAnswers, Kept, answer_of, preferred_coding
from advisor.headers import add_security_headers
from advisor.version import code_version
from comparisons.current import Name, current_name

__all__ = ["CURRENT", "PINNED", "PublicAnswers"]

GetResponse = Callable[[HttpRequest], HttpResponse]

# Whoever keeps a page asks again after a second, and mostly hears that nothing has changed.
CURRENT = "public, max-age=1, must-revalidate"
# For what an edition's number in the address fixes for ever.
PINNED = "public, max-age=31536000, immutable"
# These hold as long as pages do. Refusals are for whoever asked: where some may not enter, others may.
_REDIRECTS = (301, 302)


class PublicAnswers:
    """Stands above everything that public pages do not need once they are made: files, sessions, headers.

    Strong ETags, compared before anything is worked out. Pages, advice and the API, and pictures have a third of the
    room each, so that a flood of odd addresses or of large pictures never pushes out the pages that everybody reads.
    """

    def __init__(self, get_response: GetResponse) -> None:
        if settings.DEBUG:
            raise MiddlewareNotUsed
        self.get_response = get_response
        room = settings.PAGE_CACHE_BYTES // 3
        self.plain, self.asked, self.pictures = FinishedAnswers(room), FinishedAnswers(room), FinishedAnswers(room)
        files = [f"/{file.name}" for file in settings.WHITENOISE_ROOT.iterdir()]
        self.others = (f"/{settings.ADMIN_PATH}", settings.STATIC_URL, *files)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path_info.startswith(self.others):
            return self.of_others(request)
        name = current_name()
        if name is None:
            return self.get_response(request)
        request.current_name = name  # type: ignore[attr-defined]
        coding = preferred_coding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        tag = entity_tag(name, request, coding)
        answers = self.answers_for(request)
        known = answers.get(tag)
        kept = Kept(name, tag, answers, was_there=known is not None)
        if tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            request.answer_from = "unchanged"  # type: ignore[attr-defined]
            # What nobody remembers is held for a moment, even if it could be for ever.
            held = known.headers["Cache-Control"] if known else CURRENT
            headers = {"ETag": tag, "Cache-Control": held, "Vary": "Accept-Encoding"}
            return self.again(HttpResponseNotModified(headers=headers), kept)
        if known:
            request.answer_from = "memory"  # type: ignore[attr-defined]
            return self.again(known.response(), kept)
        request.answer_from = "made"  # type: ignore[attr-defined]
        return self.answer(request, coding, tag, answers)

    def again(self, response: HttpResponse, kept: Kept) -> HttpResponse:
        """Tell the door that it can answer the next one who asks for this."""
        response.kept = kept  # type: ignore[attr-defined]
        return response

    def of_others(self, request: HttpRequest) -> HttpResponse:
        """Leave forms, the editors' side and files alone. What is not there looks the same everywhere."""
        response = self.get_response(request)
        if response.status_code == 404:
            response.headers.setdefault("Cache-Control", "no-cache")
        return response

    def answers_for(self, request: HttpRequest) -> FinishedAnswers:
        if request.path_info.endswith(".png"):
            return self.pictures
        is_asked = request.META.get("QUERY_STRING") or request.path_info.startswith("/api/v1/")
        return self.asked if is_asked else self.plain

    def answer(self, request: HttpRequest, coding: str, tag: str, answers: FinishedAnswers) -> HttpResponse:
        # Packed here, once, and not by whoever stands below.
        request.META["HTTP_ACCEPT_ENCODING"] = ""
        response = self.get_response(request)
        if response.status_code != 200 or response.streaming or response.cookies:
            kept = response.status_code in _REDIRECTS and not response.cookies
            response.headers.setdefault("Cache-Control", CURRENT if kept else "no-cache")
            return response
        response.headers.setdefault("Cache-Control", CURRENT)
        response.headers["ETag"] = tag
        add_security_headers(response)
        finished = answer_of(response, coding)
        answers.put(tag, finished)
        return finished.response()


def entity_tag(name: Name, request: HttpRequest, coding: str) -> str:
    """Return a strong ETag: it names the edition, the code, the whole address and the coding of the bytes."""
    parts = (
        str(name.number),
        name.digest,
        name.published_at.isoformat(),
        code_version(),
        request.scheme or "",
        request.get_host(),
        request.get_full_path(),
        coding,
    )
    digest = blake2b("\0".join(parts).encode(), digest_size=12)
    return f'"{digest.hexdigest()}"'
