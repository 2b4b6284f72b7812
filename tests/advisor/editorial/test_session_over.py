"""What somebody typed whose session has ended is shown, not lost behind the login."""

import html
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comparisons import models
from tests.comparisons.admin.browser import form_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["/admin/comparisons/framework/{}/change/", "/admin/matrix/?group=x"])
def test_a_form_that_is_sent_after_the_session_ended_is_shown_with_a_way_to_log_in(client, published, page):
    alder = models.Framework.objects.get(slug="alder")
    typed = {"summary": "Weeks of <b>work</b>.", "csrfmiddlewaretoken": "x" * 64, "scores-TOTAL_FORMS": "3"}
    response = client.post(page.format(alder.pk), typed)
    shown = response.content.decode()
    assert response.status_code == 403
    assert "Weeks of &lt;b&gt;work&lt;/b&gt;." in shown
    assert "xxxx" not in shown
    assert "/admin/login/?next=/admin/" in shown
    assert models.Framework.objects.get(slug="alder") == alder


@pytest.mark.parametrize("page", ["/admin/password_change/", "/admin/auth/user/1/password/", "/admin/second-factor/"])
def test_a_form_that_may_hold_a_password_is_not_shown_again(client, published, page):
    response = client.post(page, {"old_password": "secret", "password1": "secret", "code": "secret"})
    assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/admin/login/")


@pytest.fixture
def browser(published):
    """A client that has to send CSRF tokens, as a browser does, with a login."""
    User.objects.create_superuser("anna", password="only-for-this-test")
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="anna"))
    return client


def log_in(client):
    page = client.get("/admin/login/")
    token = hidden(page)["csrfmiddlewaretoken"]
    sent = {"username": "anna", "password": "only-for-this-test", "csrfmiddlewaretoken": token}
    assert client.post("/admin/login/", sent, headers={"origin": "http://testserver"}).status_code == 302


def hidden(response):
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode())
    return {name: html.unescape(value) for name, value in found}


def test_what_was_typed_is_saved_after_the_next_login_without_typing_it_again(browser):
    source = models.Source.objects.get(slug="manual")
    page = f"/admin/comparisons/source/{source.pk}/change/"
    form = form_of(browser.get(page), "source") | {"title": ["Weeks of work"]}
    here = {"origin": "http://testserver"}
    del browser.cookies["sessionid"]
    over = browser.post(page, form, headers=here)
    assert over.status_code == 403
    log_in(browser)  # in another tab, which changes the token of this page
    again = browser.post(page, hidden(over), headers=here)
    assert (again.status_code, "Nothing is saved yet" in again.content.decode()) == (403, True)
    assert models.Source.objects.get(pk=source.pk).title == "Manual"
    assert browser.post(page, hidden(again) | {"_save": ""}, headers=here).status_code == 302
    assert models.Source.objects.get(pk=source.pk).title == "Weeks of work"


@pytest.mark.parametrize("headers", [{"origin": "https://elsewhere.example"}, {}])
def test_a_form_of_another_site_is_refused_without_an_offer_to_save_it(browser, headers):
    source = models.Source.objects.get(slug="manual")
    sent = {"title": "Theirs", "csrfmiddlewaretoken": "x" * 64}
    response = browser.post(f"/admin/comparisons/source/{source.pk}/change/", sent, headers=headers)
    assert response.status_code == 403
    assert "Theirs" not in response.content.decode()
