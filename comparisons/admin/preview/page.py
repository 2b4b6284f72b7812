"""Pages of a preview. They are made by the public views, for one logged-in editor, and are never stored anywhere."""

import logging
import re
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import Resolver404, get_resolver, resolve, reverse
from django.views.decorators.http import require_POST, require_safe
from msgspec import Struct

from comparisons.admin.links import Line, Links
from comparisons.admin.preview.links import Prefix, with_bar
from comparisons.admin.publishing.rights import PublishingSite, may_see_changes
from comparisons.admin.publishing.selection import ticks_in
from comparisons.catalogue.changes.diff import Subject
from comparisons.editions.current import EDITION
from comparisons.editions.pending import Pending, pending
from comparisons.editions.preview import Preview, preview
from comparisons.editions.review import marks_of
from comparisons.editions.store import DamagedEdition
from comparisons.views.decorators import PREVIEW

log = logging.getLogger(__name__)

# In the session: the names of the changes that were ticked for the last preview.
TICKED = "preview_ticked"
_WITHOUT_DRAFTS = "-without-drafts"
WORKING_COPY, READY = "working-copy", "ready"
# Parts of the preview by the word for them in addresses, as the bar calls them.
PARTS = {WORKING_COPY: "the working copy", READY: "what is marked as ready", "ticked": "what you ticked"}
# What is for other people or for programs: addresses that are passed on, and forms that are sent.
_NOT_FOR_EDITORS = ("api/v", "advise/result/share/", "advise/result/watch/", "corrections/", "mcp")
# Files that pages themselves show.
_OF_PAGES = re.compile(r"find/names\.json|frameworks/[^/]+/badge\.svg")
_MOST_ERRORS = 20


@require_POST
def preview_ticked(request: HttpRequest, site: PublishingSite) -> HttpResponse:
    """Keep what is ticked for as long as the login lasts, and show the preview of that."""
    if not may_see_changes(request):
        raise PermissionDenied
    request.session[TICKED] = list(ticks_in(request.POST))
    return redirect("admin:preview", "ticked")


@require_safe
def preview_page(request: HttpRequest, site: PublishingSite, of: str, path: str = "") -> HttpResponse:
    """Answer as the public page at a path does, from the catalogue that pending changes would give."""
    part = of.removesuffix(_WITHOUT_DRAFTS)
    if not may_see_changes(request):
        raise PermissionDenied
    if part not in PARTS:
        raise Http404("There is no such preview.")
    try:
        found = pending()
    except DamagedEdition as damage:
        messages.error(request, f"There is no preview: {damage}")
        return redirect("admin:changes")
    if part != WORKING_COPY and not chosen_in(request, found, part):
        messages.warning(request, f"There is no preview of {PARTS[part]}: there is nothing of it.")
        return redirect("admin:changes")
    return _Page(request, found, of, path).response()


def chosen_in(request: HttpRequest, found: Pending, part: str) -> set[Subject]:
    """Return the pending changes that a part of the preview shows."""
    if part == WORKING_COPY:
        return set(found.changes)
    if part == READY:
        return {subject for subject, mark in marks_of(found).items() if mark.holds}
    return {found.by_name[name] for name in request.session.get(TICKED, ()) if name in found.by_name}


class _Other(Struct, frozen=True):
    """The same page in another part of the preview."""

    name: str
    address: str


class _Page:
    def __init__(self, request: HttpRequest, found: Pending, of: str, path: str) -> None:
        self.request, self.found, self.of, self.path = request, found, of, path
        self.part = of.removesuffix(_WITHOUT_DRAFTS)
        self.chosen = chosen_in(request, found, self.part)
        self.preview: Preview = preview(found, self.chosen, with_drafts=of == self.part)
        self.prefix = Prefix(_address(of, ""), _kept_addresses())
        query = request.META.get("QUERY_STRING", "")
        self.place = f"{path}?{query}" if query else path

    def response(self) -> HttpResponse:
        if self.path == f"editions/{self.preview.edition.number}/":
            return redirect("admin:changes")
        if not _is_previewed(self.path):
            return self.page(self.told("This is not part of the preview", _NOT_PREVIEWED, 404))
        return self.page(self.public_response())

    def public_response(self) -> HttpResponseBase:
        """Return what the public view says to a request without any cookie."""
        request = WSGIRequest(self.environ())
        try:
            match = resolve(request.path_info)
        except Resolver404 as missing:
            return _not_found(request, missing)
        request.resolver_match = match
        try:
            response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        except Http404 as missing:
            return _not_found(request, missing)
        except (ArithmeticError, AttributeError, LookupError, ValueError):
            # What errors lead to: names of nothing, nothing where a thing was, and scales without width.
            if not self.preview.errors:
                raise
            log.warning("A page of a preview with errors cannot be shown: /%s", self.path, exc_info=True)
            text = "The changes have errors, and this page cannot be made with them. Fix them, or preview others."
            return self.told("This page cannot be shown yet", text, 409)
        return response

    def environ(self) -> dict[str, Any]:
        own = {name: value for name, value in self.request.META.items() if name != "HTTP_COOKIE"}
        edition = self.preview.edition
        return own | {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": f"/{self.path}".encode().decode("latin-1"),
            "wsgi.input": BytesIO(),
            EDITION: edition.name,
            PREVIEW: edition,
        }

    def page(self, public: HttpResponseBase) -> HttpResponse:
        """Return a response with nothing of the public one but status, type, and content or target."""
        if 300 <= public.status_code < 400:
            return HttpResponseRedirect(self.prefix.moved(public.headers["Location"]))
        content = public.getvalue() if public.streaming else public.content  # type: ignore[attr-defined]
        kind = public.headers.get("Content-Type", "")
        if kind.startswith("text/html"):
            html = self.prefix.in_page(content.decode())
            content = with_bar(html, self.bar(), render_to_string("admin/_preview_style.html"))
        return HttpResponse(content, status=public.status_code, content_type=kind)

    def told(self, title: str, text: str, status: int) -> HttpResponse:
        return render(self.request, "admin/preview_told.html", {"title": title, "text": text}, status=status)

    def bar(self) -> Any:
        count, drafts, problems = len(self.chosen), self.preview.drafts, self.preview.errors
        context = {
            "part": PARTS[self.part],
            "count": count,
            "drafts": [framework.name for framework in drafts],
            "errors": self.error_lines(),
            "further_errors": len(problems) - _MOST_ERRORS,
            "others": self.others(),
            "public": f"/{self.place}",
        }
        return render_to_string("admin/_preview_bar.html", context)

    def error_lines(self) -> list[Line]:
        links = Links(None, self.found.working_copy)
        return links.of_problems(self.preview.errors[:_MOST_ERRORS])

    def others(self) -> list[_Other]:
        """Return where else this page can be looked at: with other changes, and without drafts or with them."""
        found = [
            _Other(f"Preview {name}", _address(part, self.place))
            for part, name in PARTS.items()
            if part != self.part and chosen_in(self.request, self.found, part)
        ]
        if self.preview.drafts:
            found.append(_Other("Leave out drafts", _address(f"{self.part}{_WITHOUT_DRAFTS}", self.place)))
        elif self.of != self.part:
            found.append(_Other("Show drafts too", _address(self.part, self.place)))
        return found


_NOT_PREVIEWED = (
    "Files, feeds, pictures, frames, the API and links for sharing say only what is published: what was copied from a "
    "preview would be taken for that."
)


def _is_previewed(path: str) -> bool:
    """Whether a path is one of a page for people, and none that others would copy, read or frame."""
    if _OF_PAGES.fullmatch(path):
        return True
    if path.startswith((settings.ADMIN_PATH, *_NOT_FOR_EDITORS)) or "." in path.rpartition("/")[2]:
        return False
    return not path.endswith("/embed/")


def _not_found(request: HttpRequest, missing: Exception) -> HttpResponse:
    handler: Any = get_resolver().resolve_error_handler(404)
    response: HttpResponse = handler(request, exception=missing)
    return response


def _address(of: str, place: str) -> str:
    return reverse("admin:preview", args=[of]) + place


def _kept_addresses() -> list[str]:
    return [f"/{settings.ADMIN_PATH}", settings.STATIC_URL, "/favicon", "/apple-touch", "/robots.txt"]
