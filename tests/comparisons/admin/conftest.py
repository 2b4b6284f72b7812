import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def anna(published):
    """A client logged in as a superuser."""
    return logged_in(User.objects.create_superuser("anna"))


@pytest.fixture
def berta(published):
    """A client logged in as another superuser."""
    return logged_in(User.objects.create_superuser("berta"))


@pytest.fixture
def carl(published):
    """A client logged in as an editor who may change everything but not publish."""
    user = User.objects.create_user("carl", is_staff=True)
    permissions = Permission.objects.filter(content_type__app_label="comparisons")
    user.user_permissions.set(permissions.exclude(content_type__model="edition"))
    return logged_in(user)


@pytest.fixture
def dora(published):
    """A client logged in as a user with view permissions only."""
    user = User.objects.create_user("dora", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return logged_in(user)


def give(client, *codenames):
    """Give permissions to the user of a client."""
    user = User.objects.get(pk=client.session["_auth_user_id"])
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
