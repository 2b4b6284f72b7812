"""A session that cannot be saved is not a bad request."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection

from tests.site_client import SiteClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(published):
    """An editor who has just saved something: the next page shows the message, and takes it out of the session."""
    browser = SiteClient(raise_request_exception=False)
    browser.force_login(User.objects.create_superuser("ann"))
    fields = {"name": "Ours", "link": "/advise/result/?edition=1&build=site"}
    assert browser.post("/admin/advisor/keptdecision/add/", fields).status_code == 302
    return browser


def refuse_writes(execute, sql, params, many, context):
    if sql.startswith(("INSERT", "UPDATE", "DELETE")):
        raise OperationalError("read-only")
    return execute(sql, params, many, context)


def test_an_editor_can_read_although_the_database_cannot_be_written_to(ann):
    with connection.execute_wrapper(refuse_writes):
        page = ann.get("/admin/advisor/keptdecision/")
        assert (page.status_code, b"was added successfully" in page.content) == (200, True)
    assert b"was added successfully" in ann.get("/admin/advisor/keptdecision/").content
    assert b"was added successfully" not in ann.get("/admin/advisor/keptdecision/").content


def test_a_session_that_was_deleted_meanwhile_is_still_a_bad_request(ann):
    def delete(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "django_session" in sql:
            Session.objects.all().delete()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(delete):
        assert ann.get("/admin/advisor/keptdecision/").status_code == 400
