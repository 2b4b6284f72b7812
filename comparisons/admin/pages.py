"""The base class of all model pages: locking, conflicts, and 'Save and publish'."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from comparisons.admin.base import ModelAdmin
from comparisons.admin.conflicts import RevisedForm
from comparisons.admin.corrections.things import correction_beside
from comparisons.admin.fields import could_be_key, name_clash
from comparisons.admin.history import change_message, changed_fields, log_entry, values_as_text
from comparisons.admin.inlines import EditorFields
from comparisons.admin.links import THINGS, names_of
from comparisons.admin.publishing.public_pages import preview_of
from comparisons.admin.publishing.rights import LONGEST_NOTE, PublishingSite, editor, may_publish, may_see_changes
from comparisons.admin.versions.keeping import editing, entries_of, kept_sides
from comparisons.catalogue.slugs import aliases_of
from comparisons.editions.review import comments_about
from comparisons.models import ReviewComment, WorkingCopy
from comparisons.models.base import Revised
from comparisons.working_copy import read_catalogue
from comparisons.working_copy.open_forms import form_opened, form_saved

# Comments that a history shows.
_MOST_COMMENTS = 100
# Prefixes and suffixes of form data that the editor did not type.
_MACHINERY = ("csrfmiddlewaretoken", "initial-", "_")
_MACHINERY_ENDINGS = ("_FORMS", "-id", "seen_revision")


class NamedForm(RevisedForm):
    """For rows with aliases. A slug that is changed becomes one, and a name leads to one row of its kind only."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        slug = cleaned.get("slug")
        if slug and "aliases" in cleaned:
            sent = self.add_prefix("aliases") in self.data
            names = (cleaned["aliases"] if sent else self.instance.aliases).split()
            if not self.instance._state.adding:
                names.append(self.initial["slug"])
            cleaned["aliases"] = " ".join(aliases_of(slug, names))
            if {"slug", "aliases"} & {*self.changed_data}:
                self._refuse_clashes(slug, cleaned["aliases"])
        return cleaned

    def _refuse_clashes(self, slug: str, aliases: str) -> None:
        others = ((row.slug, row.aliases, str(row)) for row in self.namesakes())
        for field, message in name_clash(slug, aliases, others).items():
            self.add_error(field, message)

    def namesakes(self) -> QuerySet[Any]:
        """Return the other rows with which no name may be shared."""
        rows: QuerySet[Any] = type(self.instance)._default_manager.exclude(pk=self.instance.pk)
        return rows


class EditorAdmin(EditorFields, ModelAdmin):
    admin_site: PublishingSite

    form = RevisedForm
    change_form_template = "admin/editor_form.html"
    object_history_template = "admin/history.html"
    view_on_site: Any = False
    # What else can be done with a row: labels, and the names of addresses that take its primary key.
    tools: Sequence[tuple[str, str]] = ()
    # The name of the address of its scores, where a new row has none of them yet.
    scores_page = ""
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
            "tools": self.tools_of(object_id),
            "beside": correction_beside(request),
            **(extra_context or {}),
        }
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with editing():
            if object_id is not None and self.get_object(request, object_id) is None:
                return self.deleted_meanwhile(request)
            if wants_to_publish(request):
                request.saved_from = read_catalogue()  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def tools_of(self, pk: str | None) -> list[tuple[str, str]]:
        """Return labels and addresses of what else can be done with a row."""
        if pk is None or not could_be_key(pk):
            return []
        return [(label, reverse(f"admin:{name}", args=[pk])) for label, name in self.tools]

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
        extra_context = {"title": str(self.opts.verbose_name_plural).capitalize(), **(extra_context or {})}
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        with editing():
            return super().changelist_view(request, extra_context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the newest entry first, which ones have versions, and the comments on changes."""
        sides = kept_sides(self.model, unquote(object_id))
        shown: HttpResponse = super().history_view(request, object_id, {**sides, **(extra_context or {})})
        if isinstance(shown, TemplateResponse) and shown.context_data is not None:
            entries = entries_of(self.model, unquote(object_id)).select_related("user").order_by("-pk")
            page = Paginator(entries, 100).get_page(request.GET.get(PAGE_VAR))
            shown.context_data |= {
                "action_list": page,
                "page_range": page.paginator.get_elided_page_range(page.number),
                "pagination_required": page.paginator.num_pages > 1,
                "comments": self._comments(request, object_id),
            }
        return shown

    def _comments(self, request: HttpRequest, object_id: str) -> list[ReviewComment]:
        """Return the newest comments on changes of a row, for those who may see changes."""
        row = self.get_object(request, unquote(object_id))
        if row is None or row._meta.model_name not in THINGS or not may_see_changes(request):
            return []
        return comments_about(names_of(row), _MOST_COMMENTS)

    def deleted_meanwhile(self, request: HttpRequest) -> HttpResponse:
        """Show what the editor typed, since there is no form left to show it in."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"This {self.opts.verbose_name} has been deleted",
            "opts": self.opts,
            "typed": typed_fields(request),
        }
        return TemplateResponse(request, "admin/deleted_meanwhile.html", context, status=409)

    def address_of(self, row: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show who else has the form open, and note that this editor has."""
        row = kwargs.get("obj")
        if row is not None and may_see_changes(request):
            context["preview"] = preview_of(row)
        if row is not None and request.method == "GET" and self.has_change_permission(request, row):
            context["opened"] = form_opened(row, editor(request))
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Publish what is wanted so. Else lead on to the scores, if there are some to give."""
        if wants_to_publish(request):
            return self.publish_saved(request, obj)
        if self.scores_page and "_save" in request.POST and IS_POPUP_VAR not in request.POST:
            messages.success(request, f"“{obj}” is saved. Visitors see it once it is published. Now its scores:")
            return redirect(self.scores_page, obj.pk)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        form_saved(obj, editor(request))
        if wants_to_publish(request):
            return self.publish_saved(request, obj)
        return super().response_change(request, obj)

    def publish_saved(self, request: HttpRequest, row: Any) -> HttpResponse:
        """Publish what the form has saved. If that fails, the save is kept."""
        address = self.address_of(row)
        text = 'The {} “<a href="{}">{}</a>” was saved.'
        messages.success(request, format_html(text, self.opts.verbose_name, address, row))
        before, note = request.saved_from, publish_note(request)[: LONGEST_NOTE + 1]  # type: ignore[attr-defined]
        at_once = "_publish" in request.POST
        further = self.admin_site.publish_saved(request, row, before, note, at_once=at_once)
        return redirect(further or address)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Also say what becomes of addresses with the old slug."""
        super().save_model(request, obj, form, change)
        if change and isinstance(form, NamedForm) and "slug" in form.changed_data:
            old = form.initial["slug"]
            messages.info(request, f"Addresses with its old name “{old}” keep working.")

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Also log changes of rows that have a page of their own."""
        author = editor(request)
        deleted = [log_entry(author, one.instance, DELETION, values_as_text(one)) for one in _deleted(formset)]
        super().save_formset(request, form, formset, change)
        LogEntry.objects.bulk_create(deleted)
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


def _deleted(formset: Any) -> list[Any]:
    """Return the forms whose rows are to be deleted, of rows that have a page of their own."""
    forms = getattr(formset, "deleted_forms", [])
    return [form for form in forms if isinstance(form.instance, Revised) and form.instance.pk]


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return names and values of what the editor typed into a form that cannot be saved or shown again."""
    return [
        (name, "\n".join(values))
        for name, values in request.POST.lists()
        if any(values) and not name.startswith(_MACHINERY) and not name.endswith(_MACHINERY_ENDINGS)
    ]


def wants_to_publish(request: HttpRequest) -> bool:
    """Whether a form was sent with 'Save and publish', or with a note for visitors by any other button.

    The Enter key in the field of the note presses the first button, which only saves.
    """
    return request.method == "POST" and ("_publish" in request.POST or bool(publish_note(request).strip()))


def publish_note(request: HttpRequest) -> str:
    """Return the note for 'Save and publish', which has an input above and one below the form."""
    return next((note for note in request.POST.getlist("publish_note") if note), "")
