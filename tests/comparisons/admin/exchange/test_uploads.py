"""Uploads that are too large are not stored and get an error message."""

import tempfile
import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from comparisons.admin.exchange import confirmations
from tests.comparisons.admin.exchange.sheets import address, refusals

BOUNDARY = "a-boundary"


class Endless:
    """The body of a form with a file of this many bytes, generated while it is read."""

    def __init__(self, size, token=""):
        disposition = 'Content-Disposition: form-data; name="{}"'
        head = f"--{BOUNDARY}\r\n{disposition.format('csrfmiddlewaretoken')}\r\n\r\n{token}\r\n"
        head += f'--{BOUNDARY}\r\n{disposition.format("file")}; filename="scores.csv"\r\n\r\n'
        self.head, self.tail = head.encode(), f"\r\n--{BOUNDARY}--\r\n".encode()
        self.middle = size
        self.length = len(self.head) + size + len(self.tail)
        self.handed_out = 0

    def read(self, size=-1):
        size = min(size if size >= 0 else 2**16, 2**16)
        if self.head:
            part, self.head = self.head[:size], self.head[size:]
        elif self.middle:
            part = b"x" * min(size, self.middle)
            self.middle -= len(part)
        else:
            part, self.tail = self.tail[:size], self.tail[size:]
        self.handed_out += len(part)
        return part

    def readline(self, size=-1):
        raise NotImplementedError("there are no lines in it")


def send(client, body):
    return client.generic(
        "POST",
        address("score", "import"),
        CONTENT_TYPE=f"multipart/form-data; boundary={BOUNDARY}",
        CONTENT_LENGTH=str(body.length),
        **{"wsgi.input": body},
    )


@pytest.fixture
def no_disk(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a file was written")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)


@pytest.mark.usefixtures("no_disk")
def test_an_upload_of_a_hundred_megabytes_is_refused_without_using_memory_or_disk(anna):
    body = Endless(100 * 2**20)
    anna.get(address("score", "import"))
    tracemalloc.start()
    response = send(anna, body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert response.status_code == 422
    assert refusals(response) == ["This file is too large: at most 10 MB are taken. Split it into several files."]
    assert peak < 4 * confirmations.MAX_UPLOAD
    assert body.handed_out == body.length  # read to its end, or browsers would not show the response


def test_a_far_too_large_request_is_refused_unread(anna):
    body = Endless(10**12)
    assert send(anna, body).status_code == 413
    assert body.handed_out == 0


def test_uploads_need_a_csrf_token(anna):
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = anna.cookies
    assert send(careful, Endless(11 * 2**20, token="wrong")).status_code == 403


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "Choose a file first."),
        ({"file": SimpleUploadedFile("scores.csv", b"")}, "This file is empty."),
        ({"file": "no file"}, "Choose a file first."),
        (
            {"file": SimpleUploadedFile("s" * 97 + ".csv", b"x")},
            "The name of this file is too long: give it one of at most 100 characters.",
        ),
    ],
)
def test_a_form_without_a_valid_file_shows_an_error(anna, files, message):
    response = anna.post(address("score", "import"), files)
    assert (response.status_code, refusals(response)) == (422, [message])


def test_files_up_to_the_limit_are_received_completely(anna, monkeypatch):
    monkeypatch.setattr(confirmations, "MAX_UPLOAD", 1000)
    for size, message in ((1000, "is no such table"), (1001, "is too large")):
        response = anna.post(address("score", "import"), {"file": SimpleUploadedFile("s.csv", b"x" * size)})
        assert message in refusals(response)[0]


def test_there_are_no_other_upload_handlers():
    from django.conf import settings

    assert settings.FILE_UPLOAD_HANDLERS == ["comparisons.admin.exchange.confirmations.BoundedUpload"]
    with override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=0):  # not disabled by Django's own limit
        assert confirmations.BoundedUpload().handle_raw_input(None, {}, 10, b"") is None
