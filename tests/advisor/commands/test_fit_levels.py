import pytest
from django.core.management import CommandError, call_command

from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import small_catalogue


@pytest.mark.django_db
def test_levels_are_proposed_and_nothing_is_changed(capsys):
    write_catalogue(small_catalogue())
    call_command("fit_levels")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "as they stand: right 100.0%, the very one 62.5%, grave 0.0%"
    assert lines[-1].endswith("proposals. Take those that you can defend in a sentence.")
    assert read_catalogue() == small_catalogue()


@pytest.mark.django_db
def test_without_decisions_there_is_nothing_to_fit_to():
    write_catalogue(small_catalogue(scenarios=()))
    with pytest.raises(CommandError, match="There are no decisions to fit levels to"):
        call_command("fit_levels")
