"""The roles of editors, and logins that are created or repaired from the command line.

Roles are groups; each has all permissions of the one before.
"""

import logging
import secrets
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, User
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.db.models import Q

# Security events (logins, failures, roles, publishing) and who caused them. Never passwords, codes or keys.
security = logging.getLogger("advisor.security")

# Models without a page on which they are changed.
NOT_EDITED = ["edition", "workingcopy", "rowid", "shippedcatalogue", "openform", "sourcecheck"]
# Change the working copy, mark changes as ready and keep decisions; view editions and the log.
EDITOR = (
    Q(content_type__app_label="comparisons") & ~Q(content_type__model__in=NOT_EDITED)
    | Q(content_type__app_label="comparisons", codename="view_edition")
    | Q(content_type__app_label="admin", codename="view_logentry")
    | Q(content_type__app_label="advisor", content_type__model="keptdecision")
)
# Also publish, restore and import editions, and discard changes.
PUBLISHER = EDITOR | Q(content_type__app_label="comparisons", codename="add_edition")
# Also manage logins and their roles.
ADMIN = PUBLISHER | Q(
    content_type__app_label="auth", codename__in=["view_user", "add_user", "change_user", "view_group"]
)
ROLES = {"Editor": EDITOR, "Publisher": PUBLISHER, "Admin": ADMIN}
# What Django's application of accounts and its models are called on the editors' side, whose catalogue has groups too.
NAMES = {"auth": "Logins and roles", "User": "Logins", "Group": "Roles"}


def make_roles(models: Any, using: str) -> None:
    """Create or update the groups. `models` is the app registry of a migration, or the current one.

    Called by migrations; a new model needs a migration that calls it again."""
    for label in ("comparisons", "auth", "admin", "advisor"):
        # Django itself creates permissions only after the last migration.
        create_permissions(apps.get_app_config(label), verbosity=0, using=using, apps=models)
    group, permission = models.get_model("auth", "Group"), models.get_model("auth", "Permission")
    for name, permissions in ROLES.items():
        row, _ = group.objects.using(using).get_or_create(name=name)
        row.permissions.set(permission.objects.using(using).filter(permissions))


def remove_roles(models: Any, using: str) -> None:
    models.get_model("auth", "Group").objects.using(using).filter(name__in=list(ROLES)).delete()


def renamed(app: dict[str, Any]) -> dict[str, Any]:
    """Return an application of the admin's list, with its names and those of its models as in `NAMES`."""
    if app["app_label"] != "auth":
        return app
    models = [{**model, "name": NAMES.get(model["object_name"], model["name"])} for model in app["models"]]
    return {**app, "name": NAMES["auth"], "models": models}


def role_names(user: User) -> str:
    """Return a login's roles as text for the log."""
    names = ["superuser"] if user.is_superuser else []
    names += user.groups.order_by("name").values_list("name", flat=True)
    return ", ".join(names) or "none"


def beyond_roles(user: User) -> bool:
    """Whether a login has permissions that no role gives. Only superusers may change such a login."""
    return user.is_superuser or user.user_permissions.exists() or user.groups.exclude(name__in=list(ROLES)).exists()


class NameTaken(ValueError):
    """There is a login with this name already."""


class UnknownLogin(LookupError):
    """There is no login with this name."""


def editor_exists() -> bool:
    return User.objects.filter(is_staff=True, is_active=True).exists()


def make_editor(name: str, role: str | None = None) -> str:
    """Create a login with a role, or a superuser, and return its password, of which only a hash is stored.

    Raises NameTaken.
    """
    password = _random_password()
    try:
        with transaction.atomic():
            if role is None:
                User.objects.create_superuser(username=name, password=password)
            else:
                user = User.objects.create_user(username=name, password=password, is_staff=True)
                user.groups.add(_group(role))
    except IntegrityError:
        raise NameTaken(f"There is a login named {name} already.") from None
    return password


def _group(role: str) -> Group:
    if not Group.objects.filter(name=role).exists():
        make_roles(apps, DEFAULT_DB_ALIAS)  # `manage.py flush` deletes the groups, which a migration created
    return Group.objects.get(name=role)


def login_named(name: str) -> User:
    """Return the login with this name. Raises UnknownLogin."""
    try:
        return User.objects.get(username=name)
    except User.DoesNotExist:
        raise UnknownLogin(f"There is no login named {name}.") from None


def new_password(user: User) -> str:
    """Set a random password and return it. This ends all sessions of the login."""
    password = _random_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    security.warning("password of %r set on the command line", user.username)
    return password


def _random_password() -> str:
    return secrets.token_urlsafe(15)
