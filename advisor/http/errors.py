"""Error pages, and problem details for the API.

500.html and 503.html get no context and use neither the database nor the static files' manifest, since these may be
what is broken. Requests below /api/ get problem details (RFC 9457) instead of pages.
"""

import logging
import sys
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    HttpResponseServerError,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from advisor.api.problems import problem_response
from advisor.http.routes import match_at
from advisor.mcp.messages import ADDRESS, refusal
from advisor.mcp.responses import response_of
from advisor.operations import metrics
from comparisons.editions.store import UnknownEdition
from comparisons.links.paths import address_in, paths_in
from comparisons.search.not_found import NotInCatalogue, nearest_to
from comparisons.views.decorators import OtherSites, current_edition_of

# Of an unknown path, the most parts that are compared with known names, and the most characters that are shown.
_MAX_PARTS, _MAX_SHOWN = 5, 60
_LOGGED_EVERY = 60.0  # seconds
_API = "/api/"

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        return _unknown_host(request)
    words = "We could not understand this request."
    if request.path.startswith(_API):
        return problem_response(400, words)
    if request.path_info == ADDRESS:
        return response_of(refusal(words, 400))
    return render(request, "400.html", status=400)


class _OnceAMinute:
    """A warning that is logged at most once a minute, since visitors and outages repeat its cause."""

    def __init__(self, message: str) -> None:
        self.message = f"{message} Logged once a minute."
        self.logged_at = float("-inf")  # monotonic seconds

    def log(self, cause: object) -> None:
        if (now := monotonic()) - self.logged_at >= _LOGGED_EVERY:
            self.logged_at = now
            log.warning(self.message, cause)


_unknown_hosts = _OnceAMinute("The host %r is not in ALLOWED_HOSTS: its requests get status 400.")
_database_failures = _OnceAMinute("The database does not answer, and editors get status 503: %s")


def _unknown_host(request: HttpRequest) -> HttpResponse:
    host = request.META.get("HTTP_HOST", "")[:_MAX_SHOWN]
    _unknown_hosts.log(host)
    metrics.refused.labels("host").inc()
    words = "This site does not answer requests for this host name."
    if request.path.startswith(_API):
        return problem_response(400, words)
    if request.path_info == ADDRESS:
        return response_of(refusal(words, 400))
    return render(request, "400.html", {"unknown_host": host}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what is not allowed. To those who are logged in, in the admin, say why and as whom the request was made."""
    is_admin = request.path.startswith(reverse("admin:index"))
    user = getattr(request, "user", None) if is_admin else None
    name = user.get_username() if user is not None and user.is_authenticated else ""
    context = {"reason": str(exception), "name": name} if name else {}
    return render(request, "403.html", context, status=403)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Respond to a form whose CSRF token is missing or invalid."""
    return render(request, "403.html", {"form_refused": True}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Respond to an unhandled exception. A database that is down, full, locked or read-only gives 503, not 500."""
    error = sys.exc_info()[1]
    if isinstance(error, DatabaseError | InterfaceError) and not isinstance(error, DataError | IntegrityError):
        metrics.database_failures.inc()
        _database_failures.log(error)
        response = _without_database(request)
        response.headers["Retry-After"] = "30"
        return response
    words = "Something went wrong on our side. If it happens again, send us the address and the time."
    if request.path.startswith(_API):
        return problem_response(500, words)
    if request.path_info == ADDRESS:
        return response_of(refusal(words, 500))
    return HttpResponseServerError(render_to_string("500.html"))


def _without_database(request: HttpRequest) -> HttpResponse:
    words = "The database is not answering. Try again in half a minute."
    if request.path.startswith(_API):
        return problem_response(503, words)
    if request.path_info == ADDRESS:
        return response_of(refusal(words, 503))
    return HttpResponse(render_to_string("503.html", {"is_form": request.method == "POST"}), status=503)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(_API):
        return problem_response(404, "There is nothing at this address. /api/v1/ lists what there is.")
    if _is_in_a_frame(request) and isinstance(exception, NotInCatalogue):
        own = {"message": exception.message, "nearest": exception.nearest}
        return render(request, "comparisons/embed_missing.html", own, status=404)
    if not isinstance(exception, NotInCatalogue) and (sound := _sound_address(request)):
        lacks_slash_only = sound.partition("?")[0] == f"{request.path_info}/"
        return HttpResponsePermanentRedirect(sound) if lacks_slash_only else HttpResponseRedirect(sound)
    words = [word for word in request.path.split("/") if word][:_MAX_PARTS]
    context: dict[str, Any] = {"sought": words[-1].replace("-", " ")[:_MAX_SHOWN] if words else ""}
    if isinstance(exception, NotInCatalogue):
        context |= {"message": exception.message, "nearest": exception.nearest}
    else:
        context |= {"nearest": nearest_to(words, _pages(request))}
    return render(request, "404.html", context, status=404)


def _is_in_a_frame(request: HttpRequest) -> bool:
    match = match_at(request.path_info)
    return match is not None and getattr(match.func, "other_sites", None) is OtherSites.FRAME


def _sound_address(request: HttpRequest) -> str:
    """Return the address of the page that was meant if the path holds a query, or something of the text around it."""
    if "\0" in request.path_info:
        return ""
    path, query = address_in(request.path_info)
    admin = f"/{settings.ADMIN_PATH}"
    for known in (known for one in paths_in(path) for known in (one, f"{one.removesuffix('/')}/")):
        # The admin is left alone: nobody learns its path from a redirect.
        if known != request.path_info and not known.startswith(("//", admin)) and match_at(known):
            queries = "&".join(part for part in (query, request.META.get("QUERY_STRING", "")) if part)
            return f"{known}?{queries}" if queries else known
    return ""


def _pages(request: HttpRequest) -> dict[str, tuple[str, str]]:
    """Return URL and name of the pages to suggest, by the word for them in URLs."""
    return _names(request) | {
        "frameworks": (reverse("comparisons:frameworks"), "Frameworks"),
        "criteria": (reverse("comparisons:criteria"), "Criteria"),
        "compare": (reverse("comparisons:pick"), "Compare"),
        "advise": (reverse("advisor:start"), "Get advice"),
        "editions": (reverse("comparisons:editions"), "Editions"),
        "sources": (reverse("comparisons:sources"), "Sources"),
        "claims": (reverse("comparisons:claims"), "Claims"),
        "lab": (reverse("comparisons:lab"), "The lab"),
        "method": (reverse("advisor:method"), "Method"),
        "about": (reverse("advisor:about"), "About and privacy"),
    }


def _names(request: HttpRequest) -> dict[str, tuple[str, str]]:
    try:
        catalogue = current_edition_of(request).catalogue
    except UnknownEdition:
        return {}
    frameworks, criteria = catalogue.public_frameworks, catalogue.criterion_by_slug
    return {slug: (reverse("comparisons:framework", args=[slug]), f.name) for slug, f in frameworks.items()} | {
        slug: (reverse("comparisons:criterion", args=[slug]), c.name) for slug, c in criteria.items()
    }
