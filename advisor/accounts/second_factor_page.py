"""The admin page for setting up, verifying and removing one's second factor."""

from typing import Any

import django_otp
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from advisor.accounts import second_factor
from advisor.accounts.forms import CodeForm, ConfirmForm, PasswordForm
from advisor.accounts.roles import security

Context = dict[str, Any]


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    assert isinstance(request.user, User), "the admin lets nobody else in"
    context = site.each_context(request) | {"title": "Second factor"}
    actions = {
        "none": {"start": start},
        "waiting": {"start": start, "confirm": confirm},
        "unseen": {"show": show},
        "set": {"codes": renew_codes, "remove": remove},
    }[state(request.user)]
    action = actions.get(request.POST.get("action", ""))
    if request.method == "POST" and action is not None:
        return action(request, context, request.user)
    return render_page(request, context, request.user)


def state(user: User) -> str:
    """Return 'none', 'waiting' (not confirmed yet), 'unseen' (not verified in this session) or 'set'."""
    if second_factor.has_one(user):
        return "set" if user.is_verified() else "unseen"  # type: ignore[attr-defined]
    return "waiting" if second_factor.unconfirmed(user) else "none"


def render_page(request: HttpRequest, context: Context, user: User, **forms: Any) -> HttpResponse:
    """Render the page for the current state. `forms` replace the unbound forms of the same names."""
    current = state(user)
    context["state"] = current
    if current == "waiting":
        device = second_factor.unconfirmed(user)
        context["secret"] = second_factor.secret(device)
        context["size"], context["squares"] = second_factor.qr_code(device)
        context["confirm"] = ConfirmForm(request, user, "confirm")
    elif current == "unseen":
        context["show"] = CodeForm(request, user, "show")
    elif current == "set":
        context["left"] = second_factor.backup_codes_left(user)
        context["codes"], context["remove"] = (
            PasswordForm(request, user, "codes"),
            PasswordForm(request, user, "remove"),
        )
    context |= forms
    wait = any(form.wait for form in forms.values())
    return render(request, "admin/second_factor.html", context, status=429 if wait else 200)


def start(request: HttpRequest, context: Context, user: User) -> HttpResponse:
    second_factor.start(user)
    return redirect("admin:second_factor")


def confirm(request: HttpRequest, context: Context, user: User) -> HttpResponse:
    form = ConfirmForm(request, user, "confirm", request.POST)
    if not form.is_valid():
        return render_page(request, context, user, confirm=form)
    django_otp.login(request, form.device)
    security.info("second factor of %r set up", user.username)
    return with_new_codes(request, context, user)


def show(request: HttpRequest, context: Context, user: User) -> HttpResponse:
    form = CodeForm(request, user, "show", request.POST)
    if not form.is_valid():
        return render_page(request, context, user, show=form)
    django_otp.login(request, form.device)
    messages.success(request, "Thanks, you're verified.")
    return redirect("admin:index")


def renew_codes(request: HttpRequest, context: Context, user: User) -> HttpResponse:
    form = PasswordForm(request, user, "codes", request.POST)
    return (
        with_new_codes(request, context, user) if form.is_valid() else render_page(request, context, user, codes=form)
    )


def with_new_codes(request: HttpRequest, context: Context, user: User) -> HttpResponse:
    context |= {"state": "codes", "backup_codes": second_factor.new_backup_codes(user)}
    return render(request, "admin/second_factor.html", context)


def remove(request: HttpRequest, context: Context, user: User) -> HttpResponse:
    form = PasswordForm(request, user, "remove", request.POST)
    if not form.is_valid():
        return render_page(request, context, user, remove=form)
    second_factor.remove(user)
    security.warning("second factor of %r removed", user.username)
    messages.success(request, "Your second factor is removed. You now log in with your password alone.")
    return redirect("admin:second_factor")
