from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path

from comparisons.admin.base import ReadOnlyAdmin
from comparisons.admin.catalogue_history import kept_in_history
from comparisons.admin.links import Line, Links, Portion, portion
from comparisons.admin.publishing.archives import archive_response
from comparisons.admin.publishing.publish import NoteForm, keep_in_history, try_to_publish
from comparisons.admin.publishing.rights import PublishingSite, editor, may_publish
from comparisons.catalogue.changes.diff import SINGULAR, diff
from comparisons.catalogue.changes.renaming import keeping_names
from comparisons.catalogue.value import Catalogue
from comparisons.editions import publishing, store
from comparisons.editions.store import DamagedEdition
from comparisons.models import Edition
from comparisons.working_copy import read_catalogue

View = Callable[[HttpRequest, Edition], HttpResponse]


class EditionAdmin(ReadOnlyAdmin):
    """Editions can be viewed, restored (published again) and taken into the working copy, but not changed."""

    admin_site: PublishingSite

    list_display = ["number", "published_at", "published_by", "note", "is_current"]
    list_display_links = ["number", "published_at"]
    list_select_related = ["published_by"]
    search_fields = ["note"]
    fields = ["number", "published_at", "published_by", "note", "digest", "grown_from"]
    change_form_template = "admin/edition.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_publish(request) or super().has_view_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        later = Edition.objects.filter(number__gt=OuterRef("number"))
        rows: QuerySet[Any] = super().get_queryset(request).select_related("grown_from")
        rows = rows.defer("data", "grown_from__data").annotate(current=~Exists(later))
        return rows

    def get_urls(self) -> list[Any]:
        return [
            self._path("restore", self.restore, may_publish),
            self._path("take", self.take, self.has_view_permission),
            self._path("download", self.download, self.has_view_permission),
            self._path("files", self.files, self.has_view_permission),
            *super().get_urls(),
        ]

    def _path(self, name: str, view: View, is_allowed: Callable[[HttpRequest], bool]) -> Any:
        """Return the route of a page about an edition, from which a damaged one leads back to the edition's form."""

        def page(request: HttpRequest, pk: int) -> HttpResponse:
            if not is_allowed(request):
                raise PermissionDenied
            row = get_object_or_404(self.get_queryset(request), pk=pk)
            try:
                return view(request, row)
            except DamagedEdition as error:
                messages.error(request, str(error))
                return redirect("admin:comparisons_edition_change", pk)

        return path(f"<int:pk>/{name}/", self.admin_site.admin_view(page), name=f"comparisons_edition_{name}")

    @admin.display(boolean=True, description="current")
    def is_current(self, edition: Any) -> bool:
        return edition.current  # type: ignore[no-any-return]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        edition = self.get_object(request, object_id)
        shown = contents(request, edition) if edition is not None else {}
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    def restore(self, request: HttpRequest, row: Edition) -> HttpResponse:
        """Show what visitors would see change; on POST with a note, publish the edition again."""
        form = NoteForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            note = f"Edition {row.number} restored: {form.cleaned_data['note']}"
            try_to_publish(request, lambda: publishing.restore(row.number, by=editor(request), note=note))
            return redirect("admin:comparisons_edition_changelist")
        restored = publishing.with_names_of_today(store.edition(row.number).catalogue)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Restore edition {row.number}",
            "opts": self.opts,
            "edition": row,
            "form": form,
            **self._visible_changes(request, restored),
        }
        return render(request, "admin/restore_edition.html", context)

    def _visible_changes(self, request: HttpRequest, restored: Catalogue) -> dict[str, Any]:
        try:
            current = store.current_edition().catalogue
        except DamagedEdition as error:
            return {"damage": str(error)}
        shown = lines(request, current, restored)
        return {"changes": shown, **(self.admin_site.consequences(current, restored) if shown else {})}

    def take(self, request: HttpRequest, row: Edition) -> HttpResponse:
        """Show what taking an edition into the working copy would overwrite; do it on POST."""
        catalogue = store.edition(row.number).catalogue
        if request.method == "POST":
            return self._take(request, row)
        working_copy = read_catalogue()
        context = {
            **self.admin_site.each_context(request),
            "title": f"Take edition {row.number} into the working copy",
            "opts": self.opts,
            "edition": row,
            "changes": lines(request, working_copy, keeping_names(working_copy, catalogue)),
        }
        return render(request, "admin/take_edition.html", context)

    def _take(self, request: HttpRequest, row: Edition) -> HttpResponse:
        if not may_publish(request):
            raise PermissionDenied(
                "Only publishers take an edition into the working copy: it overwrites the work of all."
            )
        with kept_in_history(editor(request), f"Edition {row.number} taken into the working copy"):
            publishing.take_into_working_copy(row.number)
            keep_in_history(request, row.number, CHANGE, "Taken into the working copy.")
        text = f"The working copy is now as edition {row.number}. Visitors see it once it is published."
        messages.success(request, text)
        return redirect("admin:changes")

    def download(self, request: HttpRequest, row: Edition) -> HttpResponse:
        name = f'attachment; filename="edition-{row.number}.json"'
        return HttpResponse(row.data, content_type="application/json", headers={"Content-Disposition": name})

    def files(self, request: HttpRequest, row: Edition) -> HttpResponse:
        """Return the edition as an archive of files that `load_catalogue` can read."""
        return archive_response(store.edition(row.number).catalogue, f"edition-{row.number}")


def contents(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """Return template context: counts and changes of an edition, or its damage."""
    try:
        catalogue = store.edition(edition.number).catalogue
        before = Edition.objects.names().filter(number__lt=edition.number).first()
        previous = store.edition(before[0]).catalogue if before else Catalogue()
    except DamagedEdition as error:
        return {"damage": str(error)}
    return {
        "counts": [
            (name.replace("_", " "), len(getattr(catalogue, name)))
            for name in Catalogue.__struct_fields__
            if name in SINGULAR
        ],
        "previous": before[0] if before else None,
        "changes": lines(request, previous, catalogue) if before else [],
    }


def lines(request: HttpRequest, old: Catalogue, new: Catalogue) -> Portion[Line]:
    links = Links()
    return portion(request, diff(old, new), lambda change: links.of_change(change, new, old))
