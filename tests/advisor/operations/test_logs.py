import json
import logging
import sys

import pytest

from advisor.operations.logs import JsonLines, PlainLines, request_id


def record(message, *args, fields=None, exc_info=None):
    made = logging.LogRecord("advisor.security", logging.WARNING, __file__, 1, message, args, exc_info)
    made.created = 1_790_000_000.5
    if fields:
        made.fields = fields
    return made


@pytest.fixture
def current_request():
    """Set a request id."""
    token = request_id.set("abcdef0123456789")
    yield
    request_id.reset(token)


def error():
    try:
        raise ValueError("two\nlines")
    except ValueError:
        return sys.exc_info()


def test_a_record_is_written_as_json(current_request):
    line = JsonLines().format(record("login of %r failed", "ann", fields={"status": 429, "edition": None}))
    assert json.loads(line) == {
        "time": "2026-09-21T14:13:20.500Z",
        "level": "WARNING",
        "logger": "advisor.security",
        "message": "login of 'ann' failed",
        "request": "abcdef0123456789",
        "status": 429,
        "edition": None,
    }


def test_outside_a_request_there_is_no_request_id():
    assert "request" not in json.loads(JsonLines().format(record("ready")))


def test_a_traceback_stays_on_the_line_of_its_json_record():
    line = JsonLines().format(record("broken", exc_info=error()))
    assert "\n" not in line
    assert json.loads(line)["traceback"].endswith("ValueError: two\nlines")


def test_a_record_is_written_as_a_plain_line(current_request):
    line = PlainLines().format(record("/frameworks/", fields={"status": 200, "edition": None, "from": ""}))
    assert line.endswith(" WARNING advisor.security: /frameworks/ (request=abcdef0123456789 status=200)")


@pytest.mark.parametrize("formatter", [JsonLines, PlainLines])
@pytest.mark.parametrize("odd", ["a\nb", "a\r\nb", "a\u2028b", "a\x85b", "a\x1b[31mb", "a\x00b"])
def test_line_breaks_and_control_characters_are_escaped(formatter, odd):
    line = formatter().format(record("login of %s failed", odd, fields={"path": odd}))
    assert len(line.splitlines()) == 1 or formatter is JsonLines
    assert not {"\n", "\r", "\x1b", "\x00"} & set(line)


def test_values_that_json_cannot_encode_are_written_as_text():
    assert json.loads(JsonLines().format(record("x", fields={"path": object})))["path"] == "<class 'object'>"
