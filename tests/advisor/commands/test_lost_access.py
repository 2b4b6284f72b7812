"""Commands for editors who cannot log in."""

import re
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from advisor.accounts import lockout, second_factor
from advisor.accounts.roles import make_editor

pytestmark = pytest.mark.django_db


def run(command, name):
    out = StringIO()
    call_command(command, name, stdout=out)
    return out.getvalue()


def test_unlock_login_lets_a_locked_name_try_again():
    for _ in range(5):
        lockout.begin("ann", "192.0.2.1", timezone.now())
    assert run("unlock_login", "ann") == "ann may try again at once.\n"
    assert lockout.begin("ann", "192.0.2.1", timezone.now()) is None


def test_unlock_login_reports_a_name_without_failures():
    assert run("unlock_login", "ann") == "No failed logins of ann are known.\n"


def test_a_new_password_replaces_the_old_one_and_ends_sessions(client):
    old = make_editor("ann")
    client.force_login(User.objects.get())
    said = re.fullmatch(
        r"Login: ann\nPassword: (?P<password>\S{20})\nIt is shown this once\.\n", run("new_password", "ann")
    )
    assert said
    assert User.objects.get().check_password(said["password"])
    assert not User.objects.get().check_password(old)
    assert client.get("/admin/").status_code == 302


def test_a_lost_second_factor_is_removed():
    make_editor("ann")
    second_factor.start(User.objects.get())
    assert run("reset_second_factor", "ann") == "ann has no second factor.\n"
    second_factor.start(User.objects.get())
    device = second_factor.unconfirmed(User.objects.get())
    device.confirmed = True
    device.save()
    assert run("reset_second_factor", "ann") == (
        "The second factor of ann is removed: the password alone lets them in.\n"
    )
    assert not second_factor.has_one(User.objects.get())


@pytest.mark.parametrize("command", ["new_password", "reset_second_factor"])
def test_an_unknown_name_is_an_error(command):
    with pytest.raises(CommandError, match="There is no login named nobody"):
        run(command, "nobody")
