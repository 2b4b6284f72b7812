import json

import pytest

from lab.application import read
from lab.figures import Effort
from lab.results import Failure, Part, Refused, Result, Run, current, digest, write
from lab.results import read as read_result
from tests.lab.applications import made


@pytest.fixture
def application(tmp_path):
    return read("small", made(tmp_path / "apps"))


def run_of(application, **changed):
    told = {
        "date": "2026-11-30T12:00:00+00:00",
        "release": application.release,
        "python": "3.13.0",
        "application": digest(application),
        "machine": {"cores": "2"},
        "command": 'make lab ARGS="small --only effort"',
        "seconds": 0.1,
    }
    return Run(**told | changed)


def result_of(application, **changed):
    part = Part(run_of(application, **changed), Effort({"app.py": 1}, ("small",)))
    return Result("small", effort=part, failed={"speed": Failure(run_of(application), "no answer")})


def edited(folder, edit):
    file = folder / "small.json"
    content = json.loads(file.read_text())
    edit(content)
    file.write_text(json.dumps(content))


def test_a_result_is_read_as_it_was_written(tmp_path, application):
    write(result_of(application), tmp_path)
    assert read_result("small", tmp_path) == result_of(application)
    assert current(application, tmp_path) == result_of(application)
    assert [path.name for path in tmp_path.glob("small*")] == ["small.json"]


def test_there_may_be_no_result(tmp_path):
    assert read_result("small", tmp_path) is None


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda file: file["result"]["effort"]["values"]["lines"].update({"app.py": 0}), "changed after the run"),
        (lambda file: file["result"].pop("failed"), "changed after the run"),
        (lambda file: file["result"].update(framework="large"), "changed after the run"),
        (lambda file: file["result"]["effort"].pop("run"), r"missing required field `run`"),
        (lambda file: file["result"].update(quality=10), "unknown field `quality`"),
        (lambda file: file.pop("digest"), "missing required field `digest`"),
    ],
    ids=["a figure", "a failure less", "another name", "a field less", "a field more", "no digest"],
)
def test_a_result_that_was_edited_is_refused_with_the_reason(tmp_path, application, edit, told):
    write(result_of(application), tmp_path)
    edited(tmp_path, edit)
    with pytest.raises(Refused, match=told):
        read_result("small", tmp_path)


def test_half_a_file_is_refused(tmp_path, application):
    write(result_of(application), tmp_path)
    file = tmp_path / "small.json"
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(Refused, match="truncated"):
        read_result("small", tmp_path)


def test_the_result_of_another_framework_is_refused(tmp_path, application):
    write(result_of(application), tmp_path)
    (tmp_path / "small.json").rename(tmp_path / "large.json")
    with pytest.raises(Refused, match="is the result of small"):
        read_result("large", tmp_path)


def test_the_result_of_another_release_is_not_current(tmp_path, application):
    write(result_of(application, release="0.9"), tmp_path)
    with pytest.raises(Refused, match=r"effort was run with 0\.9, which is not 1\.0"):
        current(application, tmp_path)


def test_the_result_of_an_application_that_was_changed_is_not_current(tmp_path, application):
    write(result_of(application), tmp_path)
    (application.folder / "README.md").write_text("Another text")
    assert current(application, tmp_path) is not None
    (application.folder / "app.py").write_text("print('Hello, world')\n")
    with pytest.raises(Refused, match="the application was changed after the run of effort"):
        current(application, tmp_path)
