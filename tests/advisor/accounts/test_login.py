import logging
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from advisor.accounts import second_factor
from tests.advisor.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

WRONG = "The name or the password is wrong. Passwords are case-sensitive."
WRONG_CODE = "This code is wrong or was used before. Wait for the next one and type that."
CODE_PAGE = "/admin/login/code/?next=%2Fadmin%2F"


@pytest.fixture
def ann(make_login):
    return make_login("Publisher", "ann")


def give_second_factor(user):
    device = TOTPDevice.objects.create(user=user, name="App", confirmed=True)
    return device, second_factor.new_backup_codes(user)


def code_of(device, steps=0):
    return f"{totp(device.bin_key, drift=steps):06}"


def errors(response):
    return [text for texts in response.context["form"].errors.values() for text in texts]


def is_logged_in(browser):
    return browser.get("/admin/").status_code == 200


def test_without_a_second_factor_name_and_password_log_in(client, ann, log_in):
    assert log_in().status_code == 302
    assert is_logged_in(client)


@pytest.mark.parametrize(
    ("name", "password"),
    [("ann", "wrong"), ("nobody", PASSWORD), ("visitor", PASSWORD), ("gone", PASSWORD), ("with-code", "wrong")],
)
def test_the_error_does_not_tell_what_was_wrong(client, ann, make_login, log_in, name, password):
    User.objects.create_user("visitor", password=PASSWORD)
    User.objects.create_user("gone", password=PASSWORD, is_staff=True, is_active=False)
    give_second_factor(make_login("Editor", "with-code"))
    response = log_in(name, password)
    assert (response.status_code, errors(response)) == (200, [WRONG])
    assert not is_logged_in(client)


@pytest.mark.parametrize("code", ["000000", "not a code", "9" * 21, "x\x00"])
def test_after_the_right_password_a_wrong_code_lets_nobody_in(client, ann, log_in, code):
    give_second_factor(ann)
    response = log_in(code=code)
    assert response.status_code == 200
    assert errors(response)
    assert not is_logged_in(client)


def test_the_code_is_asked_for_on_a_page_of_its_own_and_only_of_those_who_have_one(client, ann, make_login, log_in):
    assert "code" not in client.get("/admin/login/").content.decode().lower()
    assert log_in(make_login("Editor", "bob").username)["Location"] == "/admin/"
    client.logout()
    give_second_factor(ann)
    assert log_in()["Location"] == CODE_PAGE
    assert not is_logged_in(client)
    page = client.get(CODE_PAGE)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]


def to_password_page(response):
    return response.status_code == 302 and response["Location"] == "/admin/login/"


def test_nobody_reaches_the_code_without_the_password(client, ann):
    device, _ = give_second_factor(ann)
    assert to_password_page(client.get(CODE_PAGE))
    assert to_password_page(client.post(CODE_PAGE, {"code": code_of(device)}))
    assert not is_logged_in(client)


def wait_too_long(client, user):
    session = client.session
    session["waits_for_code"] = session["waits_for_code"] | {"until": timezone.now().timestamp() - 1}
    session.save()


def change_password(client, user):
    user.set_password("Zebra-crossing-9")
    user.save()


def close(client, user):
    User.objects.filter(pk=user.pk).update(is_active=False)


def take_from_staff(client, user):
    User.objects.filter(pk=user.pk).update(is_staff=False)


def reset_second_factor(client, user):
    second_factor.remove(user)


@pytest.mark.parametrize("change", [wait_too_long, change_password, close, take_from_staff, reset_second_factor])
def test_what_changes_between_password_and_code_asks_for_the_password_again(client, ann, log_in, change):
    device, _ = give_second_factor(ann)
    log_in()
    change(client, ann)
    assert to_password_page(client.post(CODE_PAGE, {"code": code_of(device)}))
    assert not is_logged_in(client)


def test_a_session_known_before_the_password_is_of_no_use_for_the_code_or_after_it(client, ann, log_in):
    device, _ = give_second_factor(ann)
    client.get("/admin/login/")
    session = client.session
    session["before"] = 1
    session.save()
    keys = [session.session_key]
    client.cookies["sessionid"] = session.session_key
    log_in()
    keys.append(client.session.session_key)
    assert client.post(CODE_PAGE, {"code": code_of(device)}).status_code == 302
    keys.append(client.session.session_key)
    assert len(set(keys)) == 3
    for former in keys[:2]:
        thief = Client()
        thief.cookies["sessionid"] = former
        assert to_password_page(thief.get(CODE_PAGE))
        assert not is_logged_in(thief)


def test_a_code_logs_in_whose_password_it_was_and_logs_out_who_was_there_before(client, ann, make_login, log_in):
    device, _ = give_second_factor(ann)
    make_login("Editor", "bob")
    log_in("bob")
    assert log_in(code=code_of(device)).status_code == 302
    assert client.get("/admin/").context["user"] == ann
    assert client.get("/admin/").context["user"].is_verified()


def test_right_passwords_take_back_no_wrong_codes(client, ann, log_in):
    give_second_factor(ann)
    found = [log_in(code="000000", browser=Client()).status_code for _ in range(5)]
    assert found == [200] * 5
    assert log_in().status_code == 302
    response = client.post(CODE_PAGE, {"code": "000000"})
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 30


def test_an_unknown_name_hashes_a_password_like_a_known_one(ann, log_in, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    log_in("ann", "wrong")
    known = len(hashed)
    log_in("nobody", "wrong")
    assert (known, len(hashed)) == (1, 2)


def test_after_five_failures_the_right_password_has_to_wait_and_is_not_hashed(ann, log_in, monkeypatch):
    for _ in range(5):
        assert log_in(password="wrong").status_code == 200
    monkeypatch.setattr("django.contrib.auth.forms.authenticate", None)
    response = log_in()
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 30
    [text] = errors(response)
    assert text.startswith("Too many attempts failed. Try again in ")


def test_an_unknown_name_has_to_wait_too(log_in):
    assert [log_in("nobody").status_code for _ in range(6)] == [200] * 5 + [429]


def test_another_address_does_not_have_to_wait(client, ann, log_in):
    for _ in range(6):
        log_in(password="wrong")
    assert log_in(REMOTE_ADDR="198.51.100.7").status_code == 302


@pytest.mark.parametrize(("trusted", "status"), [(True, 302), (False, 429)])
def test_forwarded_addresses_count_only_behind_a_trusted_proxy(ann, log_in, settings, trusted, status):
    settings.TRUSTED_PROXY = trusted
    for _ in range(6):
        log_in(password="wrong", HTTP_X_FORWARDED_FOR="203.0.113.5, 198.51.100.7")
    assert log_in(HTTP_X_FORWARDED_FOR="198.51.100.7, 203.0.113.5").status_code == status


def test_only_the_last_forwarded_address_counts(ann, log_in, settings):
    settings.TRUSTED_PROXY = True
    addresses = [f"203.0.113.{n}, 198.51.100.7" for n in range(6)]
    found = [log_in(password="wrong", HTTP_X_FORWARDED_FOR=address).status_code for address in addresses]
    assert found == [200] * 5 + [429]


def test_an_app_code_works_once(client, ann, log_in):
    device, _ = give_second_factor(ann)
    code = code_of(device)
    assert log_in(code=f"{code[:3]} {code[3:]}").status_code == 302
    assert is_logged_in(client)
    another = Client()
    assert errors(log_in(code=code, browser=another)) == [WRONG_CODE]
    assert not is_logged_in(another)


def test_a_backup_code_works_once(client, ann, log_in):
    _, codes = give_second_factor(ann)
    assert len(set(codes)) == 10
    assert log_in(code=codes[3].upper()).status_code == 302
    assert second_factor.backup_codes_left(ann) == 9
    assert errors(log_in(code=codes[3], browser=Client())) == [WRONG_CODE]


def test_wrong_codes_are_throttled_like_wrong_passwords(ann, log_in):
    device, _ = give_second_factor(ann)
    assert [log_in(code="000000").status_code for _ in range(6)] == [200] * 5 + [429]
    assert log_in(code=code_of(device)).status_code == 429


def test_a_login_starts_a_new_session_that_ends_at_a_fixed_time(client, ann, log_in):
    client.get("/admin/login/")
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    log_in()
    assert client.session.session_key != session.session_key
    end = Session.objects.get(pk=client.session.session_key).expire_date
    assert timedelta(hours=11, minutes=59) < end - timezone.now() <= timedelta(hours=12)
    later = client.session
    later["busy"] = 1
    later.save()
    assert Session.objects.get(pk=later.session_key).expire_date == end


def test_a_new_password_ends_all_other_sessions(client, ann, log_in):
    other = Client()
    log_in()
    log_in(browser=other)
    new = {"old_password": PASSWORD, "new_password1": "Zebra-crossing-9", "new_password2": "Zebra-crossing-9"}
    assert client.post("/admin/password_change/", new).status_code == 302
    assert is_logged_in(client)
    assert not is_logged_in(other)


@pytest.mark.parametrize("change", [{"is_staff": False}, {"is_active": False}])
def test_a_deactivated_login_is_logged_out_at_once(client, ann, log_in, change):
    log_in()
    User.objects.update(**change)
    assert not is_logged_in(client)


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/nothing/", "/admin/publish/"])
def test_admin_pages_are_never_cached(browser_of, published, address):
    for role in ("anonymous", "Editor"):
        assert "no-store" in browser_of(role).get(address)["Cache-Control"]


NETWORKS = ["192.0.2.0/24", "2001:db8::/32"]


@pytest.mark.parametrize(
    ("address", "open_"),
    [("192.0.2.9", True), ("::ffff:192.0.2.9", True), ("2001:db8::1", True), ("198.51.100.7", False), ("", False)],
)
@pytest.mark.parametrize("page", ["/admin", "/admin/", "/admin/login/", "/admin/nothing/"])
def test_outside_its_networks_the_admin_is_not_found(client, published, settings, page, address, open_):
    from ipaddress import ip_network

    settings.ADMIN_NETWORKS = [ip_network(network) for network in NETWORKS]
    response = client.get(page, REMOTE_ADDR=address)
    assert (response.status_code != 404) is open_
    assert client.get("/frameworks/", REMOTE_ADDR=address).status_code == 200


def test_the_log_names_logins_and_never_secrets(ann, log_in, caplog):
    caplog.set_level(logging.INFO, "advisor.security")
    log_in("my-secret-password", "another-secret")
    device, _ = give_second_factor(ann)
    log_in("ann", "wrong-secret")
    log_in(code="123456")
    log_in(code=code_of(device))
    for _ in range(6):
        log_in("ann", "wrong-secret")
    lines = [record.getMessage() for record in caplog.records if record.name == "advisor.security"]
    assert lines == [
        "login of an unknown name from 127.0.0.1 failed",
        *["login of 'ann' from 127.0.0.1 failed"] * 2,
        "login of 'ann' from 127.0.0.1",
        *["login of 'ann' from 127.0.0.1 failed"] * 5,
        "login of 'ann' from 127.0.0.1 has to wait",
    ]


NEW = {"new_password1": "Zebra-crossing-9", "new_password2": "Zebra-crossing-9"}


def test_guesses_of_ones_old_password_are_counted_like_failed_logins(client, ann, log_in):
    log_in()
    tries = [client.post("/admin/password_change/", NEW | {"old_password": f"guess {n}"}).status_code for n in range(7)]
    assert tries == [200] * 5 + [429] * 2
    held_back = client.post("/admin/password_change/", NEW | {"old_password": PASSWORD})
    assert held_back.status_code == 429
    assert "Too many attempts failed. Try again in " in held_back.content.decode()
    assert User.objects.get(pk=ann.pk).check_password(PASSWORD)


@pytest.mark.parametrize("form", ["/admin/auth/user/{}/password/", "/admin/auth/user/0{}/password/"])
@pytest.mark.parametrize("role", ["Admin", "superuser"])
def test_who_may_set_passwords_is_asked_for_the_old_one_of_their_own(client, make_login, log_in, role, form):
    own = make_login(role, "carl")
    log_in("carl")
    page = form.format(own.pk)
    fields = {"password1": "Zebra-crossing-9", "password2": "Zebra-crossing-9", "usable_password": "true"}
    for response in (client.get(page), client.post(page, fields)):
        assert (response.status_code, response["Location"]) == (302, "/admin/password_change/")
    assert User.objects.get(pk=own.pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    "following", ["", "https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"]
)
def test_without_a_page_of_ours_to_go_to_a_login_ends_on_the_start_page(client, ann, following):
    fields = {"username": "ann", "password": PASSWORD, "next": following}
    response = client.post("/admin/login/", fields)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert is_logged_in(client)
    client.logout()
    device, _ = give_second_factor(ann)
    assert client.post("/admin/login/", fields)["Location"] == CODE_PAGE
    response = client.post(f"/admin/login/code/?{urlencode({'next': following})}", {"code": code_of(device)})
    assert (response.status_code, response["Location"]) == (302, "/admin/")
