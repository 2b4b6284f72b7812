"""Error pages say what is wrong and what to do, and reveal nothing else."""

import re
from ipaddress import ip_network
from urllib.parse import quote

import pytest
from django.conf import settings as project_settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import include, path

from advisor.http import errors
from comparisons.search.not_found import nearest_to
from tests.site_client import SiteClient


def broken(request):
    raise RuntimeError("this view is broken by hush-hush")


def refused(request):
    raise PermissionDenied("hush-hush")


def suspicious(request):
    raise SuspiciousOperation("hush-hush")


urlpatterns = [
    path("broken/", broken),
    path("refused/", refused),
    path("suspicious/", suspicious),
    path("", include("advisor.urls")),
]
handler400 = "advisor.http.errors.bad_request"
handler403 = "advisor.http.errors.forbidden"
handler404 = "advisor.http.errors.not_found"


@pytest.fixture
def with_mistakes(settings):
    """A client for the site with additional views that raise exceptions, which the client does not re-raise."""
    settings.ROOT_URLCONF = "tests.advisor.http.test_errors"
    return Client(raise_request_exception=False)


def links(response):
    return dict(re.findall(r'<a class="card-link" href="([^"]+)">([^<]+)</a>', response.content.decode()))


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("/flask/", "/frameworks/flask/"),
        ("/djnago", "/frameworks/django/"),
        ("/frameworks/FastApi/docs/", "/frameworks/fastapi/"),
        ("/framework/", "/frameworks/"),
        ("/performanse/", "/criteria/performance/"),
        ("/advice/", "/advise/"),
        ("/wiki/Litestar", "/frameworks/litestar/"),
    ],
)
def test_an_unknown_url_suggests_similar_names(client, shipped_edition, address, first):
    response = client.get(address, follow=True)
    assert response.status_code == 404
    assert next(iter(links(response))) == first


@pytest.mark.parametrize("address", ["/wp-login.php", "/qqqqqqqq/", f"/{quote('ÿ' * 50)}/", "/%00/"])
def test_a_url_unlike_any_name_gets_no_suggestions(client, shipped_edition, address):
    response = client.get(address)
    assert response.status_code == 404
    assert links(response) == {}
    assert "Where to go from here" in response.content.decode()


def test_a_404_page_takes_one_query_and_ignores_cookies(client, shipped_edition, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/flask/")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_404_page_offers_to_search_for_the_last_word_of_the_url(client, shipped_edition):
    body = client.get("/blog/async-orm/").content.decode()
    found = re.search(r'<a href="([^"]+)">Search the whole site for “async orm”</a>', body)[1]
    assert client.get(found).status_code == 200


def test_before_the_first_edition_only_pages_are_suggested(client, db):
    assert links(client.get("/metod/")) == {"/method/": "Method"}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ([], []),
        (["django"], ["D"]),
        (["jango", "flusk"], ["D", "F"]),
        (["x" * 10_000], []),
        (["dj"], []),
    ],
)
def test_suggestions_resemble_a_word_and_are_listed_once(words, named):
    addresses = {"django": ("/d/", "D"), "flask": ("/f/", "F"), "djangoo": ("/d/", "D")}
    assert [name for _, name in nearest_to(words, addresses)] == named


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/suspicious/", 400, "We could not understand this request"),
        ("/refused/", 403, "You cannot see this page"),
        ("/nowhere/", 404, "Page not found"),
        ("/broken/", 500, "Something went wrong on our side"),
    ],
)
def test_every_error_page_has_the_design_of_the_site(with_mistakes, shipped_edition, address, status, heading):
    response = with_mistakes.get(address)
    body = response.content.decode()
    assert response.status_code == status
    assert re.search(r"<h1>([^<]+)</h1>", body)[1] == heading
    assert "/static/site/site.css" in body
    assert 'class="site-name"' in body
    assert '<meta name="robots" content="noindex">' in body


@pytest.mark.parametrize("address", ["/suspicious/", "/refused/", "/nowhere/", "/broken/"])
def test_no_error_page_reveals_internals(with_mistakes, shipped_edition, address):
    response = with_mistakes.get(address, headers={"cookie": "sessionid=hush-hush", "authorization": "hush-hush"})
    sent = response.content.decode() + str(dict(response.items()))
    secrets = [
        "hush-hush",
        project_settings.SECRET_KEY,
        "Traceback",
        ".py",
        str(project_settings.STATE_DIR),
        "urlpatterns",
    ]
    assert [secret for secret in secrets if secret in sent] == []


def test_a_form_with_an_expired_token_gets_instructions(db):
    browser = SiteClient(enforce_csrf_checks=True)
    response = browser.post(f"/{project_settings.ADMIN_PATH}login/", {"username": "anna", "password": "x"})
    body = response.content.decode()
    assert response.status_code == 403
    assert "We could not accept this form" in body
    assert "reload the page and send the form again" in body


def test_the_500_page_needs_neither_database_nor_static_file_manifest(with_mistakes, settings):
    settings.STORAGES = project_settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    response = with_mistakes.get("/broken/")
    assert response.status_code == 500
    assert "Nothing is lost" in response.content.decode()


def test_files_that_the_500_page_links_to_exist(project):
    page = (project / "templates/500.html").read_text(encoding="utf-8")
    files = re.findall(r'href="/static/([^"]+)"', page)
    assert len(files) == 2
    assert [name for name in files if not (project / "static" / name).is_file()] == []


@pytest.mark.parametrize("path", ["{}", "{}/", "{}/login/", "{}/comparisons/framework/", "{}/nothing/"])
def test_a_closed_admin_looks_like_an_unknown_url(settings, shipped_edition, path):
    settings.ADMIN_NETWORKS = [ip_network("192.0.2.0/24")]
    closed, missing = (SiteClient().get("/" + path.format(name)) for name in ("admin", "qqqqq"))
    assert (closed.status_code, missing.status_code) == (404, 404)
    own = {"Content-Length": "0", "X-Request-ID": "of each request"}
    assert dict(closed.items()) | own == dict(missing.items()) | own


def test_a_host_that_is_not_allowed_is_explained_on_the_page_and_in_the_log_once_a_minute(
    client, shipped_edition, caplog, monkeypatch
):
    monkeypatch.setattr(errors._unknown_hosts, "logged_at", float("-inf"))
    for host in ("wrong.example", "<b>.example", "x" * 5000):
        response = client.get("/frameworks/", HTTP_HOST=host)
        assert response.status_code == 400
        assert "add the name to the setting <code>ALLOWED_HOSTS</code>" in response.content.decode()
        assert "<b>.example" not in response.content.decode()
    said = [(line.levelname, line.getMessage()) for line in caplog.records if line.name == "advisor.http.errors"]
    words = "The host 'wrong.example' is not in ALLOWED_HOSTS: its requests get status 400. Logged once a minute."
    assert said == [("WARNING", words)]
    assert client.get("/api/v1/frameworks", HTTP_HOST="wrong.example").json()["title"]
