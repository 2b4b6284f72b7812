"""Logins for editors, as made and mended from the command line."""

import secrets

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction

from advisor.access.log import security
from advisor.access.roles import make_roles

__all__ = ["NameTaken", "UnknownLogin", "login_named", "make_editor", "new_password", "there_is_an_editor"]


class NameTaken(ValueError):
    """Somebody has this name already."""


class UnknownLogin(LookupError):
    """Nobody has this name."""


def there_is_an_editor() -> bool:
    return User.objects.filter(is_staff=True, is_active=True).exists()


def make_editor(name: str, role: str | None = None) -> str:
    """Make a login with a role, or without one that may do everything; return its password, stored nowhere else."""
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
        make_roles(apps, DEFAULT_DB_ALIAS)  # a migration made them, and `manage.py flush` takes them away
    return Group.objects.get(name=role)


def login_named(name: str) -> User:
    """Raises UnknownLogin."""
    try:
        return User.objects.get(username=name)
    except User.DoesNotExist:
        raise UnknownLogin(f"There is no login named {name}.") from None


def new_password(user: User) -> str:
    """Give a login another password and return it. All its sessions end by that."""
    password = _random_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    security.warning("password of %r set on the command line", user.username)
    return password


def _random_password() -> str:
    return secrets.token_urlsafe(15)
