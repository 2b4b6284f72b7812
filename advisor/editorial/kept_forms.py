"""Forms of the catalogue that could not be saved because the login had ended: nothing that was typed is lost."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from advisor.http import errors
from comparisons.admin.pages import typed_fields

_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


def is_of_catalogue(request: HttpRequest) -> bool:
    """Whether the form is one of the catalogue, which holds no passwords."""
    name = (request.resolver_match.url_name if request.resolver_match else "") or ""
    return name == "matrix" or name.startswith(("comparisons_", "sheet-"))


def session_over(request: HttpRequest) -> HttpResponse:
    """Show what somebody typed whose session has ended, since a redirect to the login would lose it."""
    return _kept(request, "Log in again: nothing is saved yet", is_logged_in=False)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Respond to a form without a valid CSRF token.

    A login changes the token of forms that were opened before. If such a form of the catalogue comes from this site, as
    browsers tell (Django has compared that by now), the editor is asked to send it again.
    """
    is_ours = "HTTP_ORIGIN" in request.META and reason.startswith("CSRF token")
    user: Any = getattr(request, "user", None)
    if is_ours and is_of_catalogue(request) and user is not None and user.is_staff and typed_fields(request):
        return _kept(request, "Save this? You have logged in since", is_logged_in=True)
    return errors.form_refused(request, reason)


def _kept(request: HttpRequest, title: str, *, is_logged_in: bool) -> HttpResponse:
    hidden = [(name, value) for name, values in request.POST.lists() for value in values if name != _TOKEN]
    context = admin.site.each_context(request) | {
        "title": title,
        "typed": typed_fields(request),
        "hidden": hidden,
        "is_logged_in": is_logged_in,
    }
    return render(request, "admin/session_over.html", context, status=403)
