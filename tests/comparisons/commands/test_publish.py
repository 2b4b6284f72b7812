from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comparisons import models
from comparisons.editions.store import current_edition, editions
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import CITED, changed, small_catalogue

pytestmark = pytest.mark.django_db


def run(*args):
    out = StringIO()
    call_command("publish", *args, stdout=out)
    return out.getvalue()


def test_the_working_copy_becomes_the_next_edition():
    write_catalogue(small_catalogue())
    assert run("--note", "Fresh scores") == "Edition 1 is published.\n"
    assert (current_edition().note, current_edition().catalogue) == ("Fresh scores", small_catalogue())


def test_publishing_an_unchanged_working_copy_is_no_error(published):
    assert run() == "Nothing has changed since the current edition.\n"
    assert [row.number for row in editions()] == [1]


def test_errors_are_listed_and_nothing_is_published(published):
    models.Framework.objects.filter(slug="alder").update(summary="", first_release="then")
    with pytest.raises(CommandError) as refused:
        run()
    assert str(refused.value) == (
        "Nothing was published. The working copy has errors:\n"
        "  framework alder: the summary is empty\n"
        "  framework alder: first_release 'then' is not a year and a month, such as 2005-07"
    )
    assert [row.number for row in editions()] == [1]


def test_only_some_changes_are_published_with_what_they_need(published):
    new = changed(CITED, "frameworks", "birch", name="Beech")
    write_catalogue(new)
    assert run("--only", "score/alder/admin") == (
        "  source/handbook goes along with score/alder/admin\n  1 change stays unpublished.\nEdition 2 is published.\n"
    )
    assert current_edition().catalogue == CITED
    assert read_catalogue() == new


def test_an_unknown_change_is_refused_and_the_pending_ones_are_named(published):
    write_catalogue(changed(small_catalogue(), "frameworks", "birch", name="Beech"))
    with pytest.raises(CommandError, match=r"There is no pending change score/a/b\. Pending are:\n  framework/birch"):
        run("--only", "score/a/b")
    assert [row.number for row in editions()] == [1]
