from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection

from advisor.accounts.roles import ROLES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
migration = import_module("advisor.migrations.0002_roles")


def permissions_of(role):
    permissions = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
    return {f"{label}.{codename}" for label, codename in permissions}


def working_copy_permissions():
    """Return all permissions on the working copy. A new model needs a migration that calls `make_roles`."""
    models = [m._meta for m in apps.get_app_config("comparisons").get_models()]
    return {
        f"comparisons.{action}_{m.model_name}"
        for m in models
        if m.model_name not in ("edition", "workingcopy", "rowid", "shippedcatalogue", "openform")
        for action in m.default_permissions
    }


KEPT_DECISIONS = {f"advisor.{action}_keptdecision" for action in ("view", "add", "change", "delete")}
EDITOR = {"comparisons.view_edition", "admin.view_logentry"} | KEPT_DECISIONS
PUBLISHER = EDITOR | {"comparisons.add_edition"}
ADMIN = PUBLISHER | {"auth.view_user", "auth.add_user", "auth.change_user", "auth.view_group"}


@pytest.mark.parametrize(("role", "more"), [("Editor", EDITOR), ("Publisher", PUBLISHER), ("Admin", ADMIN)])
def test_each_role_has_exactly_these_permissions(role, more):
    assert permissions_of(role) == working_copy_permissions() | more


def test_the_migration_can_be_reversed_and_repeated_on_a_database_in_use():
    others = Group.objects.create(name="Others")
    others.permissions.add(Permission.objects.first())
    before = {role: permissions_of(role) for role in ROLES}
    editor = SimpleNamespace(connection=connection)  # all that the migration uses
    migration.backwards(apps, editor)
    assert list(Group.objects.values_list("name", flat=True)) == ["Others"]
    migration.forwards(apps, editor)
    migration.forwards(apps, editor)
    assert {role: permissions_of(role) for role in ROLES} == before
    assert others.permissions.count() == 1
