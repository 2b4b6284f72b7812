"""Admin pages of models whose rows are exported as tables and imported from them."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET, require_http_methods
from msgspec.structs import replace

from comparisons.admin.exchange.confirmations import UploadPage
from comparisons.admin.exchange.formats import FORMATS, read
from comparisons.admin.exchange.importing import Outcome, lines_of, outcome_of, save, unseen_sentences
from comparisons.admin.exchange.tables import Table
from comparisons.admin.pages import EditorAdmin
from comparisons.admin.publishing.rights import editor, security

# More make the page too long to read, and slow in browsers.
_MAX_SHOWN = 500
_MAX_REFUSALS_SHOWN = 100


class ExchangeAdmin(EditorAdmin):
    """An admin page whose rows can be exported and imported."""

    change_list_template = "admin/exchange_list.html"
    actions = ["export_csv", "export_xlsx"]
    table: type[Table]

    def get_urls(self) -> list[Any]:
        return [
            self._path("export/<str:extension>/", "export", self.export),
            self._path("import/", "import", self.import_),
            *super().get_urls(),
        ]

    def _path(self, route: str, name: str, view: Callable[..., HttpResponse]) -> Any:
        name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(route, self.admin_site.admin_view(view), name=name)

    def address_name(self, name: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}"

    @property
    def list_name(self) -> str:
        return self.address_name("changelist")

    def may_import(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        names = {name: self.address_name(name) for name in ("export", "import")}
        extra_context = {
            "may_import": self.may_import(request),
            "exchange": names,
            "query": request.GET.urlencode(),
            **(extra_context or {}),
        }
        return super().changelist_view(request, extra_context)

    @admin.action(description="Export as CSV", permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        return self.exported(request, queryset, "csv")

    @admin.action(description="Export as XLSX", permissions=["view"])
    def export_xlsx(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        return self.exported(request, queryset, "xlsx")

    @method_decorator(require_GET)
    def export(self, request: HttpRequest, extension: str) -> HttpResponse:
        """Export all rows that the list shows for this query string."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if extension not in FORMATS:
            raise Http404
        try:
            shown = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            # Like Django's own list for a filter that makes no sense.
            return redirect(f"{reverse(self.list_name)}?e=1")
        return self.exported(request, shown, extension)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def import_(self, request: HttpRequest) -> HttpResponse:
        if not self.may_import(request):
            raise PermissionDenied
        return TableImport(request, self).response()

    def new_table(self, request: HttpRequest) -> Table:
        return self.table(self.get_form(request).base_fields)

    def exported(self, request: HttpRequest, queryset: QuerySet[Any], extension: str) -> HttpResponse:
        pks = set(queryset.values_list("pk", flat=True))
        table = self.new_table(request)
        rows = [table.cells(row) for row in table.stored.values() if row.pk in pks]
        name, form = str(self.opts.verbose_name_plural), FORMATS[extension]
        security.info("%d %s exported by %r", len(rows), name, editor(request).username)
        headers = {"Content-Disposition": f'attachment; filename="{name}.{extension}"'}
        return HttpResponse(form.write(name, [table.columns, *rows]), content_type=form.content_type, headers=headers)


class TableImport(UploadPage[Outcome]):
    """The page on which a table is imported."""

    template = "admin/import.html"
    accept = ".csv,.xlsx"
    done = "imported"

    def __init__(self, request: HttpRequest, page: ExchangeAdmin) -> None:
        super().__init__(request, page.admin_site)
        self.page, self.kind, self.page_after = page, page.opts.label, page.list_name

    @cached_property
    def table(self) -> Table:
        return self.page.new_table(self.request)

    def propose(self, name: str, data: bytes) -> Outcome:
        sheet = read(name, data, self.table.columns, self.table.keys, self.table.numbers)
        outcome = outcome_of(self.table, sheet.lines)
        return replace(outcome, unseen=tuple(unseen_sentences(sheet, outcome)))

    def propose_again(self, content: Any) -> Outcome:
        return outcome_of(self.table, lines_of(content, self.table.keys))

    def save(self, name: str, proposal: Outcome) -> None:
        save(self.table, proposal.changes, editor(self.request), name)

    def saved(self, name: str, proposal: Outcome) -> str:
        plural, author = self.page.opts.verbose_name_plural, editor(self.request)
        security.info("%d %s imported by %r", len(proposal.changes), plural, author.username)
        counts = f"{proposal.changed} changed, {proposal.new} new"
        return f"Imported from {name}: {counts}. Visitors see it once it is published."

    def context(self) -> dict[str, Any]:
        plural = self.page.opts.verbose_name_plural
        return {
            "title": f"Import {plural}",
            "opts": self.page.opts,
            "plural": plural,
            "columns": self.page.table.columns,
            "list": self.page.list_name,
            "export": self.page.address_name("export"),
        }

    def preview(self, proposal: Outcome) -> dict[str, Any]:
        return {
            "outcome": proposal,
            "shown": proposal.changes[:_MAX_SHOWN],
            "more": max(0, len(proposal.changes) - _MAX_SHOWN),
            "refusals": [str(refusal) for refusal in proposal.refused[:_MAX_REFUSALS_SHOWN]],
            "more_refusals": max(0, len(proposal.refused) - _MAX_REFUSALS_SHOWN),
        }
