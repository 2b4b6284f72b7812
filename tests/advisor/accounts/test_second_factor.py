import re

import pytest
from django.contrib.auth.models import User
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from advisor.accounts import second_factor
from comparisons.editions.store import editions
from tests.advisor.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PAGE = "/admin/second-factor/"


def code(user, steps=0):
    return f"{totp(TOTPDevice.objects.get(user=user).bin_key, drift=steps):06}"


@pytest.fixture
def paula(browser_of):
    """A client logged in as a publisher."""
    return browser_of("Publisher")


@pytest.fixture
def user(paula):
    return User.objects.get(username="publisher")


def set_up(browser, user):
    browser.post(PAGE, {"action": "start"})
    return browser.post(PAGE, {"action": "confirm", "code": code(user)})


def test_viewing_the_page_creates_no_device(paula, user):
    assert "Set up" in paula.get(PAGE).content.decode()
    assert not TOTPDevice.objects.exists()


def test_the_secret_is_shown_as_text_and_as_a_qr_code_without_inline_styles(paula, user):
    page = paula.post(PAGE, {"action": "start"}, follow=True).content.decode()
    device = TOTPDevice.objects.get(user=user)
    assert second_factor.secret(device) in page
    assert "<svg" in page
    assert not re.search(r"\sstyle=|<style|\son\w+=", page.partition('id="content-main"')[2])
    assert not second_factor.has_one(user)


def test_the_qr_code_encodes_the_otpauth_address(paula, user):
    import segno

    second_factor.start(user)
    device = second_factor.unconfirmed(user)
    address = device.config_url
    assert address.startswith("otpauth://totp/Framework%20advisor%3Apublisher?secret=")
    size, squares = second_factor.qr_code(device)
    matrix = segno.make(address, error="m", micro=False).matrix
    assert size == len(matrix) + 8
    assert squares.count("M") == sum(map(sum, matrix))


def test_a_right_code_confirms_the_secret_and_shows_ten_backup_codes_once(paula, user):
    page = set_up(paula, user).content.decode()
    shown = re.findall(r"<code>(\w{8})</code>", page)
    assert len(set(shown)) == 10
    assert second_factor.has_one(user)
    assert not set(shown) & set(re.findall(r"<code>(\w{8})</code>", paula.get(PAGE).content.decode()))
    assert "<strong>10 backup codes</strong>" in paula.get(PAGE).content.decode()


@pytest.mark.parametrize("wrong", ["000000", "", "x\x00", "9" * 21])
def test_a_wrong_code_confirms_nothing(paula, user, wrong):
    paula.post(PAGE, {"action": "start"})
    assert paula.post(PAGE, {"action": "confirm", "code": wrong}).status_code == 200
    assert not second_factor.has_one(user)


def test_wrong_codes_on_the_page_are_throttled(paula, user):
    paula.post(PAGE, {"action": "start"})
    found = [paula.post(PAGE, {"action": "confirm", "code": "000000"}).status_code for _ in range(6)]
    assert found == [200] * 5 + [429]


def test_starting_again_does_not_replace_a_confirmed_secret(paula, user):
    set_up(paula, user)
    before = list(TOTPDevice.objects.values_list("key", "confirmed"))
    paula.post(PAGE, {"action": "start"})
    assert list(TOTPDevice.objects.values_list("key", "confirmed")) == before


def test_removing_it_requires_the_password(paula, user):
    set_up(paula, user)
    paula.post(PAGE, {"action": "remove", "password": "wrong"})
    assert second_factor.has_one(user)
    paula.post(PAGE, {"action": "remove", "password": PASSWORD})
    assert not second_factor.has_one(user)
    assert second_factor.backup_codes_left(user) == 0


def test_new_backup_codes_replace_the_old_ones(paula, user):
    former = set(re.findall(r"<code>(\w{8})</code>", set_up(paula, user).content.decode()))
    page = paula.post(PAGE, {"action": "codes", "password": PASSWORD}).content.decode()
    assert len(set(re.findall(r"<code>(\w{8})</code>", page)) - former) == 10
    assert not any(second_factor.accept(user, backup) for backup in former)


def test_an_unverified_session_can_neither_remove_nor_renew_it(paula, user, client):
    set_up(paula, user)
    client.force_login(user)
    for action in ("remove", "codes", "start"):
        client.post(PAGE, {"action": action, "password": PASSWORD})
    assert second_factor.has_one(user)
    assert second_factor.backup_codes_left(user) == 10
    assert client.post(PAGE, {"action": "show", "code": "000000"}).status_code == 200
    assert client.post(PAGE, {"action": "show", "code": code(user, steps=1)}).status_code == 302
    assert "is set up" in client.get(PAGE).content.decode()


# With SECOND_FACTOR=publishers or everyone

PUBLISHING = [("get", "/admin/changes/"), ("post", "/admin/publish/")]


@pytest.mark.parametrize(("method", "address"), PUBLISHING)
def test_publishers_without_one_are_redirected_and_publish_nothing(paula, published, settings, method, address):
    settings.SECOND_FACTOR = "publishers"
    response = getattr(paula, method)(address, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "This needs a second factor." in response.content.decode()
    assert len(editions()) == 1


def test_publishers_without_one_see_a_notice_on_every_page(paula, user, published, settings):
    settings.SECOND_FACTOR = "publishers"
    notice = "Publishing needs a second factor."
    assert notice in paula.get("/admin/").content.decode()
    set_up(paula, user)
    assert notice not in paula.get("/admin/").content.decode()


def test_publishers_with_one_may_publish(paula, user, published, settings):
    settings.SECOND_FACTOR = "publishers"
    set_up(paula, user)
    assert paula.get("/admin/changes/").status_code == 200


def test_a_session_that_has_not_verified_it_may_not_publish(paula, user, published, settings, client):
    settings.SECOND_FACTOR = "publishers"
    set_up(paula, user)
    client.force_login(user)
    assert client.get("/admin/changes/").status_code == 302


def test_editors_do_not_need_one_when_only_publishers_do(browser_of, published, settings):
    settings.SECOND_FACTOR = "publishers"
    editor = browser_of("Editor")
    assert editor.get("/admin/comparisons/framework/").status_code == 200
    assert editor.get("/admin/changes/").status_code == 200


@pytest.mark.parametrize("role", ["Admin", "superuser"])
def test_managing_logins_requires_one(browser_of, make_login, published, settings, role):
    settings.SECOND_FACTOR = "publishers"
    target = make_login("Editor")
    response = browser_of(role).post(f"/admin/auth/user/{target.pk}/password/", {"password1": "x"})
    assert (response.status_code, response["Location"]) == (302, PAGE)


@pytest.mark.parametrize("role", ["staff", "Editor", "superuser"])
def test_with_everyone_every_role_needs_one(browser_of, published, settings, role):
    settings.SECOND_FACTOR = "everyone"
    browser = browser_of(role)
    assert browser.get("/admin/")["Location"] == PAGE
    assert browser.get("/admin/comparisons/framework/")["Location"] == PAGE
    assert browser.get(PAGE).status_code == 200
    assert browser.get("/admin/password_change/").status_code == 200
    assert browser.post("/admin/logout/").status_code == 200


def test_the_login_page_comes_before_the_second_factor(client, settings):
    settings.SECOND_FACTOR = "everyone"
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
