import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import DEFAULT_DB_ALIAS
from django.test import Client

from advisor.accounts.roles import ROLES, make_roles

PASSWORD = "correct horse battery"


@pytest.fixture
def roles(db):
    """The groups made by a migration. Tests with real transactions flush them, so create them again if missing."""
    if Group.objects.filter(name__in=list(ROLES)).count() < len(ROLES):
        make_roles(apps, DEFAULT_DB_ALIAS)


@pytest.fixture
def make_login(roles):
    """Return a function that creates a login with a role, or 'staff' or 'superuser'."""

    def make(role, name=None):
        user = User.objects.create_user(name or role.lower(), password=PASSWORD, is_staff=True)
        user.is_superuser = role == "superuser"
        user.save()
        user.groups.set(Group.objects.filter(name=role))
        return user

    return make


@pytest.fixture
def browser_of(make_login):
    """Return a function that returns a client logged in with a role, or not logged in for 'anonymous'."""

    def browser(role):
        client = Client()
        if role != "anonymous":
            client.force_login(make_login(role))
        return client

    return browser


@pytest.fixture
def log_in(client):
    """Return a function that submits the login form, and then a code if it is asked for one and has one."""

    def send(name="ann", password=PASSWORD, code="", browser=client, **extra):
        fields = {"username": name, "password": password, "next": "/admin/"}
        response = browser.post("/admin/login/", fields, **extra)
        if code and response.status_code == 302 and response["Location"].startswith("/admin/login/code/"):
            return browser.post(response["Location"], {"code": code}, **extra)
        return response

    return send
