"""Logging in: name and password first, then, for logins with a second factor, a code on a page of its own.

Between the two steps nobody is logged in. The session keeps whose password was right, for `CODE_WITHIN`. It gets a new
key at both steps, so that nobody who knew or set the key before can go on from there.
"""

from datetime import timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME, load_backend
from django.contrib.auth import login as start_session
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from advisor.accounts import second_factor
from advisor.accounts.forms import LoginCodeForm, ThrottledForm
from advisor.accounts.network import client_address
from advisor.accounts.roles import security
from advisor.operations import metrics

CODE_WITHIN = timedelta(minutes=10)
TOO_LATE = "Enter your password first, and your code within 10 minutes of it."

_WAITING = "waits_for_code"


class PasswordStep(LoginView):
    """The login page. Logs in who has no second factor, and sends all others to the page for the code."""

    def form_valid(self, form: Any) -> HttpResponse:
        user: User = form.get_user()
        if second_factor.has_one(user):
            ask_for_code(self.request, user)
            following = urlencode({REDIRECT_FIELD_NAME: self.get_success_url()})
            return redirect(f"{reverse('admin:login_code')}?{following}")
        response = super().form_valid(form)
        begin_session(self.request)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        return held_back(form, super().form_invalid(form))


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Ask for the code of who has entered the right password, and log in with it."""
    user = waiting_for_code(request)
    if user is None:
        messages.warning(request, TOO_LATE)
        return redirect("admin:login")
    form = LoginCodeForm(request, user, "login", request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _log_in(request, user, form)
    context = site.each_context(request) | {"title": "Enter your code", "form": form, "name": user.get_username()}
    return held_back(form, render(request, "admin/login_code.html", context))


def ask_for_code(request: HttpRequest, user: User) -> None:
    """Remember in a session with a new key that the password of this login was right."""
    request.session.cycle_key()
    request.session[_WAITING] = {
        "login": user.pk,
        "backend": user.backend,
        "hash": user.get_session_auth_hash(),
        "until": (timezone.now() + CODE_WITHIN).timestamp(),
    }


def waiting_for_code(request: HttpRequest) -> User | None:
    """Return whose password was entered lately in this session.

    None if that is too long ago, or if the login has another password since, is closed, or has no second factor.
    """
    kept = request.session.get(_WAITING)
    if kept is None or timezone.now().timestamp() > kept["until"]:
        return None
    user = load_backend(kept["backend"]).get_user(kept["login"])  # None if it is not active
    if user is None or not user.is_staff or not constant_time_compare(kept["hash"], user.get_session_auth_hash()):
        return None
    user.backend = kept["backend"]
    return user if second_factor.has_one(user) else None


def _log_in(request: HttpRequest, user: User, form: LoginCodeForm) -> HttpResponse:
    following = request.GET.get(REDIRECT_FIELD_NAME, "")
    del request.session[_WAITING]
    user.otp_device = form.device  # type: ignore[attr-defined]  # django-otp keeps it in the session
    start_session(request, user)
    begin_session(request)
    safe = url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure())
    return redirect(following if safe else settings.LOGIN_REDIRECT_URL)


def begin_session(request: HttpRequest) -> None:
    """Set a fixed end of the session. By default every save would postpone it."""
    request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    metrics.logins.labels("succeeded").inc()
    security.info("login of %r from %s", request.user.get_username(), client_address(request))


def held_back(form: ThrottledForm, response: HttpResponse) -> HttpResponse:
    """Tell with status and header how long a login has to wait, if it has to."""
    if form.wait is not None:
        response.status_code = 429
        response.headers["Retry-After"] = str(ceil(form.wait.total_seconds()))
    return response
