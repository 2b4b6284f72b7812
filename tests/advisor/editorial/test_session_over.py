"""What somebody typed whose session has ended is shown, not lost behind the login."""

import pytest

from comparisons import models

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["/admin/comparisons/framework/{}/change/", "/admin/matrix/?group=x"])
def test_a_form_that_is_sent_after_the_session_ended_is_shown_with_a_way_to_log_in(client, published, page):
    alder = models.Framework.objects.get(slug="alder")
    typed = {"summary": "Weeks of <b>work</b>.", "csrfmiddlewaretoken": "x" * 64, "scores-TOTAL_FORMS": "3"}
    response = client.post(page.format(alder.pk), typed)
    html = response.content.decode()
    assert response.status_code == 403
    assert "Weeks of &lt;b&gt;work&lt;/b&gt;." in html
    assert "xxxx" not in html.partition("<dl")[2]
    assert "/admin/login/?next=/admin/" in html
    assert models.Framework.objects.get(slug="alder") == alder


@pytest.mark.parametrize("page", ["/admin/password_change/", "/admin/auth/user/1/password/", "/admin/second-factor/"])
def test_a_form_that_may_hold_a_password_is_not_shown_again(client, published, page):
    response = client.post(page, {"old_password": "secret", "password1": "secret", "code": "secret"})
    assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/admin/login/")
