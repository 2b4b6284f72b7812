import math
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django_otp.models import Device

from advisor.accounts import lockout, second_factor
from advisor.accounts.network import client_address
from advisor.accounts.roles import security
from advisor.operations import metrics
from comparisons.catalogue.wording import counted


class CodeField(forms.CharField):
    """A one-time code. Ignores spaces, since apps show two groups of three digits, and case."""

    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)

    def to_python(self, value: Any) -> str:
        return "".join((super().to_python(value) or "").split()).lower()


class ThrottledForm(forms.Form):
    """A form whose attempts are counted for a name and an address before any secret is compared."""

    wait: timedelta | None = None
    guessed: lockout.Guessed = "password"

    def begin(self, request: HttpRequest, name: str) -> None:
        now = timezone.now()
        until = lockout.begin(name, client_address(request), now, self.guessed)
        if until is not None:
            self.wait = until - now
            metrics.logins.labels("held back").inc()
            security.warning("login of %s from %s has to wait", known(name), client_address(request))
            raise ValidationError(_too_many(self.wait), "wait")

    def end(self, request: HttpRequest, name: str) -> None:
        lockout.succeeded(name, client_address(request), timezone.now(), self.guessed)

    def failed(self, request: HttpRequest, name: str) -> None:
        metrics.logins.labels("failed").inc()
        security.warning("login of %s from %s failed", known(name), client_address(request))


class LoginForm(ThrottledForm, AdminAuthenticationForm):
    """Name and password. The error does not tell which of them was wrong."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": "The name or the password is wrong. Passwords are case-sensitive.",
    }

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not (name and password):
            return self.cleaned_data
        request = self.request
        assert request is not None
        self.begin(request, name)
        try:
            super().clean()
        except ValidationError:
            self.failed(request, name)
            raise
        self.end(request, name)
        return self.cleaned_data


class OwnForm(ThrottledForm):
    """A form about the login of `user`. Field ids contain the action, since one page has two such forms."""

    def __init__(self, request: HttpRequest, user: User, action: str, data: Any = None) -> None:
        super().__init__(data, label_suffix="", auto_id=f"id_{action}_%s")
        self.request, self.user = request, user


class CodeForm(OwnForm):
    code = CodeField(label="Code", help_text="Six digits from your app, or a backup code.")
    guessed: lockout.Guessed = "code"

    def clean_code(self) -> str:
        self.begin(self.request, self.user.username)
        code: str = self.cleaned_data["code"]
        self.device = self.device_of(code)
        if self.device is None:
            raise ValidationError("This code is wrong or was used before. Wait for the next one and type that.")
        self.end(self.request, self.user.username)
        return code

    def device_of(self, code: str) -> Device | None:
        return second_factor.accept(self.user, code)


class LoginCodeForm(CodeForm):
    """The second step of a login."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["autofocus"] = True

    def device_of(self, code: str) -> Device | None:
        device = super().device_of(code)
        if device is None:
            self.failed(self.request, self.user.username)
        return device


class ConfirmForm(CodeForm):
    """Confirms a new secret with its first code."""

    code = CodeField(label="Code", help_text="Six digits from your app.")

    def device_of(self, code: str) -> Device | None:
        return second_factor.confirm(self.user, code)


class PasswordForm(OwnForm):
    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    @sensitive_variables()
    def clean_password(self) -> str:
        self.begin(self.request, self.user.username)
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError("This is not your password.")
        self.end(self.request, self.user.username)
        return password


def known(name: str) -> str:
    """Return a login's name for the log, if it exists: anything else may be a password typed into the wrong field."""
    user = User.objects.filter(username=name).first()
    return repr(user.username) if user else "an unknown name"


def _too_many(wait: timedelta) -> str:
    seconds = math.ceil(wait.total_seconds())
    words = counted(seconds, "second") if seconds < 100 else f"{math.ceil(seconds / 60)} minutes"
    return f"Too many attempts failed. Try again in {words}."
