from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from comparisons.catalogue.value import Catalogue
from comparisons.editions import store
from comparisons.editions.current import Name, current_name, database_is_away
from comparisons.editions.store import edition, edition_and_the_one_before, editions
from tests.pages.editions import add_edition
from tests.site_client import SiteClient


def raise_operational_error(*_):
    raise OperationalError("the database is away")


def test_before_the_first_edition_there_is_no_current_name(db):
    assert current_name() is None


def test_the_newest_edition_is_the_current_one(db, small):
    add_edition(1, Catalogue())
    edition = add_edition(2, small)
    assert current_name() == Name(2, edition.digest, edition.published_at)


@pytest.fixture
def away():
    """Make the database fail within `with away():`. Afterwards read once, so that the site notices the recovery."""

    @contextmanager
    def switched_off():
        with connection.execute_wrapper(raise_operational_error):
            yield
        current_name()
        assert not database_is_away()

    return switched_off


def test_during_an_outage_the_last_edition_is_served_from_memory(client, db, small, caplog, away):
    add_edition(1, small)
    name = current_name()
    page = client.get("/frameworks/").content
    with away():
        assert current_name() == name
        assert client.get("/frameworks/").content == page
        assert client.get("/frameworks/alder/").status_code == 200
        assert client.get("/advise/result/?build=site").status_code == 200
    assert caplog.text.count("serving edition 1 from memory") == 1
    assert caplog.text.count("The database answers again.") == 1


def test_during_an_outage_older_editions_are_served_if_they_are_in_memory(client, db, small, away):
    add_edition(1, small)
    add_edition(2, Catalogue())
    current_name()
    listed = [row.number for row in editions()]
    with away():
        client.get("/")
        assert [row.number for row in editions()] == listed == [2, 1]
        assert edition(1).catalogue == small
        assert [one.number for one in edition_and_the_one_before(2)] == [2, 1]
        with pytest.raises(OperationalError, match="edition 300 is not in memory"):
            edition(300)
        assert SiteClient(raise_request_exception=False).get("/advise/result/?edition=300").status_code == 503


def test_old_editions_do_not_evict_the_current_one(db, small, away, monkeypatch):
    # Editions of other tests may have higher numbers.
    monkeypatch.setattr(store, "_memory", store._Memory(8, 2**20))
    for number in range(1, 13):
        newest = add_edition(number, small)
    for number in range(1, 12):
        edition(number)
    current_name()
    with away():
        assert current_name().number == 12
        assert edition(12) is newest


def test_during_an_outage_the_admin_answers_503_at_once(client, db, small, away):
    add_edition(1, small)
    current_name()
    with away():
        client.get("/frameworks/")
        response = SiteClient(raise_request_exception=False).get("/admin/login/")
        assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert client.get("/admin/login/").status_code == 200


def test_without_an_edition_in_memory_the_error_is_raised(db, away):
    current_name()
    with away(), pytest.raises(OperationalError):
        current_name()
