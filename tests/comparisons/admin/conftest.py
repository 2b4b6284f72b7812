import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def anna(published):
    """The browser of an editor who may do everything."""
    return logged_in(User.objects.create_superuser("anna"))


@pytest.fixture
def berta(published):
    """The browser of another one."""
    return logged_in(User.objects.create_superuser("berta"))


@pytest.fixture
def carl(published):
    """The browser of an editor who may change everything but not publish."""
    user = User.objects.create_user("carl", is_staff=True)
    permissions = Permission.objects.filter(content_type__app_label="comparisons")
    user.user_permissions.set(permissions.exclude(content_type__model="edition"))
    return logged_in(user)


@pytest.fixture
def dora(published):
    """The browser of somebody who may look at everything."""
    user = User.objects.create_user("dora", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return logged_in(user)


def give(client, *codenames):
    """Permit more to the user of a browser."""
    user = User.objects.get(pk=client.session["_auth_user_id"])
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
