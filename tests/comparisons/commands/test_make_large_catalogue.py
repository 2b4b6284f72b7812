from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comparisons.catalogue.synthetic import large_catalogue
from comparisons.editions.store import UnknownEdition, current_edition
from comparisons.models import Source
from comparisons.working_copy import read_catalogue, write_catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OCCUPIED = (
    "Nothing was made: this database holds a catalogue already, and the made-up one would take its place. "
    "Name an empty database, or give --overwrite-working-copy if nobody needs what is there."
)


def make(*args):
    out = StringIO()
    call_command("make_large_catalogue", "--frameworks", "20", "--criteria", "40", *args, stdout=out)
    return out.getvalue()


def test_an_empty_database_is_filled(shipped):
    assert make() == "20 frameworks and 40 criteria made up.\n"
    assert read_catalogue() == large_catalogue(shipped, frameworks=20, criteria=40)
    with pytest.raises(UnknownEdition):
        current_edition()


def test_it_can_be_published_at_once():
    assert make("--publish") == "20 frameworks and 40 criteria made up.\nEdition 1 is published.\n"
    assert current_edition().catalogue == read_catalogue()


def test_an_existing_working_copy_is_not_overwritten(small):
    write_catalogue(small)
    with pytest.raises(CommandError) as refused:
        make()
    assert str(refused.value) == OCCUPIED
    assert read_catalogue() == small


def test_a_working_copy_with_one_source_is_not_empty():
    Source.objects.create(slug="s", title="T", publisher="P", published="2026", accessed="2026-01-01")
    with pytest.raises(CommandError):
        make()


def test_a_database_with_an_edition_is_not_empty(published, small):
    write_catalogue(small.__class__())
    with pytest.raises(CommandError):
        make()


def test_the_working_copy_is_overwritten_on_request(published, small, shipped):
    output = make("--overwrite-working-copy", "--publish")
    assert output == "20 frameworks and 40 criteria made up.\nEdition 2 is published.\n"
    assert read_catalogue() == large_catalogue(shipped, frameworks=20, criteria=40)


def test_the_same_catalogue_is_not_published_twice():
    make("--publish")
    assert make("--overwrite-working-copy", "--publish").endswith("Nothing has changed since the current edition.\n")


def test_too_small_a_size_is_refused_with_a_message():
    with pytest.raises(CommandError) as refused:
        call_command("make_large_catalogue", "--frameworks", "3")
    assert str(refused.value) == "Nothing was made. The smallest has 17 frameworks and 40 criteria."
