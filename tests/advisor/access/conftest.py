import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import DEFAULT_DB_ALIAS
from django.test import Client

from advisor.access.roles import ROLES, make_roles

PASSWORD = "correct horse battery"


@pytest.fixture
def roles(db):
    """The groups that a migration made. Tests that commit take them away from those that follow in their process."""
    if Group.objects.filter(name__in=list(ROLES)).count() < len(ROLES):
        make_roles(apps, DEFAULT_DB_ALIAS)


@pytest.fixture
def make_login(roles):
    """Make a login with a role (or 'staff', or 'superuser')."""

    def make(role, name=None):
        user = User.objects.create_user(name or role.lower(), password=PASSWORD, is_staff=True)
        user.is_superuser = role == "superuser"
        user.save()
        user.groups.set(Group.objects.filter(name=role))
        return user

    return make


@pytest.fixture
def browser_of(make_login):
    """Return the browser of a login with a role; of nobody for 'anonymous'."""

    def browser(role):
        client = Client()
        if role != "anonymous":
            client.force_login(make_login(role))
        return client

    return browser


@pytest.fixture
def log_in(client):
    """Send the form of the login page."""

    def send(name="ann", password=PASSWORD, code="", browser=client, **extra):
        fields = {"username": name, "password": password, "code": code, "next": "/admin/"}
        return browser.post("/admin/login/", fields, **extra)

    return send
