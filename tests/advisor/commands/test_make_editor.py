import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def make_editor(*args):
    out = StringIO()
    call_command("make_editor", *args, stdout=out)
    return out.getvalue()


def test_a_login_is_created_and_its_password_printed():
    login = re.fullmatch(r"Login: ann\nPassword: (?P<password>\S{20})\nIt is shown this once\.\n", make_editor("ann"))
    assert login
    assert authenticate(username="ann", password=login["password"]) == get_user_model().objects.get()


def test_without_a_role_the_login_is_a_superuser():
    make_editor("ann")
    editor = get_user_model().objects.get()
    assert (editor.is_active, editor.is_staff, editor.is_superuser) == (True, True, True)


@pytest.mark.parametrize("role", ["editor", "publisher", "admin"])
def test_with_a_role_the_login_has_that_role_only(role):
    make_editor("ann", "--role", role)
    ann = get_user_model().objects.get()
    assert (ann.is_staff, ann.is_superuser, [g.name for g in ann.groups.all()]) == (True, False, [role.capitalize()])


def test_a_missing_role_is_created_again():
    Group.objects.all().delete()
    make_editor("ann", "--role", "editor")
    assert get_user_model().objects.get().has_perm("comparisons.change_framework")


def test_an_unknown_role_is_refused():
    with pytest.raises(CommandError, match="invalid choice: 'king'"):
        make_editor("ann", "--role", "king")
    assert not get_user_model().objects.exists()


def test_passwords_differ():
    assert make_editor("ann").splitlines()[1] != make_editor("bob").splitlines()[1]


def test_a_missing_name_is_asked_for(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: " ann ")
    assert make_editor().startswith("Login: ann\n")


@pytest.mark.parametrize("name", ["", "  "])
def test_an_editor_needs_a_name(monkeypatch, name):
    monkeypatch.setattr("builtins.input", lambda prompt: name)
    with pytest.raises(CommandError, match=r"An editor needs a name\."):
        make_editor(name)
    assert not get_user_model().objects.exists()


def test_a_taken_name_is_refused_and_its_password_unchanged():
    make_editor("ann")
    before = get_user_model().objects.get().password
    with pytest.raises(CommandError, match="There is a login named ann already"):
        make_editor("ann")
    assert get_user_model().objects.get().password == before
