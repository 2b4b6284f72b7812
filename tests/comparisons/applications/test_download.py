"""An application as a ZIP."""

import io
import shutil
import tomllib
import zipfile

import pytest
from msgspec.structs import replace

from comparisons.applications.download import archive, run_md
from comparisons.applications.reading import applications

SLUGS = [*applications()]


def contents(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {entry.filename: packed.read(entry) for entry in packed.infolist()}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_zip_has_every_file_of_the_application_and_how_to_run_it(slug):
    own, found = applications()[slug], contents(archive(slug))
    assert {name.partition("/")[0] for name in found} == {f"lab-{slug}"}
    names = {name.partition("/")[2] for name in found}
    assert {*own.described.source, "README.md", "requirements.in", "requirements.txt", "RUN.md", "app.toml"} <= names
    for name in own.described.source:
        assert found[f"lab-{slug}/{name}"] == (own.described.folder / name).read_bytes()
    assert tomllib.loads(found[f"lab-{slug}/app.toml"].decode())["framework"] == slug


def test_it_has_the_same_bytes_each_time():
    assert archive.__wrapped__("flask") == archive.__wrapped__("flask") == archive("flask")


def test_what_programs_leave_behind_is_not_packed(tmp_path, monkeypatch):
    flask = applications()["flask"]
    shutil.copytree(flask.described.folder, tmp_path / "flask")
    for name in ("__pycache__/app.pyc", ".pytest_cache/README.md", ".env"):
        (tmp_path / "flask" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "flask" / name).write_text("left behind")
    (tmp_path / "flask" / "link.txt").symlink_to("/etc/hostname")
    copied = replace(flask, described=replace(flask.described, folder=tmp_path / "flask"))
    monkeypatch.setitem(applications(), "flask", copied)
    assert contents(archive.__wrapped__("flask")) == contents(archive("flask"))


def test_the_commands_are_those_of_the_description():
    text = run_md(applications()["flask"])
    assert "with Python 3.13, 3.12 or 3.11" in text
    commands = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    assert commands == [
        "python3.13 -m venv .venv",
        ".venv/bin/python -m pip install --require-hashes -r requirements.txt",
        'export LAB_DATABASE="$PWD/notes.sqlite"',
        """export LAB_SECRET="$(.venv/bin/python -c 'import secrets; print(secrets.token_hex(32))')\"""",
        ".venv/bin/flask --app app init-db",
        ".venv/bin/gunicorn --workers 2 --bind 127.0.0.1:8000 --no-control-socket app:app",
        ".venv/bin/pytest -q test_app.py",
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_no_place_in_a_command_is_left_open(slug):
    assert "{" not in run_md(applications()[slug])
