"""Creating and repairing logins of editors from the command line."""

import secrets

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction

from advisor.access.log import security
from advisor.access.roles import make_roles

__all__ = ["NameTaken", "UnknownLogin", "editor_exists", "login_named", "make_editor", "new_password"]


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
