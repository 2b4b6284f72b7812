"""The admin of this site: that of `comparisons` with throttled logins, second factors and the evidence desk."""

from datetime import timedelta
from functools import wraps
from math import ceil
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from advisor.accounts import second_factor
from advisor.accounts.forms import LoginForm
from advisor.accounts.network import client_address
from advisor.accounts.password_change import PasswordChange
from advisor.accounts.roles import security
from advisor.accounts.second_factor_page import second_factor_page
from advisor.editorial.evidence_page import desk_page
from advisor.editorial.impact_preview import consequences
from advisor.operations import metrics
from comparisons.admin.site import EditorsSite
from comparisons.catalogue.value import Catalogue

SECOND_FACTOR_REQUIRED = "This needs a second factor. Set it up here, then try again. Nothing has changed."


class AdvisorSite(EditorsSite):
    login_form = LoginForm

    def get_urls(self) -> list[Any]:
        return [
            self.path("second-factor/", second_factor_page, "second_factor"),
            self.path("desk/", desk_page, "desk"),
            *super().get_urls(),
        ]

    def consequences(self, old: Catalogue, new: Catalogue) -> dict[str, Any]:
        return consequences(old, new)

    def holds_back(self, request: HttpRequest) -> bool:
        return second_factor.is_missing(request.user)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Redirect users without the required second factor to its page, instead of refusing the request."""

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            match = request.resolver_match
            is_open = match is not None and match.url_name in second_factor.PAGES_WITHOUT
            if settings.SECOND_FACTOR == "everyone" and not is_open and self.holds_back(request):
                return ask_for_second_factor(request)
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied:
                if self.holds_back(request):
                    return ask_for_second_factor(request)
                raise

        return super().admin_view(checked, cacheable)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Ask for the old password with as few guesses as at the login."""
        request.current_app = self.name
        view = PasswordChange.as_view(
            success_url=reverse("admin:password_change_done", current_app=self.name),
            template_name=self.password_change_template or "registration/password_change_form.html",
            extra_context={**self.each_context(request), **(extra_context or {})},
        )
        return view(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response = super().login(request, extra_context)
        if request.method != "POST":
            return response
        form = (getattr(response, "context_data", None) or {}).get("form")
        if form is None:
            begin_session(request)
        elif form.wait is not None:
            response.status_code = 429
            response.headers["Retry-After"] = str(ceil(form.wait.total_seconds()))
        return response


def ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    messages.warning(request, SECOND_FACTOR_REQUIRED)
    return redirect("admin:second_factor")


def begin_session(request: HttpRequest) -> None:
    """Set a fixed end of the session. By default every save would postpone it."""
    request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    metrics.logins.labels("succeeded").inc()
    security.info("login of %r from %s", request.user.get_username(), client_address(request))
