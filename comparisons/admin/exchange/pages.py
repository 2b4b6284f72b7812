"""The pages on which rows go out as spreadsheets, and come in: shown first, stored when confirmed."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods

from comparisons.admin.exchange.confirmations import NotConfirmed, TooMuch, opened, sealed
from comparisons.admin.exchange.formats import FORMATS, Unreadable, read
from comparisons.admin.exchange.resources import Outcome, RowResource, packed, unpacked
from comparisons.admin.exchange.saving import save
from comparisons.admin.exchange.uploads import UploadForm
from comparisons.admin.pages import EditorAdmin
from comparisons.admin.publishing import editor, security
from comparisons.working_copy import lock_working_copy

__all__ = ["ExchangeAdmin"]

# A browser bears a page of so many lines; of more one cannot read them anyway.
_SHOWN = 500
_REFUSALS_SHOWN = 100


class ExchangeAdmin(EditorAdmin):
    """An admin page whose rows can be exported and imported."""

    change_list_template = "admin/exchange_list.html"
    actions = ["export_csv", "export_xlsx"]
    resource: type[Any]

    def get_urls(self) -> list[Any]:
        return [
            self._path("export/<str:extension>/", "export", self.export),
            self._path("import/", "import", self.import_),
            *super().get_urls(),
        ]

    def _path(self, route: str, name: str, view: Callable[..., HttpResponse]) -> Any:
        name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(route, self.admin_site.admin_view(view), name=name)

    @property
    def list_name(self) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"

    def may_import(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        names = {name: f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}" for name in ("export", "import")}
        extra_context = {
            "may_import": self.may_import(request),
            "exchange": names,
            "query": request.GET.urlencode(),
            **(extra_context or {}),
        }
        return super().changelist_view(request, extra_context)

    @admin.action(description="Export as CSV", permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        return self._exported(request, queryset, "csv")

    @admin.action(description="Export as XLSX", permissions=["view"])
    def export_xlsx(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        return self._exported(request, queryset, "xlsx")

    def export(self, request: HttpRequest, extension: str) -> HttpResponse:
        """What the list shows for this address, all its pages."""
        return _export(request, self, extension)

    def import_(self, request: HttpRequest) -> HttpResponse:
        return _import(request, self)

    def new_resource(self, request: HttpRequest) -> RowResource:
        """It asks the fields of this admin's own form."""
        resource: RowResource = self.resource(self.get_form(request).base_fields)
        return resource

    def _exported(self, request: HttpRequest, queryset: QuerySet[Any], extension: str) -> HttpResponse:
        pks = set(queryset.values_list("pk", flat=True))
        resource = self.new_resource(request)
        dataset = resource.export([row for row in resource.stored.values() if row.pk in pks])
        name = dataset.title = str(self.opts.verbose_name_plural)
        form = FORMATS[extension]()
        security.info("%d %s exported by %r", len(dataset), name, editor(request).username)
        headers = {"Content-Disposition": f'attachment; filename="{name}.{extension}"'}
        return HttpResponse(form.export_data(dataset), content_type=form.get_content_type(), headers=headers)


@require_GET
def _export(request: HttpRequest, page: ExchangeAdmin, extension: str) -> HttpResponse:
    if not page.has_view_permission(request):
        raise PermissionDenied
    if extension not in FORMATS:
        raise Http404
    try:
        shown = page.get_changelist_instance(request).get_queryset(request)
    except IncorrectLookupParameters:
        # As Django's own list does with a filter that makes no sense.
        return redirect(f"{reverse(page.list_name)}?e=1")
    return page._exported(request, shown, extension)


@require_http_methods(["GET", "HEAD", "POST"])
def _import(request: HttpRequest, page: ExchangeAdmin) -> HttpResponse:
    if not page.may_import(request):
        raise PermissionDenied
    if "confirmation" in request.POST:
        return _confirmed(request, page)
    form = UploadForm(request, accept=".csv,.xlsx")
    if request.method != "POST" or not form.is_valid():
        return _page(request, page, form)
    name, data = form.content()
    resource = page.new_resource(request)
    try:
        outcome = resource.read(read(name, data, resource.columns, resource.keys))
    except Unreadable as error:
        for line in str(error).splitlines():
            form.add_error("file", line)
        return _page(request, page, form)
    return _preview(request, page, name, resource, outcome)


def _confirmed(request: HttpRequest, page: ExchangeAdmin) -> HttpResponse:
    try:
        name, lines, seen = opened(request, page.opts.label, request.POST["confirmation"])
    except NotConfirmed as refusal:
        messages.error(request, str(refusal))
        return _page(request, page, UploadForm(request, accept=".csv,.xlsx", again=True), status=422)
    with transaction.atomic():
        lock_working_copy()
        resource = page.new_resource(request)
        outcome = resource.read(unpacked(resource, lines))
        if outcome.seen != seen or outcome.refused:
            told = "Nothing was imported: somebody changed the working copy after you had looked. Look again."
            messages.error(request, told)
            return _preview(request, page, name, resource, outcome, status=409)
        save(outcome.changes, editor(request), name)
    security.info("%d %s imported by %r", len(lines), page.opts.verbose_name_plural, editor(request).username)
    told = f"Imported from {name}: {outcome.changed} changed, {outcome.new} new. Visitors see it once it is published."
    messages.success(request, told)
    return redirect(page.list_name)


def _preview(
    request: HttpRequest, page: ExchangeAdmin, name: str, resource: RowResource, outcome: Outcome, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "file": name,
        "outcome": outcome,
        "shown": outcome.changes[:_SHOWN],
        "more": max(0, len(outcome.changes) - _SHOWN),
        "refusals": [str(refusal) for refusal in outcome.refused[:_REFUSALS_SHOWN]],
        "more_refusals": max(0, len(outcome.refused) - _REFUSALS_SHOWN),
    }
    if outcome.refused:
        status = status if status != 200 else 422
    elif outcome.changes:
        content = [name, packed(resource, outcome), outcome.seen]
        try:
            context["confirmation"] = sealed(request, page.opts.label, content)
        except TooMuch:
            status, context["too_much"] = 422, True
    form = UploadForm(request, accept=".csv,.xlsx", again=True)
    return _page(request, page, form, status=status, **context)


def _page(request: HttpRequest, page: ExchangeAdmin, form: UploadForm, status: int = 0, **context: Any) -> HttpResponse:
    if not status:
        status = 422 if form.errors else 200
    plural = page.opts.verbose_name_plural
    context = {
        **page.admin_site.each_context(request),
        "title": f"Import {plural}",
        "opts": page.opts,
        "form": form,
        "plural": plural,
        "columns": list(page.resource.fields),
        "list": page.list_name,
        **context,
    }
    return render(request, "admin/import.html", context, status=status)
