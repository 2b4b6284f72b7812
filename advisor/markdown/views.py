"""The view of every public page as Markdown, at the page's address with .md in place of its last slash."""

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.views.decorators.http import require_safe

from advisor.http.routes import match_at
from advisor.markdown.from_html import markdown_of
from comparisons.rendering.addresses import INDEX, markdown_address
from comparisons.views.decorators import CARD, OtherSites, costs

MARKDOWN = "text/markdown; charset=utf-8"
_HTML = "text/html"


@costs(CARD)
@require_safe
def page_as_markdown(request: HttpRequest, page: str) -> HttpResponse:
    """Answer as the page would, in Markdown: errors with their status, redirects to where they lead."""
    _go_to(request, "/" if f"/{page}" == INDEX else f"/{page}/")
    match = _page_at(request.path_info)
    response = convert_exception_to_response(lambda request: _answer(request, match))(request)
    assert isinstance(response, HttpResponse), "public pages are neither streamed nor asynchronous"
    address = request.build_absolute_uri()
    if "Location" in response.headers:
        response.headers["Location"] = _as_markdown(response.headers["Location"])
    elif response.headers.get("Content-Type", "").startswith(_HTML):
        response.content = markdown_of(response.content.decode(), address).encode()
        response.headers["Content-Type"] = MARKDOWN
        response.headers["Link"] = f'<{address}>; rel="canonical"'
    return response


def _go_to(request: HttpRequest, path: str) -> None:
    """Make a request one for another path."""
    prefix = request.path.removesuffix(request.path_info)
    request.path_info, request.path = path, f"{prefix}{path}"


def _page_at(path: str) -> ResolverMatch | None:
    """Return the page at a path, None if there is none: the admin and what is shown in frames have no Markdown."""
    match = match_at(path)
    if match is None or path.startswith(f"/{settings.ADMIN_PATH}") or match.func is page_as_markdown:
        return None
    return None if getattr(match.func, "other_sites", None) is OtherSites.FRAME else match


def _answer(request: HttpRequest, match: ResolverMatch | None) -> HttpResponse:
    if match is None:
        raise Http404
    request.resolver_match = match
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response


def _as_markdown(location: str) -> str:
    path = location.partition("?")[0]
    return markdown_address(location) if path.endswith("/") and path.startswith("/") else location
