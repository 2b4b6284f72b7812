from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from comparisons.admin.typed import ModelAdmin

__all__ = ["LogEntryAdmin"]


class LogEntryAdmin(ModelAdmin):
    """Read-only list of all admin actions, including deletions."""

    list_display = ["action_time", "user", "action_flag", "content_type", "object_repr", "message"]
    list_filter = ["action_flag", "content_type", "user"]
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr", "change_message"]
    date_hierarchy = "action_time"
    fields = ["action_time", "user", "action_flag", "content_type", "object_repr", "message"]
    show_full_result_count = False

    @admin.display(description="what")
    def message(self, entry: Any) -> str:
        return str(entry.get_change_message())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Exclude actions on logins and roles for users who may not view logins."""
        rows: QuerySet[Any] = super().get_queryset(request)
        may_see_logins = request.user.has_perm("auth.view_user")
        return rows if may_see_logins else rows.exclude(content_type__app_label="auth")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
