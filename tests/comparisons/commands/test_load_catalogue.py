from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comparisons.editions.store import UnknownEdition, current_edition
from comparisons.files import write_directory
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import framework, small_catalogue, with_score, without

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(tmp_path):
    write_directory(small_catalogue(), tmp_path)
    return tmp_path


@pytest.fixture
def another(small):
    """The small catalogue with a framework added, one removed, and one score changed."""
    catalogue = without(with_score(small, "alder", "admin", value=10.0), "frameworks", "cedar")
    return small_catalogue(frameworks=(*catalogue.frameworks, framework("elm")))


def load(*args):
    out = StringIO()
    call_command("load_catalogue", *args, stdout=out)
    return out.getvalue()


CHANGES = "  Framework Cedar is gone.\n  Score of Alder on Admin: value 9 becomes 10.\n  Framework Elm is new.\n"


def test_files_become_the_working_copy(directory):
    assert load(directory).endswith("19 changes made to the working copy.\n")
    assert read_catalogue() == small_catalogue()


def test_loading_publishes_nothing(directory):
    load(directory)
    with pytest.raises(UnknownEdition):
        current_edition()


def test_loading_again_changes_nothing(directory):
    load(directory)
    assert load(directory) == "0 changes made to the working copy.\n"


def test_every_change_is_printed(directory, another):
    load(directory)
    write_directory(another, directory)
    assert load(directory) == f"{CHANGES}3 changes made to the working copy.\n"
    assert read_catalogue() == another


def test_a_dry_run_prints_the_changes_and_makes_none(directory, another):
    load(directory)
    write_directory(another, directory)
    assert load(directory, "--dry-run") == f"{CHANGES}3 changes, none made (dry run).\n"
    assert read_catalogue() == small_catalogue()


def test_a_broken_file_is_named_and_nothing_changes(directory, another):
    write_catalogue(another)
    path = directory / "frameworks" / "birch.toml"
    path.write_text(path.read_text().replace("value = 800", 'value = "fast"'))
    with pytest.raises(CommandError) as refused:
        load(directory)
    assert str(refused.value) == (
        "Nothing was loaded.\nframeworks/birch.toml: framework birch, score speed: expected a number, found 'fast'"
    )
    assert read_catalogue() == another


def test_a_missing_directory_changes_nothing(directory):
    load(directory)
    with pytest.raises(CommandError, match="there is no such directory"):
        load(directory / "gone")
    assert read_catalogue() == small_catalogue()


def test_without_a_directory_the_shipped_catalogue_is_loaded(shipped):
    load()
    assert read_catalogue() == shipped
