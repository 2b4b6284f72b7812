"""The applications of the lab as the site reads them."""

import logging

import pytest
from msgspec.structs import replace

from comparisons.applications import reading
from comparisons.applications.reading import SourceFile, application_of, applications, public_applications
from comparisons.applications.specification import PARTS
from lab.application import CANNOT, slugs
from lab.effort import effort


def test_every_application_of_the_lab_is_read():
    assert [*applications()] == slugs()
    assert {"bottle", "django", "flask"} <= applications().keys()


@pytest.mark.parametrize("specification", [*CANNOT])
def test_the_parts_are_those_of_the_specification(specification):
    assert PARTS[specification].keys() == CANNOT[specification]


def test_lines_are_counted_as_the_lab_does():
    flask = applications()["flask"]
    assert {file.name: file.lines for file in flask.source} == effort(flask.described).lines
    assert SourceFile("app.py", "# a comment\n\n  \nx = 1").lines == 1


def test_lines_of_an_application_are_those_of_its_files():
    flask = applications()["flask"]
    assert flask.lines == sum(file.lines for file in flask.source) == sum(flask.lines_by_language.values())
    assert [file.name for file in flask.source] == [*flask.described.source]
    assert flask.lines_by_language["python"] == flask.source[0].lines
    assert "test_app.py" in [file.name for file in flask.around]


def test_what_is_left_out_has_its_reason_and_stands_in_the_order_of_the_specification():
    bottle = applications()["bottle"]
    assert [part.name for part, _ in bottle.left_out] == [
        "Protection of the form",
        "WebSockets",
        "A job after the response",
    ]
    assert dict(bottle.left_out)[PARTS["web"]["echo"]] == bottle.described.cannot["echo"]


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("gunicorn, as https://a.example/b/ recommends", ("gunicorn, as ", "https://a.example/b/", " recommends")),
        ("Its own. See https://example.org/a.", ("Its own. See ", "https://example.org/a", ".")),
        ("its own", ("its own", "", "")),
    ],
)
def test_the_address_of_the_documentation_is_found(said, parts):
    flask = applications()["flask"]
    assert replace(flask, described=replace(flask.described, server=said)).server == parts


def test_a_renamed_framework_keeps_its_application(shipped):
    flask = shipped.framework_by_slug["flask"]
    assert application_of(replace(flask, slug="flask-4", aliases=("flask",))) is applications()["flask"]
    assert application_of(replace(flask, slug="flask-4")) is None


def test_frameworks_of_a_catalogue_without_applications_have_none(small):
    assert public_applications(small) == []


def test_what_cannot_be_read_is_left_out_and_logged(monkeypatch, tmp_path, caplog):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "app.toml").write_text("framework = ")
    monkeypatch.setattr(reading, "slugs", lambda: ["broken", "flask"])
    monkeypatch.setattr(reading, "read", lambda slug: _read(slug, tmp_path))
    with caplog.at_level(logging.ERROR):
        found = reading.applications.__wrapped__()
    assert [*found] == ["flask"]
    assert "app.toml" in caplog.text


_original = reading.read


def _read(slug, folder):
    return _original(slug, folder) if slug == "broken" else _original(slug)
