from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from msgspec.structs import replace

from tests.catalogues import PACKAGES
from tests.pages.editions import add_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def edition(db, small):
    return add_edition(1, replace(small, packages=PACKAGES))


def advise(folder, *args):
    """Return what the command prints, and what it says beside it."""
    out, err = StringIO(), StringIO()
    call_command("advise_here", str(folder), *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_prints_the_link_to_the_answers_that_follow(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[project]\ndependencies = ["alder-admin", "private-lib"]\n')
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "base.txt").write_text("pages\nno such line\n")
    (tmp_path / "uv.lock").write_text("not read, since a list was found")
    link, told = advise(tmp_path, "--site", "https://advisor.example/")
    assert link == ("https://advisor.example/advise/project-files/?package=alder&package=alder-admin&package=pages\n")
    assert told.splitlines() == [
        "Read pyproject.toml: 2 packages.",
        "Read base.txt: 1 packages.",
        "Not understood: base.txt, line 2: no such line",
        "The project uses Alder.",
        "What are you building? A site (because of pages)",
        "Which parts do you need? Screens for editors (because of alder-admin)",
    ]


def test_a_lock_file_is_read_where_there_is_nothing_else(tmp_path):
    (tmp_path / "pdm.lock").write_text('[[package]]\nname = "alder"\n')
    assert advise(tmp_path)[0].endswith("?package=alder\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "holds no file that lists what a project depends on."),
        ("requests\n", "Nothing follows from what the project depends on."),
    ],
)
def test_it_says_why_there_is_no_link(tmp_path, content, message):
    if content:
        (tmp_path / "requirements.txt").write_text(content)
    with pytest.raises(CommandError, match=message):
        advise(tmp_path)


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(CommandError, match="is not a folder"):
        advise(tmp_path / "gone")
