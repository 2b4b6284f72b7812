"""Exports of all rows, of a filtered list, and of ticked rows."""

import io

import openpyxl
import pytest

from comparisons import models
from tests.comparisons.admin.exchange.sheets import SCORES, address, exported, table


def named(rows):
    return [tuple(row[:2]) for row in rows[1:]]


ALL = [
    ("alder", "admin"), ("alder", "type"), ("alder", "packages"), ("alder", "speed"), ("birch", "type"),
    ("birch", "packages"), ("birch", "speed"), ("cedar", "admin"), ("dogwood", "speed"),
]  # fmt: skip


def test_all_scores_are_exported_as_csv(anna):
    response = anna.get(address("score", "export", "csv"))
    rows = table(response.content)
    assert response["Content-Type"] == "text/csv"
    assert response["Content-Disposition"] == 'attachment; filename="scores.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert (tuple(rows[0]), named(rows)) == (SCORES, ALL)
    assert rows[4] == [
        "alder",
        "speed",
        "400",
        "0.1",
        "medium",
        "The manual says 400.0.",
        "manual",
        "2026-11-22",
        "1.0",
    ]


def test_all_frameworks_are_exported_as_xlsx(anna):
    response = anna.get(address("framework", "export", "xlsx"))
    assert response["Content-Disposition"] == 'attachment; filename="frameworks.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert (sheet.title, sheet.freeze_panes) == ("frameworks", "A2")
    assert [cell.value for cell in sheet[2]] == [
        "alder", "Alder", "published", "Alder serves pages.", "wsgi", "MIT", "https://alder.example/",
        "https://docs.alder.example/", "https://code.example/alder", "2005-07", "1.0", "2026-02", None,
        "birch, dogwood",
    ]  # fmt: skip


def test_a_filtered_list_exports_the_rows_that_it_shows(anna):
    birch = models.Framework.objects.get(slug="birch")
    query = f"?framework__id__exact={birch.pk}&q=speed"
    assert named(table(exported(anna, "score", "csv", query))) == [("birch", "speed")]
    page = anna.get(address("score", "changelist") + query).content.decode()
    assert f'href="{address("score", "export", "csv")}{query}"'.replace("&", "&amp;") in page


@pytest.mark.parametrize("query", ["?nonsense=1", "?framework__id__exact=zebra"])
def test_an_invalid_filter_redirects_to_the_list(anna, query):
    response = anna.get(address("score", "export", "csv") + query)
    assert response.status_code == 302
    assert response["Location"].endswith("?e=1")


def test_ticked_rows_are_exported(anna):
    ticked = models.Score.objects.filter(framework__slug="cedar")
    form = {"action": "export_csv", "_selected_action": [score.pk for score in ticked]}
    response = anna.post(address("score", "changelist"), form)
    assert named(table(response.content)) == [("cedar", "admin")]


def test_an_unknown_format_is_not_found(anna):
    assert anna.get(address("score", "export", "json")).status_code == 404
    assert anna.post(address("score", "export", "csv")).status_code == 405
