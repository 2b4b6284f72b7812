import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from comparisons import models
from comparisons.editions.store import current_edition, editions
from comparisons.files import write_directory
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.at_once import at_once
from tests.catalogues import small_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_shipped_catalogue(monkeypatch, tmp_path):
    """Replace the shipped catalogue by a small one, which loads faster."""
    write_directory(small_catalogue(), tmp_path)
    monkeypatch.setattr("advisor.management.commands.first_start.SHIPPED", tmp_path)


def first_start():
    out = StringIO()
    call_command("first_start", stdout=out)
    return out.getvalue()


def test_an_empty_installation_gets_the_shipped_catalogue_and_an_editor(shipped):
    said = first_start()
    assert current_edition().catalogue == read_catalogue() == shipped
    assert current_edition().note == "The catalogue as shipped"
    login = re.fullmatch(
        rf" +Edition 1 published: {len(shipped.published_frameworks)} frameworks\.\n"
        r" +Editor's login \(shown this once\): editor / (?P<password>\S{20})\n",
        said,
    )
    assert login
    editor = authenticate(username="editor", password=login["password"])
    assert editor.is_staff
    assert editor.is_superuser


def test_a_second_start_does_nothing_and_prints_nothing(small_shipped_catalogue):
    first_start()
    password = get_user_model().objects.get().password
    assert first_start() == ""
    assert get_user_model().objects.get().password == password
    assert [row.number for row in editions()] == [1]


def test_an_existing_installation_is_not_changed(published, small_shipped_catalogue):
    get_user_model().objects.create_superuser("ann", password="x")
    write_catalogue(small_catalogue(claims=()))
    assert first_start() == ""
    assert current_edition() == published
    assert read_catalogue() == small_catalogue(claims=())


def test_a_working_copy_without_editions_is_published():
    # As left behind by an interrupted first start.
    write_catalogue(small_catalogue())
    assert "Edition 1 published: 2 frameworks." in first_start()
    assert current_edition().catalogue == small_catalogue()


def test_an_unsound_working_copy_is_an_error():
    write_catalogue(small_catalogue())
    models.Framework.objects.filter(slug="alder").update(summary="")
    with pytest.raises(CommandError) as refused:
        first_start()
    assert str(refused.value) == (
        "The working copy has errors and no edition yet:\n  framework alder: the summary is empty"
    )


def test_a_login_that_is_no_editor_is_not_changed(published, small_shipped_catalogue):
    get_user_model().objects.create_user("editor", password="x")
    assert first_start() == (
        "      No login made. There is a login named editor already. Make another one with make_editor.\n"
    )
    assert not get_user_model().objects.get().is_staff


@pytest.mark.django_db(transaction=True)
def test_two_replicas_may_start_at_the_same_time(small_shipped_catalogue):
    said = at_once(first_start, first_start)
    assert sorted(map(type, said), key=str) == [str, str], said
    assert [row.number for row in editions()] == [1]
    assert current_edition().catalogue == small_catalogue()
    assert get_user_model().objects.count() == 1
    assert "".join(said).count("shown this once") == 1
