"""Duplicating a framework: a draft with the parts of another one, to be changed into a relative of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from msgspec.structs import replace

from comparisons.admin.fields import PlainText, SlugText, name_clash
from comparisons.admin.rewriting.proposal import Proposal, missing_rights
from comparisons.catalogue.value import Catalogue, Status
from comparisons.models import Framework, WorkingCopy
from comparisons.working_copy import read_catalogue

# The parts of a framework that can be left out, with their labels and whether they are copied unless one says so.
PARTS = {
    "facts": ("Facts", True),
    "statements": ("Strengths, drawbacks and purposes", True),
    "extensions": ("Extensions", False),
    "scores": ("Scores, with reasons and sources", False),
}
_FIELDS = {
    "facts": ("facts",),
    "statements": ("strengths", "drawbacks", "suited_for", "not_suited_for"),
    "extensions": ("extensions",),
    "scores": ("scores",),
}


class DuplicateForm(forms.Form):
    name = PlainText(max_length=60)
    slug = SlugText(max_length=60, help_text="Part of the address of its pages.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, (label, copied) in PARTS.items():
            self.fields[part] = forms.BooleanField(label=label, required=False, initial=copied)

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        others = ((row.slug, row.aliases, row.name) for row in Framework.objects.only("slug", "aliases", "name"))
        if clash := name_clash(slug, "", others):
            raise forms.ValidationError(clash["slug"])
        return slug

    @property
    def left_out(self) -> list[str]:
        return [name for part in PARTS if not self.cleaned_data[part] for name in _FIELDS[part]]


def duplicated(catalogue: Catalogue, slug: str, *, name: str, as_slug: str, left_out: list[str]) -> Catalogue:
    """Return the catalogue with a draft that has the parts of a framework but those left out."""
    own = catalogue.framework_by_slug[slug]
    copy = replace(own, slug=as_slug, name=name, status=Status.DRAFT, aliases=(), **dict.fromkeys(left_out, ()))
    return replace(catalogue, frameworks=(*catalogue.frameworks, copy))


@require_http_methods(["GET", "HEAD", "POST"])
def duplicate_page(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    page = site.get_model_admin(Framework)
    if not (page.has_add_permission(request) and page.has_view_permission(request)):
        raise PermissionDenied
    framework = get_object_or_404(Framework, pk=pk)
    form = DuplicateForm(request.POST or None)
    if request.method == "POST":
        with transaction.atomic():
            WorkingCopy.objects.lock()
            if form.is_valid() and (copy := _copied(request, framework, form)):
                messages.success(request, f"{copy} is a draft with what {framework} has. Change what differs.")
                return redirect(reverse("admin:comparisons_framework_change", args=[copy.pk]))
    context = site.each_context(request) | {
        "title": f"Duplicate {framework}",
        "opts": page.opts,
        "framework": framework,
        "form": form,
        "parts": PARTS,
    }
    return render(request, "admin/duplicate_framework.html", context)


def _copied(request: HttpRequest, framework: Framework, form: DuplicateForm) -> Framework | None:
    old, given = read_catalogue(), form.cleaned_data
    new = duplicated(old, framework.slug, name=given["name"], as_slug=given["slug"], left_out=form.left_out)
    proposal = Proposal(old, new)
    if forbidden := missing_rights(request.user, proposal.changes):
        form.add_error(None, f"You may not {' or '.join(forbidden)}.")
        return None
    proposal.carry_out(request, f"Duplicated from {framework}")
    return Framework.objects.get(slug=given["slug"])
