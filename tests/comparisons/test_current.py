import pytest
from django.db import OperationalError, connection

from comparisons.catalogue.value import Catalogue
from comparisons.current import Name, current_name
from tests.pages.windows import show


def out_of_order(*_):
    raise OperationalError("the database is away")


def test_nothing_is_current_before_the_first_edition(db):
    assert current_name() is None


def test_the_newest_edition_is_the_current_one(db, small):
    show(1, Catalogue())
    edition = show(2, small)
    assert current_name() == Name(2, edition.digest, edition.published_at)


def test_while_the_database_is_away_the_last_edition_goes_on_being_served(client, db, small, caplog):
    show(1, small)
    name = current_name()
    page = client.get("/frameworks/").content
    with connection.execute_wrapper(out_of_order):
        assert current_name() == name
        assert client.get("/frameworks/").content == page
        assert client.get("/frameworks/alder/").status_code == 200
        assert client.get("/advise/result/?build=site").status_code == 200
    assert "serving edition 1 from memory" in caplog.text


def test_when_nothing_was_ever_seen_the_failure_is_not_hidden(db):
    current_name()
    with connection.execute_wrapper(out_of_order), pytest.raises(OperationalError):
        current_name()
