from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from comparisons.admin.inlines import StackedRows
from comparisons.admin.pages import EditorAdmin
from comparisons.catalogue.value import UNKNOWN_EFFORT
from comparisons.models import Move, MovedPart


class MovedPartRows(StackedRows):
    model = MovedPart
    fields = [("part", "effort"), "reason", "sources"]
    autocomplete_fields = ["sources"]
    prefetched = ["sources"]
    verbose_name, verbose_name_plural = "part", "parts of a project, and the effort that each takes"


class MoveAdmin(EditorAdmin):
    list_display = ["__str__", "effort", "unknown", "reviewed_on"]
    list_filter = ["origin", "target"]
    search_fields = ["slug", "summary", "origin__name", "target__name"]
    inlines = [MovedPartRows]
    fieldsets = [(None, {"fields": [("origin", "target"), "slug", "summary", "reviewed_on"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("origin", "target").prefetch_related("parts")

    @admin.display(description="effort of all known parts")
    def effort(self, move: Move) -> int:
        return sum(part.effort for part in move.parts.all() if part.effort != UNKNOWN_EFFORT)

    @admin.display(description="unknown parts")
    def unknown(self, move: Move) -> str:
        return ", ".join(part.part for part in move.parts.all() if part.effort == UNKNOWN_EFFORT)
