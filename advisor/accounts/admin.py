"""Admin pages for logins, roles and the log of actions. Only superusers can grant more than a role."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from advisor.accounts.roles import NAMES, ROLES, beyond_roles, role_names, security
from comparisons.admin.base import ReadOnlyAdmin
from comparisons.admin.history import change_message

FIELDSETS_WITHOUT_PERMISSIONS = (
    (None, {"fields": ("username", "password")}),
    ("Who it is", {"fields": ("first_name", "last_name", "email")}),
    ("What they may do", {"fields": ("is_active", "groups")}),
    ("Dates", {"fields": ("last_login", "date_joined")}),
)


class LogEntryAdmin(ReadOnlyAdmin):
    """Read-only list of all admin actions, including deletions."""

    list_display = ["action_time", "user", "action_flag", "content_type", "object_repr", "message", "bring_back"]
    list_filter = ["action_flag", "content_type", "user"]
    list_select_related = ["user", "content_type", "version"]
    search_fields = ["object_repr", "change_message"]
    date_hierarchy = "action_time"
    fields = ["action_time", "user", "action_flag", "content_type", "object_repr", "message"]
    show_full_result_count = False

    @admin.display(description="what")
    def message(self, entry: Any) -> str:
        return str(entry.get_change_message())

    @admin.display(description="bring back")
    def bring_back(self, entry: Any) -> str:
        """A link to what it was before, which brings back even what was deleted."""
        kept = getattr(entry, "version", None)
        if kept is None or not kept.before:
            return ""
        return format_html('<a href="{}?side=before">as it was before</a>', reverse("admin:version", args=[entry.pk]))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Exclude actions on logins and roles for users who may not view logins."""
        rows: QuerySet[Any] = super().get_queryset(request)
        may_see_logins = request.user.has_perm("auth.view_user")
        return rows if may_see_logins else rows.exclude(content_type__app_label="auth")


class LoginAdmin(UserAdmin):  # type: ignore[type-arg]
    """Logins are deactivated, never deleted, since deletion would delete their history."""

    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups", "is_superuser")
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"title": NAMES["User"], **(extra_context or {})})

    def roles(self, user: User) -> str:
        names = ["superuser"] if user.is_superuser else []
        return ", ".join([*names, *(group.name for group in user.groups.all())])

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not held_back(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only superusers change logins that exceed the roles: this permission also allows setting their password."""
        if not super().has_change_permission(request, obj) or held_back(request):
            return False
        return obj is None or is_superuser(request) or not beyond_roles(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj is None or is_superuser(request) else FIELDSETS_WITHOUT_PERMISSIONS

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple()
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.name == "groups" and not is_superuser(request):
            field.queryset = Group.objects.filter(name__in=list(ROLES))
        return field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.is_staff = True  # only staff have a reason to log in
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = role_names(form.instance)
        super().save_related(request, form, formsets, change)
        by, user, after = request.user.get_username(), form.instance.username, role_names(form.instance)
        security.info("login %r saved by %r: roles %s, before %s", user, by, after, before)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        return change_message(form, formsets or (), add, secret=("password1", "password2", "usable_password"))

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        """Set the password of another login. One's own is changed where the old one is asked for."""
        if self.get_object(request, unquote(id)) == request.user:
            return redirect("admin:password_change")
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            security.info("password of login %s set by %r", id, request.user.get_username())
        return response


class RoleAdmin(GroupAdmin):
    """Only superusers add or change roles; the project's own come from a migration."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"title": NAMES["Group"], **(extra_context or {})})

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and is_superuser(request)


def held_back(request: HttpRequest) -> bool:
    return bool(getattr(request, "held_back", False))


def is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
