"""The page where editors set up, renew, show or remove their second factor."""

from typing import Any

import django_otp
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from advisor.access import second_factor
from advisor.access.forms import CodeForm, ConfirmForm, PasswordForm
from advisor.access.log import security

__all__ = ["second_factor_page"]

Context = dict[str, Any]


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_page(request: HttpRequest, context: Context) -> HttpResponse:
    assert isinstance(request.user, User), "the admin lets nobody else in"
    context["title"] = "Second factor"
    actions = {
        "none": {"start": start},
        "waiting": {"start": start, "confirm": confirm},
        "unseen": {"show": show},
        "set": {"codes": renew_codes, "remove": remove},
    }[state(request.user)]
    action = actions.get(request.POST.get("action", ""))
    if request.method == "POST" and action is not None:
        return action(request, context, request.user)
    return shown(request, context, request.user)


def state(user: User) -> str:
    """Return 'none', 'waiting' for its first code, 'unseen' in this session, or 'set'."""
    if second_factor.has_one(user):
        return "set" if user.is_verified() else "unseen"  # type: ignore[attr-defined]
    return "waiting" if second_factor.waiting(user) else "none"


def shown(request: HttpRequest, context: Context, user: User, **forms: Any) -> HttpResponse:
    """Show the page as things stand, with the forms that were sent in place of fresh ones."""
    now = state(user)
    context["state"] = now
    if now == "waiting":
        device = second_factor.waiting(user)
        context["secret"] = second_factor.secret(device)
        context["size"], context["squares"] = second_factor.picture(device)
        context["confirm"] = ConfirmForm(request, "confirm")
    elif now == "unseen":
        context["show"] = CodeForm(request, "show")
    elif now == "set":
        context["left"] = second_factor.backup_codes_left(user)
        context["codes"], context["remove"] = PasswordForm(request, "codes"), PasswordForm(request, "remove")
    context |= forms
    wait = any(form.wait for form in forms.values())
    return render(request, "admin/second_factor.html", context, status=429 if wait else 200)


def start(request: HttpRequest, context: Context, user: User) -> HttpResponse:
    second_factor.start(user)
    return redirect("admin:second_factor")


def confirm(request: HttpRequest, context: Context, user: User) -> HttpResponse:
    form = ConfirmForm(request, "confirm", request.POST)
    if not form.is_valid():
        return shown(request, context, user, confirm=form)
    django_otp.login(request, form.device)
    security.info("second factor of %r set up", user.username)
    return with_new_codes(request, context, user)


def show(request: HttpRequest, context: Context, user: User) -> HttpResponse:
    form = CodeForm(request, "show", request.POST)
    if not form.is_valid():
        return shown(request, context, user, show=form)
    django_otp.login(request, form.device)
    messages.success(request, "Thank you. You may go on.")
    return redirect("admin:index")


def renew_codes(request: HttpRequest, context: Context, user: User) -> HttpResponse:
    form = PasswordForm(request, "codes", request.POST)
    return with_new_codes(request, context, user) if form.is_valid() else shown(request, context, user, codes=form)


def with_new_codes(request: HttpRequest, context: Context, user: User) -> HttpResponse:
    context |= {"state": "codes", "backup_codes": second_factor.new_backup_codes(user)}
    return render(request, "admin/second_factor.html", context)


def remove(request: HttpRequest, context: Context, user: User) -> HttpResponse:
    form = PasswordForm(request, "remove", request.POST)
    if not form.is_valid():
        return shown(request, context, user, remove=form)
    second_factor.remove(user)
    security.warning("second factor of %r removed", user.username)
    messages.success(request, "Your second factor is removed: your password alone lets you in.")
    return redirect("admin:second_factor")
