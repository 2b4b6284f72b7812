"""Two editions compared, and how scores moved over editions."""

import re

import pytest

from tests.catalogues import changed, with_score
from tests.pages.editions import add_edition


@pytest.fixture
def three(db, small):
    """Edition 2 changes a score of Alder, edition 3 its licence."""
    second = with_score(small, "alder", "admin", value=3.0)
    add_edition(1, small)
    add_edition(2, second)
    add_edition(3, changed(second, "frameworks", "alder", licence="BSD"))


def words(response):
    return " ".join(re.sub("<[^>]+>", " ", response.content.decode()).split())


def test_any_two_editions_can_be_compared(client, three):
    both = words(client.get("/editions/3/?since=1"))
    assert "2 changes since edition 1 , whichever editions between made them." in both
    assert "Score of Alder on Admin: value 9 becomes 3." in both
    assert "1 change since edition 2 ." in words(client.get("/editions/3/"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/editions/3/?since=2", "/editions/3/"),
        ("/editions/3/?since=3", "/editions/3/"),
        ("/editions/3/?since=", "/editions/3/"),
        ("/editions/1/?since=3", "/editions/3/?since=1"),
    ],
)
def test_each_comparison_of_editions_has_one_address(client, three, asked, found):
    assert client.get(asked)["Location"] == found


@pytest.mark.parametrize(("asked", "status"), [("/editions/3/?since=x", 400), ("/editions/9/?since=3", 404)])
def test_editions_that_do_not_exist_are_refused_with_what_to_do(client, three, asked, status):
    response = client.get(asked)
    assert response.status_code == status
    assert "whole number" in words(response) or "There is no edition 9." in words(response)


def test_the_history_of_a_criterion_shows_how_its_scores_moved(client, three):
    told = words(client.get("/criteria/admin/history/"))
    assert "1 score moved between edition 1 and edition 3 ." in told
    assert "Alder 9 , then 3 since edition 2" in told
    assert "No score moved between edition 1 and edition 3 ." in words(client.get("/criteria/speed/history/"))
    assert "/criteria/admin/history/" in client.get("/criteria/admin/").content.decode()


def test_the_history_of_the_first_edition_says_that_nothing_moved(client, db, small):
    add_edition(1, small)
    assert "There is only edition 1 so far, so no score has moved." in words(client.get("/criteria/admin/history/"))
    assert "/history/" not in client.get("/criteria/admin/").content.decode()
