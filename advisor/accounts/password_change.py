"""The admin page on which one changes one's own password. Guesses of the old one are counted like failed logins."""

from typing import Any

from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables

from advisor.accounts.forms import ThrottledForm
from advisor.accounts.roles import security


class PasswordChangeForm(ThrottledForm, AdminPasswordChangeForm):
    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    @sensitive_variables()
    def clean_old_password(self) -> str:
        name = self.user.get_username()
        self.begin(self.request, name)
        password: str = super().clean_old_password()
        self.end(self.request, name)
        return password


class PasswordChange(PasswordChangeView):
    form_class = PasswordChangeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        security.info("password of %r changed by its owner", form.user.get_username())
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        if form.wait is not None:
            response.status_code = 429
        return response
