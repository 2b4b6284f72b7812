"""The roles of editors: groups, each with all permissions of the one before."""

from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import User
from django.db.models import Q

__all__ = ["ROLES", "beyond_roles", "make_roles", "remove_roles", "role_names"]

# Change the working copy; view editions and the log.
EDITOR = (
    Q(content_type__app_label="comparisons") & ~Q(content_type__model__in=["edition", "workingcopy"])
    | Q(content_type__app_label="comparisons", codename="view_edition")
    | Q(content_type__app_label="admin", codename="view_logentry")
)
# Also publish, restore and import editions, and discard changes.
PUBLISHER = EDITOR | Q(content_type__app_label="comparisons", codename="add_edition")
# Also manage logins and their roles.
ADMIN = PUBLISHER | Q(
    content_type__app_label="auth", codename__in=["view_user", "add_user", "change_user", "view_group"]
)
ROLES = {"Editor": EDITOR, "Publisher": PUBLISHER, "Admin": ADMIN}


def make_roles(apps: Any, using: str) -> None:
    """Create or update the groups. Called by migrations; a new model needs a migration that calls it again."""
    for label in ("comparisons", "auth", "admin"):
        # Django itself creates permissions only after the last migration.
        create_permissions(installed.get_app_config(label), verbosity=0, using=using, apps=apps)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, permissions in ROLES.items():
        row, _ = group.objects.using(using).get_or_create(name=name)
        row.permissions.set(permission.objects.using(using).filter(permissions))


def remove_roles(apps: Any, using: str) -> None:
    apps.get_model("auth", "Group").objects.using(using).filter(name__in=list(ROLES)).delete()


def role_names(user: User) -> str:
    """Return a login's roles as text for the log."""
    names = ["superuser"] if user.is_superuser else []
    names += user.groups.order_by("name").values_list("name", flat=True)
    return ", ".join(names) or "none"


def beyond_roles(user: User) -> bool:
    """Whether a login has permissions that no role gives. Only superusers may change such a login."""
    return user.is_superuser or user.user_permissions.exists() or user.groups.exclude(name__in=list(ROLES)).exists()
