"""Logins for editors."""

import secrets

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

__all__ = ["NameTaken", "make_editor", "there_is_an_editor"]


class NameTaken(ValueError):
    """Somebody has this name already."""


def there_is_an_editor() -> bool:
    return get_user_model()._default_manager.filter(is_staff=True, is_active=True).exists()


def make_editor(name: str) -> str:
    """Make a login that may do everything in the admin; return its password, which is stored nowhere else."""
    password = secrets.token_urlsafe(15)
    try:
        with transaction.atomic():
            get_user_model().objects.create_superuser(username=name, password=password)
    except IntegrityError:
        raise NameTaken(f"There is a login named {name} already.") from None
    return password
