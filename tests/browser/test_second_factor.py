"""Setting up a second factor and logging in with it, in a browser."""

import pytest
from django.contrib.auth.models import User
from django_otp.oath import totp
from playwright.sync_api import expect

PASSWORD = "correct horse battery"


@pytest.fixture
def ann(site):
    return User.objects.create_superuser("ann", password=PASSWORD)


def log_in(page, site, code=""):
    page.goto(f"{site}/admin/login/")
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    if code:
        expect(page.get_by_role("textbox", name="Code")).to_be_focused()
        page.get_by_role("textbox", name="Code").fill(code)
        page.get_by_role("button", name="Log in").click()


def log_out(page):
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Logged out")


def code_from(secret, steps=0):
    """Return the code that an app would make from the secret on the page."""
    from base64 import b32decode

    return f"{totp(b32decode(secret.replace(' ', '')), t0=-30 * steps):06}"


def test_a_login_needs_a_code_or_a_backup_code_after_set_up(page, site, ann):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    log_in(page, site)
    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    secret = page.locator(".factor-key").inner_text()
    page.get_by_role("textbox", name="Code").fill(code_from(secret))
    page.get_by_role("button", name="Confirm").click()
    codes = page.locator(".factor-backup code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="I have saved them").click()
    log_out(page)
    log_in(page, site, "000000")
    expect(page.get_by_text("This code is wrong or was used before.")).to_be_visible()
    log_in(page, site, code_from(secret, steps=1))
    expect(page).to_have_url(f"{site}/admin/")
    log_out(page)
    log_in(page, site, codes[0])
    expect(page).to_have_url(f"{site}/admin/")
    page.goto(f"{site}/admin/second-factor/")
    expect(page.get_by_text("9 backup codes")).to_be_visible()
    assert [text for text in complaints if "429" not in text] == []
