"""The admin of this site: that of `comparisons` with throttled logins, second factors and the evidence desk."""

from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from advisor.accounts import second_factor
from advisor.accounts.forms import LoginForm
from advisor.accounts.login import PasswordStep, code_page
from advisor.accounts.password_change import PasswordChange
from advisor.accounts.roles import renamed
from advisor.accounts.second_factor_page import second_factor_page
from advisor.editorial.corrections_feed import corrections_feed
from advisor.editorial.evidence_page import desk_page
from advisor.editorial.impact_preview import consequences
from advisor.editorial.kept_forms import is_of_catalogue, session_over
from comparisons.admin.exchange.updates import updates_page
from comparisons.admin.pages import typed_fields
from comparisons.admin.site import EditorsSite
from comparisons.catalogue.value import Catalogue

SECOND_FACTOR_REQUIRED = "This needs a second factor. Set it up here, then try again. Nothing has changed."


class AdvisorSite(EditorsSite):
    login_form = LoginForm

    def get_urls(self) -> list[Any]:
        return [
            path("login/code/", partial(code_page, site=self), name="login_code"),
            self.path("second-factor/", second_factor_page, "second_factor"),
            self.path("desk/", desk_page, "desk"),
            self.path("updates/", updates_page, "updates"),
            path("desk/corrections.atom", corrections_feed, name="corrections_feed"),
            *super().get_urls(),
        ]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        return [renamed(app) for app in super().get_app_list(request, app_label)]

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

        page = super().admin_view(checked, cacheable)

        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            typed = request.method == "POST" and typed_fields(request)
            if typed and not request.user.is_authenticated and is_of_catalogue(request):
                return session_over(request)
            return page(request, *args, **kwargs)

        return kept

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Ask for the old password with as few guesses as at the login."""
        request.current_app = self.name
        view = PasswordChange.as_view(
            success_url=reverse("admin:password_change_done", current_app=self.name),
            template_name=self.password_change_template or "registration/password_change_form.html",
            extra_context={**self.each_context(request), **(extra_context or {})},
        )
        return view(request)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        context = {
            **self.each_context(request),
            "title": "Log in",
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            **(extra_context or {}),
        }
        view = PasswordStep.as_view(
            authentication_form=LoginForm, template_name="admin/login.html", extra_context=context
        )
        return view(request)


def ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    messages.warning(request, SECOND_FACTOR_REQUIRED)
    return redirect("admin:second_factor")
