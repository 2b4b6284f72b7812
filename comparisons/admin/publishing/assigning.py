"""Assigning pending changes to an editor."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from comparisons.admin.publishing.rights import editor, may_assign
from comparisons.catalogue.wording import counted
from comparisons.editions.pending import assign


class AssignForm(forms.Form):
    """A choice of those who can log in on the editors' side; '' for nobody."""

    to = forms.ChoiceField(required=False)

    def __init__(self, data: Any = None, *, assigned_to: str = "") -> None:
        super().__init__(data, initial={"to": assigned_to})
        users = User.objects.filter(is_staff=True, is_active=True).order_by("username")
        names = [*users.values_list("username", flat=True)]
        left = [assigned_to] if assigned_to and assigned_to not in names else []
        self.fields["to"].choices = [("", "nobody"), *((name, name) for name in [*left, *names])]  # type: ignore[attr-defined]


def assign_posted(request: HttpRequest, names: Sequence[str]) -> None:
    """Assign the changes with these names to the login that a form names, and add a message. Raises DamagedEdition."""
    if not may_assign(request):
        raise PermissionDenied("You can view the changes, but not assign them.")
    form = AssignForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was assigned: there is no such login that is active.")
        return
    name = form.cleaned_data["to"]
    found = User.objects.filter(username=name).first() if name else None
    number = counted(assign([*names], found, by=editor(request)), "change")
    messages.success(request, f"{number} assigned to {name or 'nobody'}.")
