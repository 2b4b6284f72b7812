from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comparisons import models
from comparisons.editions.publishing import publish
from comparisons.files import read_directory
from comparisons.working_copy import write_catalogue
from tests.catalogues import small_catalogue, with_score

pytestmark = pytest.mark.django_db

BETTER = with_score(small_catalogue(), "alder", "admin", value=10.0)


def dump(*args):
    out = StringIO()
    call_command("dump_catalogue", *args, stdout=out)
    return out.getvalue()


def test_the_working_copy_is_written(tmp_path):
    write_catalogue(small_catalogue())
    assert dump(tmp_path / "new" / "folder") == f"4 frameworks written to {tmp_path}/new/folder.\n"
    assert read_directory(tmp_path / "new" / "folder") == small_catalogue()


def test_loading_a_dump_changes_nothing(tmp_path):
    write_catalogue(small_catalogue())
    dump(tmp_path)
    out = StringIO()
    call_command("load_catalogue", tmp_path, stdout=out)
    assert out.getvalue() == "0 changes made to the working copy.\n"


def test_with_edition_that_edition_is_written(tmp_path):
    write_catalogue(small_catalogue())
    publish(by=None)
    write_catalogue(BETTER)
    dump(tmp_path, "--edition", "1")
    assert read_directory(tmp_path) == small_catalogue()


@pytest.mark.parametrize("number", ["0", "7", str(2**70)])
def test_an_unknown_edition_is_an_error(tmp_path, number):
    with pytest.raises(CommandError, match=f"There is no edition {number}"):
        dump(tmp_path, "--edition", number)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_edition_is_an_error(tmp_path):
    write_catalogue(small_catalogue())
    publish(by=None)
    models.Edition.objects.update(data="{}", digest="0" * 64)
    with pytest.raises(CommandError, match="Edition 1 does not match its digest"):
        dump(tmp_path, "--edition", "1")


def test_a_directory_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    write_catalogue(small_catalogue())
    with pytest.raises(CommandError, match="Not a directory"):
        dump(tmp_path / "file" / "below")
