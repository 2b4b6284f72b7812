import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from advisor.http.headers import ResponseHeaders, policy

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/healthz", 200),
        ("/frameworks/alder/", 200),
        ("/frameworks/alder", 301),
        ("/advise/result/?parts=lean&build=site", 302),
        ("/advise/result/?edition=abc", 400),
        ("/nothing/here/", 404),
        ("/frameworks/gone/", 404),
        ("/admin/", 302),
        ("/admin/login/", 200),
        ("/static/gone.css", 404),
    ],
)
def test_every_response_has_the_security_headers(client, published, address, status):
    response = client.get(address)
    assert response.status_code == status
    assert response["Content-Security-Policy"] == CSP
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"]
    assert response["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"


@pytest.mark.django_db
def test_refusals_by_django_itself_have_security_headers(client, published):
    for response in (client.post("/"), client.get("/", headers={"host": "evil.example"})):
        assert response.status_code in (400, 405)
        assert response["Content-Security-Policy"] == CSP


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/frameworks/", "/frameworks/alder/", "/advise/result/?build=site"])
def test_public_pages_set_no_cookie_and_do_not_vary_by_one(client, published, address):
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_header_set_by_a_view_is_kept():
    def view(request):
        return HttpResponse(headers={"Cross-Origin-Resource-Policy": "cross-origin"})

    response = ResponseHeaders(view)(RequestFactory().get("/"))
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Content-Security-Policy"] == CSP


def test_a_view_with_its_own_policy_gets_no_x_frame_options():
    framed = policy(settings.SECURE_CSP | {"frame-ancestors": ["*"]})

    def view(request):
        return HttpResponse(headers={"Content-Security-Policy": framed})

    response = ResponseHeaders(view)(RequestFactory().get("/"))
    assert response["Content-Security-Policy"] == framed
    assert "X-Frame-Options" not in response
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_policy_is_one_line():
    assert policy({"default-src": ["'none'"], "img-src": ["'self'", "data:"]}) == (
        "default-src 'none'; img-src 'self' data:"
    )
