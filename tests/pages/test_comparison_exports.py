"""A comparison as files, pinned to an edition, and with criteria of one's choice in an order of one's choice."""

import csv
import io
import re

import pytest

from tests.catalogues import with_score
from tests.pages.editions import add_edition


@pytest.fixture
def two(db, small):
    """Edition 2 changes a score of Alder."""
    add_edition(1, small)
    add_edition(2, with_score(small, "alder", "admin", value=3.0))


def body_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def rows_of(body):
    return re.findall(r'<th scope="row"><a href="/criteria/[^"]*">([^<]+)</a>', body)


def csv_rows(client, address):
    return list(csv.DictReader(io.StringIO(body_of(client, address).removeprefix("\ufeff"))))


def test_criteria_stand_in_the_order_of_the_address(client, two):
    body = body_of(client, "/compare/alder-vs-birch/?criterion=speed&criterion=admin")
    assert rows_of(body) == ["Speed", "Admin"]
    assert "The criteria you chose" in body
    assert rows_of(body_of(client, "/compare/alder-vs-birch/?criterion=admin&criterion=speed")) == ["Admin", "Speed"]
    assert len(rows_of(body_of(client, "/compare/alder-vs-birch/"))) == 3


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?criterion=speed&criterion=nothing", "?criterion=speed"),
        ("?criterion=speed&criterion=speed", "?criterion=speed"),
        ("?criterion=type", ""),
        ("?criterion=", ""),
        ("?reasons=shown&criterion=speed", "?criterion=speed&reasons=shown"),
    ],
)
def test_what_is_no_criterion_leaves_the_address(client, two, asked, found):
    assert client.get(f"/compare/alder-vs-birch/{asked}")["Location"] == f"/compare/alder-vs-birch/{found}"


def test_a_comparison_of_an_old_edition_shows_its_data_and_says_so(client, two):
    body = body_of(client, "/compare/alder-vs-birch/?edition=1&criterion=admin")
    assert "This link always shows that edition." in body
    assert '<a href="/compare/alder-vs-birch/?criterion=admin">See it with the current one</a>' in body
    assert [
        row["Alder"] for row in csv_rows(client, "/compare/alder-vs-birch/table.csv?edition=1&criterion=admin")
    ] == ["9.0"]
    assert [row["Alder"] for row in csv_rows(client, "/compare/alder-vs-birch/table.csv?criterion=admin")] == ["3.0"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/compare/alder-vs-birch/?edition=9", 404, "There is no edition 9."),
        ("/compare/alder-vs-birch/?edition=x", 400, "An edition is one whole number, as in edition=1."),
        ("/compare/alder-vs-birch/table.csv?edition=1&edition=2", 400, "An edition is one whole number"),
        ("/compare/alder-vs-birch/criteria/?edition=0", 400, "An edition is one whole number"),
    ],
)
def test_an_edition_that_does_not_exist_is_refused_with_what_to_write(client, two, address, status, words):
    response = client.get(address)
    assert (response.status_code, words in response.content.decode()) == (status, True)


def test_the_page_offers_its_table_as_files_that_name_their_edition(client, two):
    body = body_of(client, "/compare/alder-vs-birch/?criterion=speed")
    assert 'href="/compare/alder-vs-birch/table.csv?edition=2&amp;criterion=speed"' in body
    assert 'href="/compare/alder-vs-birch/table.md?edition=2&amp;criterion=speed"' in body
    for name, kind in (("table.csv", "text/csv"), ("table.md", "text/markdown")):
        pinned = client.get(f"/compare/alder-vs-birch/{name}?edition=1")
        assert pinned["Cache-Control"] == "public, max-age=31536000, immutable"
        assert pinned["Content-Type"] == f"{kind}; charset=utf-8"
        assert client.head(f"/compare/alder-vs-birch/{name}?edition=1").status_code == 200
        assert "immutable" not in client.get(f"/compare/alder-vs-birch/{name}")["Cache-Control"]


def test_the_csv_has_a_row_for_each_criterion_with_reasons_and_sources(client, two):
    rows = {row["Criterion"]: row for row in csv_rows(client, "/compare/alder-vs-birch/table.csv?edition=1")}
    assert list(rows) == ["Admin", "Type", "Packages", "Speed"]
    assert rows["Admin"]["Birch"] == "unknown"
    assert rows["Admin"]["Measured in"] == "out of 10"
    assert rows["Admin"]["Alder: reason"] == "The manual says 9.0."
    assert rows["Admin"]["Link"] == "http://testserver/compare/alder-vs-birch/?edition=1"
    assert "edition 1" in rows["Admin"]["About this table"]


def test_the_markdown_has_a_table_and_the_reasons(client, two):
    text = body_of(client, "/compare/alder-vs-birch/table.md?edition=1&criterion=admin")
    assert text.startswith("# Alder and Birch compared\n")
    assert "| Criterion | Alder | Birch |\n| --- | --- | --- |\n| Admin | 9 | unknown |" in text
    assert "- Alder: 9. The manual says 9.0. Reviewed on 2026-11-22. Sources: Manual." in text
    assert "- Birch: unknown." in text


def test_the_page_that_chooses_criteria_changes_their_order_by_links(client, two):
    body = body_of(client, "/compare/alder-vs-birch/criteria/?criterion=speed&criterion=admin")
    down = re.search(r'<a href="([^"]+)">Down', body)[1].replace("&amp;", "&")
    assert down == "/compare/alder-vs-birch/criteria/?criterion=admin&criterion=speed"
    assert re.findall(r'name="criterion"\s+value="([^"]+)"', body_of(client, down)) == ["admin", "speed", "packages"]
    assert '<a href="/compare/alder-vs-birch/?criterion=speed&amp;criterion=admin">Back' in body


def test_criteria_and_edition_survive_a_change_of_the_table(client, two):
    body = body_of(client, "/compare/alder-vs-birch/?edition=1&criterion=speed")
    assert 'href="/compare/alder-vs-birch/?edition=1&amp;criterion=speed&amp;axes=swapped#table"' in body
    assert '<input type="hidden" name="criterion" value="speed">' in body
