"""Names of character codings in requests: none of them is remembered, and none breaks an answer."""

import encodings

import pytest
from django.test import RequestFactory

from advisor.http.codings import forget_unknown_codings, without_coding


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("text/plain", "text/plain"),
        ("text/plain; charset=utf-8", "text/plain"),
        ("application/x-www-form-urlencoded; charset=anything", "application/x-www-form-urlencoded"),
        ("text/plain; charset*=nothing''a", "text/plain"),
        ("multipart/form-data; boundary=abc", 'multipart/form-data; boundary="abc"'),
        ('multipart/form-data; charset=x; Boundary="a b"', "multipart/form-data"),
        ("multipart/form-data;boundary=--abc; charset=x", 'multipart/form-data; boundary="--abc"'),
        ("multipart/form-data; boundary*=nothing''abc", "multipart/form-data"),
        (f"multipart/form-data; boundary={'a' * 71}", "multipart/form-data"),
        (";", ""),
    ],
)
def test_of_a_content_type_the_type_and_the_boundary_are_left(given, left):
    assert without_coding(given) == left


@pytest.mark.parametrize(
    "content_type",
    ["text/html; charset=made-up", "text/html; charset*=made-up''x", "a;b*=made-up''x", "\x00; charset=made-up"],
)
def test_a_made_up_coding_changes_no_answer_and_is_not_remembered(client, shipped_edition, content_type):
    def answer(method, query):
        environ = RequestFactory().generic(method, "/find/", QUERY_STRING=query).environ
        status, _, content = client.handler.answer(environ | {"CONTENT_TYPE": content_type})
        return status, content

    assert answer("GET", "q=flask") == ("200 OK", client.get("/find/?q=flask").content)
    assert answer("POST", "q=flask")[0] in ("403 Forbidden", "405 Method Not Allowed")
    assert not [name for name in encodings._cache if "made" in name]


def test_python_is_asked_for_known_codings_only():
    before = dict(encodings._cache)
    forget_unknown_codings()
    for name in ("made-up", "x" * 8000, "utf----9", "os"):
        with pytest.raises(LookupError):
            b"a".decode(name)
    assert encodings._cache == before
    assert ("ä".encode("latin-1"), "ä".encode(), "ä".encode("windows-1252")) == (b"\xe4", b"\xc3\xa4", b"\xe4")
