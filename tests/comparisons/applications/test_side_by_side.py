"""Which files of several applications stand beside each other."""

import pytest
from msgspec.structs import replace

from comparisons.applications.reading import LabApplication, SourceFile, applications
from comparisons.applications.side_by_side import code_of, role_of, side_by_side


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("app.py", "answers"),
        ("main.py", "answers"),
        ("notes/__init__.py", "answers"),
        ("notes/urls.py", "answers"),
        ("notes/models.py", "data"),
        ("notes/migrations/0001_initial.py", "data"),
        ("notes/management/commands/prepare.py", "start"),
        ("schema.sql", "data"),
        ("notes/schemas.py", "checks"),
        ("passwords.py", "log-in"),
        ("mysite/settings.py", "start"),
        ("wsgi.py", "start"),
        ("templates/base.html", "frame"),
        ("notes/templates/layout.jinja2", "frame"),
        ("views/index.tpl", "list"),
        ("templates/rows.html", "rows"),
        ("templates/registration/login.html", "sign-in"),
        ("templates/private.html", "private"),
        ("templates/refused.html", "pages"),
        ("development.ini", "start"),
    ],
)
def test_the_name_of_a_file_says_what_it_does(name, slug):
    assert role_of(SourceFile(name, ""), "web").slug == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [("main.py", "screens"), ("screens/rows.py", "rows"), ("pages/work.py", "work"), ("rxconfig.py", "start")],
)
def test_files_of_screens_are_those_of_their_pages(name, slug):
    assert role_of(SourceFile(name, ""), "screen").slug == slug


def test_every_file_stands_in_one_row(shipped):
    pairs = [(shipped.framework_by_slug[slug], applications()[slug]) for slug in ("django", "flask")]
    rows = side_by_side(pairs)
    for number, (_, own) in enumerate(pairs):
        shown = [file for row in rows for file in row.columns[number].files]
        assert sorted(file.name for file in shown) == sorted(file.name for file in own.source)
    assert all(any(column.files for column in row.columns) for row in rows)
    assert rows[0].role.slug == "answers"


def test_what_keeps_code_from_standing_side_by_side_is_told(shipped, monkeypatch):
    by_slug = shipped.framework_by_slug
    assert code_of([by_slug["django"], by_slug["flask"]]).obstacle == ""
    unknown = replace(by_slug["flask"], slug="unknown", name="Unknown")
    found = code_of([by_slug["django"], unknown])
    assert found.obstacle == "Unknown has no application in the lab yet."
    assert [framework.slug for framework, _ in found.applications] == ["django"]
    four = code_of([by_slug[slug] for slug in ("bottle", "django", "fastapi", "flask")])
    assert four.obstacle == "The code of up to three frameworks fits side by side."


def test_web_applications_and_screens_are_told_apart(shipped, monkeypatch):
    flask = applications()["flask"]
    screens = replace(flask, described=replace(flask.described, specification="screen", cannot={}))
    assert isinstance(screens, LabApplication)
    monkeypatch.setitem(applications(), "flask", screens)
    found = code_of([shipped.framework_by_slug["django"], shipped.framework_by_slug["flask"]])
    assert found.obstacle.startswith("Django and Flask do different things in the lab")
