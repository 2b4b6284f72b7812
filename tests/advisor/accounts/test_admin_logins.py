"""An admin can give roles and nothing more."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

pytestmark = pytest.mark.django_db


def page_of(user, name="change"):
    return reverse(f"admin:auth_user_{name}", args=[user.pk])


def fields(user, **changed):
    joined = user.date_joined
    return {
        "username": user.username,
        "is_active": "on",
        "date_joined_0": joined.date(),
        "date_joined_1": joined.time(),
    } | changed


def group(name):
    return str(Group.objects.get(name=name).pk)


@pytest.fixture
def admin(browser_of):
    return browser_of("Admin")


def test_an_admin_creates_a_login_without_roles(admin):
    password = {"usable_password": "true", "password1": "Zebra-crossing-9", "password2": "Zebra-crossing-9"}
    admin.post(reverse("admin:auth_user_add"), {"username": "new", **password})
    user = User.objects.get(username="new")
    assert (user.is_staff, user.is_superuser, user.groups.count()) == (True, False, 0)
    assert "Zebra" not in str(list(LogEntry.objects.values()))


def test_giving_a_role_is_logged_with_the_roles_before_and_after(admin, make_login, caplog):
    user = make_login("Editor")
    caplog.set_level("INFO", "advisor.security")
    assert admin.post(page_of(user), fields(user, groups=[group("Publisher")])).status_code == 302
    assert [g.name for g in user.groups.all()] == ["Publisher"]
    assert LogEntry.objects.latest("pk").get_change_message() == "Changed Groups from “Editor” to “Publisher”."
    assert "login 'editor' saved by 'admin': roles Publisher, before Editor" in caplog.messages


@pytest.mark.parametrize("field", ["is_superuser", "is_staff", "user_permissions"])
def test_an_admin_cannot_give_more_than_a_role(admin, make_login, field):
    user = make_login("staff")
    value = Permission.objects.first().pk if field == "user_permissions" else "on"
    User.objects.filter(pk=user.pk).update(is_staff=False)
    admin.post(page_of(user), fields(user, **{field: value}))
    user.refresh_from_db()
    assert (user.is_superuser, user.is_staff, user.user_permissions.count()) == (False, False, 0)


def test_an_admin_cannot_give_a_group_that_is_not_a_role(admin, make_login):
    user, other = make_login("staff"), Group.objects.create(name="Others")
    assert admin.post(page_of(user), fields(user, groups=[str(other.pk)])).status_code == 200
    assert user.groups.count() == 0


def exceed_roles(user, how):
    if how == "superuser":
        User.objects.filter(pk=user.pk).update(is_superuser=True)
    elif how == "permission":
        user.user_permissions.add(Permission.objects.get(codename="delete_user"))
    else:
        user.groups.add(Group.objects.create(name="Others"))


@pytest.mark.parametrize("how", ["superuser", "permission", "group"])
@pytest.mark.parametrize("name", ["change", "password_change"])
def test_an_admin_cannot_change_a_login_that_exceeds_the_roles(admin, make_login, how, name):
    user = make_login("Editor")
    exceed_roles(user, how)
    address = reverse("admin:auth_user_password_change", args=[user.pk]) if name != "change" else page_of(user)
    password = {"password1": "Zebra-crossing-9", "password2": "Zebra-crossing-9", "usable_password": "true"}
    assert admin.post(address, fields(user, username="taken-over", **password)).status_code == 403
    again = User.objects.get(pk=user.pk)
    assert (again.username, again.password) == ("editor", user.password)
    assert admin.get(page_of(user)).status_code == 200


def test_an_admin_cannot_become_a_superuser(admin):
    own = User.objects.get(username="admin")
    admin.post(page_of(own), fields(own, groups=[group("Admin")], is_superuser="on"))
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_superuser_can_give_any_permission(browser_of, make_login):
    user = make_login("Editor")
    page = browser_of("superuser").get(page_of(user)).content.decode()
    assert 'name="is_superuser"' in page
    assert 'name="user_permissions"' in page


def test_editors_do_not_see_log_entries_about_logins(admin, browser_of, make_login):
    user = make_login("staff")
    admin.post(page_of(user), fields(user, groups=[group("Editor")], email="secret@example.org"))
    done = reverse("admin:admin_logentry_changelist")
    assert "secret@example.org" in admin.get(done).content.decode()
    assert "secret@example.org" not in browser_of("Editor").get(done).content.decode()
