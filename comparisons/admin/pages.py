"""The base class of all model pages: locking, conflicts, and 'Save and publish'."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from comparisons.admin.base import ModelAdmin
from comparisons.admin.conflicts import RevisedForm
from comparisons.admin.history import change_message, changed_fields
from comparisons.admin.inlines import EditorFields
from comparisons.admin.publishing.publish import (
    LONGEST_NOTE,
    NoteForm,
    PublishingSite,
    editor,
    may_publish,
    try_to_publish,
)
from comparisons.editions import publishing
from comparisons.models import WorkingCopy
from comparisons.models.base import Revised

# Prefixes and suffixes of form data that the editor did not type.
_MACHINERY = ("csrfmiddlewaretoken", "initial-", "_")
_MACHINERY_ENDINGS = ("_FORMS", "-id", "seen_revision")


class EditorAdmin(EditorFields, ModelAdmin):
    admin_site: PublishingSite

    form = RevisedForm
    list_per_page = 100
    save_on_top = True
    show_full_result_count = False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        extra_context = {
            "show_publish": may_publish(request),
            "publish_note": publish_note(request),
            "longest_note": LONGEST_NOTE,
            **(extra_context or {}),
        }
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            WorkingCopy.objects.lock()
            if object_id is not None and self.get_object(request, object_id) is None:
                return self.deleted_meanwhile(request)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method != "POST":
            return self.removal(request, object_id)
        with transaction.atomic():
            WorkingCopy.objects.lock()
            return self.removal(request, object_id)

    def removal(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what leans on a row, and delete or retire it with what was decided."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        if not self.has_delete_permission(request, row):
            raise PermissionDenied
        return self.admin_site.removal(request, self, [row])

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        with transaction.atomic():
            WorkingCopy.objects.lock()
            return super().changelist_view(request, extra_context)

    def deleted_meanwhile(self, request: HttpRequest) -> HttpResponse:
        """Show what the editor typed, since there is no form left to show it in."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        typed = [
            (name, "\n".join(values))
            for name, values in request.POST.lists()
            if any(values) and not name.startswith(_MACHINERY) and not name.endswith(_MACHINERY_ENDINGS)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": f"This {self.opts.verbose_name} was deleted meanwhile",
            "opts": self.opts,
            "typed": typed,
        }
        return TemplateResponse(request, "admin/deleted_meanwhile.html", context, status=409)

    def address_of(self, row: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        if "_publish" in request.POST:
            return self.publish_saved(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if "_publish" in request.POST:
            return self.publish_saved(request, obj)
        return super().response_change(request, obj)

    def publish_saved(self, request: HttpRequest, row: Any) -> HttpResponse:
        """Publish after a save. If publishing fails, the save is kept."""
        address = self.address_of(row)
        text = 'The {} “<a href="{}">{}</a>” was saved.'
        messages.success(request, format_html(text, self.opts.verbose_name, address, row))
        if not may_publish(request):
            messages.warning(request, "Nothing was published: you may not publish.")
            return redirect(address)
        form = NoteForm({"note": publish_note(request)})
        if not form.is_valid():
            messages.warning(request, str(form.errors["note"][0]))
            return redirect(reverse("admin:changes", query={"note": publish_note(request)[:LONGEST_NOTE]}))
        note = form.cleaned_data["note"]
        published = try_to_publish(request, lambda: publishing.publish(by=editor(request), note=note))
        return redirect(address if published else reverse("admin:changes", query={"note": note}))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Also log changes of rows that have a page of their own."""
        super().save_formset(request, form, formset, change)
        for row in formset.new_objects:
            if isinstance(row, Revised):
                self.log_addition(request, row, [{"added": {}}])
        forms = {form.instance.pk: form for form in formset.forms}
        for row, _ in formset.changed_objects:
            if isinstance(row, Revised):
                self.log_change(request, row, [{"changed": {"fields": changed_fields(forms[row.pk])}}])

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        return change_message(form, formsets or (), add)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Set the initial position after all others."""
        initial: dict[str, Any] = dict(super().get_changeform_initial_data(request))
        if hasattr(self.model, "position"):
            last = self.get_queryset(request).aggregate(last=Max("position"))["last"]
            initial.setdefault("position", 0 if last is None else last + 1)
        return initial

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """Prepopulate slugs of new things only, since URLs contain them."""
        return dict(super().get_prepopulated_fields(request, obj)) if obj is None else {}


def annotation(name: str, description: str) -> Any:
    """Return a column of a list that shows an annotation, by which the list can be sorted."""

    @admin.display(description=description, ordering=name)
    def column(page: EditorAdmin, row: Any) -> Any:
        return getattr(row, name)

    return column


def publish_note(request: HttpRequest) -> str:
    """Return the note for 'Save and publish', which has an input above and one below the form."""
    return next((note for note in request.POST.getlist("publish_note") if note), "")
