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
def asked():
    """Within the request of this id."""
    token = request_id.set("abcdef0123456789")
    yield
    request_id.reset(token)


def error():
    try:
        raise ValueError("two\nlines")
    except ValueError:
        return sys.exc_info()


def test_a_line_for_programs(asked):
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


def test_between_requests_no_request_is_named():
    assert "request" not in json.loads(JsonLines().format(record("ready")))


def test_a_traceback_stays_in_its_line_for_programs():
    line = JsonLines().format(record("broken", exc_info=error()))
    assert "\n" not in line
    assert json.loads(line)["traceback"].endswith("ValueError: two\nlines")


def test_a_line_for_people(asked):
    line = PlainLines().format(record("/frameworks/", fields={"status": 200, "edition": None, "from": ""}))
    assert line.endswith(" WARNING advisor.security: /frameworks/ (request=abcdef0123456789 status=200)")


@pytest.mark.parametrize("formatter", [JsonLines, PlainLines])
@pytest.mark.parametrize("odd", ["a\nb", "a\r\nb", "a\u2028b", "a\x85b", "a\x1b[31mb", "a\x00b"])
def test_nobody_can_make_one_line_look_like_two(formatter, odd):
    line = formatter().format(record("login of %s failed", odd, fields={"path": odd}))
    assert len(line.splitlines()) == 1 or formatter is JsonLines
    assert not {"\n", "\r", "\x1b", "\x00"} & set(line)


def test_what_json_does_not_know_is_written_in_words():
    assert json.loads(JsonLines().format(record("x", fields={"path": object})))["path"] == "<class 'object'>"
