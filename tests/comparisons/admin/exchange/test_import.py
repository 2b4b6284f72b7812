"""Rows are imported after a preview and a confirmation, all of them or none."""

from datetime import date

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons import models
from comparisons.catalogue.checks import errors
from comparisons.working_copy import read_catalogue
from tests.catalogues import small_catalogue
from tests.comparisons.admin.browser import messages_of
from tests.comparisons.admin.conftest import give
from tests.comparisons.admin.exchange.sheets import (
    NEW,
    SCORES,
    address,
    changes,
    confirm,
    csv_of,
    exported,
    imported,
    refusals,
    stored,
    table,
    upload,
    xlsx_of,
)
from tests.comparisons.admin.matrix import plant

# Session, user, frameworks, criteria, kinds, sources, links to sources, scores.
SHOW_QUERIES = 8
# In addition: the transaction, the lock, the scores with a savepoint, sources, the log, the message, and for versions
# the whole working copy before and after.
SAVE_QUERIES = 113

SMALL = small_catalogue()
FRAMEWORK = ("slug", "name", "summary", "interface", "licence", "latest_version", "alternatives")
ELM = ("elm", "Elm", "Elm serves pages.", "wsgi", "MIT", "1.0", "alder")


def refused(number, sent, message):
    """Return the message for a cell of a row, as `column: what is wrong`, as the page shows it."""
    column, _, why = message.partition(": ")
    held = f" “{sent[column][:60]}”" if sent.get(column, "").strip() else ""
    return f"Row {number}, {column}{held}: {why}"


def history(row):
    entry = LogEntry.objects.get(object_id=str(row.pk), content_type__model=row._meta.model_name)
    return entry.user.username, entry.action_flag, entry.change_message


@pytest.mark.parametrize("model", ["score", "framework"])
@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_importing_an_export_changes_nothing(anna, model, extension):
    response = upload(anna, model, exported(anna, model, extension), f"x.{extension}")
    assert response.status_code == 200
    assert changes(response) == []
    assert "Nothing would change: every row is the same as stored." in response.content.decode()


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_importing_an_export_with_hostile_texts_changes_nothing(anna, extension):
    texts = [
        "=1+1",
        "'=1+1",
        "''+x",
        " @x",
        "\t=1",
        "\r\n=1",
        "a\rb",
        "\x00-1",
        "\x0b",
        "_x000D_",
        "x005F_",
        '"',
        ";,",
        " ",
    ]
    models.Score.objects.all().delete()
    for i, text in enumerate(texts):
        criterion = models.Criterion.objects.create(
            slug=f"c-{i}", name="C", group=models.Group.objects.first(), description="D", scale_type="editorial",
            anchor_0="0", anchor_5="5", anchor_10="10",
        )  # fmt: skip
        models.Score.objects.create(
            framework=models.Framework.objects.first(), criterion=criterion, value=i / 3, confidence="low", reason=text,
            reviewed_on=date(2026, 1, 1), version=text,
        )  # fmt: skip
    response = upload(anna, "score", exported(anna, "score", extension), f"x.{extension}")
    assert (refusals(response), changes(response)) == ([], [])
    assert response.context["outcome"].same == len(texts)


def test_a_preview_counts_new_changed_and_unchanged_rows_and_stores_nothing(anna):
    rows = table(exported(anna, "score"))
    rows[1][2], rows[2][5], rows[2][6] = "8.50", "New words.", ""
    response = upload(anna, "score", csv_of(*rows, NEW))
    assert changes(response) == [
        (2, "Alder: Admin", False, [("value", "9", "8.5")]),
        (3, "Alder: Type", False, [("reason", "The manual says full.", "New words."), ("sources", "manual", "")]),
        (11, "Birch: Admin", True, [
            ("value", "", "7"), ("relative_error", "", "0"), ("confidence", "", "low"), ("reason", "", "Because."),
            ("sources", "", "article, manual"), ("reviewed_on", "", "2026-01-31"), ("version", "", "1.0"),
        ]),
    ]  # fmt: skip
    assert response.context["outcome"].same == 7
    assert read_catalogue() == SMALL


def test_a_confirmed_import_is_stored_and_logged(anna):
    rows = [SCORES, ("alder", "admin", "8.5", "0", "high", "Other words.", "article", "2026-11-22", "1.0"), NEW]
    response = imported(anna, "score", csv_of(*rows))
    assert (response.status_code, response["Location"]) == (302, "/admin/comparisons/score/")
    admin, new = stored("alder", "admin"), stored("birch", "admin")
    assert (admin.value, admin.reason, admin.revision) == (8.5, "Other words.", 2)
    assert [source.slug for source in admin.sources.all()] == ["article"]
    assert (new.value, new.confidence, new.reviewed_on, new.revision) == (7.0, "low", date(2026, 1, 31), 1)
    assert [source.slug for source in new.sources.order_by("slug")] == ["article", "manual"]
    assert history(admin) == ("anna", CHANGE, (
        "Imported from scores.csv: Value from “9” to “8.5”, Reason from “The manual says 9.0.” to “Other words.”, "
        "Sources from “manual” to “article”."
    ))  # fmt: skip
    assert history(new)[1] == ADDITION
    assert "Value from “nothing” to “7”" in history(new)[2]
    assert LogEntry.objects.count() == 2
    assert not errors(read_catalogue())
    assert "Imported from scores.csv: 1 changed, 1 new." in messages_of(anna)[0]


def test_kinds_are_imported_by_slug_and_dates_of_xlsx_as_dates(anna):
    rows = [
        ("framework", "criterion", "value", "reviewed_on"),
        ("alder", "type", "micro", date(2026, 3, 4)),
        ("alder", "speed", 500.25, "2026-03-05"),
    ]
    imported(anna, "score", xlsx_of(*rows), "s.xlsx")
    kind, speed = stored("alder", "type"), stored("alder", "speed")
    assert (kind.kind.slug, kind.value, kind.reviewed_on) == ("micro", None, date(2026, 3, 4))
    assert (speed.value, speed.kind, speed.reviewed_on) == (500.25, None, date(2026, 3, 5))
    assert (speed.relative_error, speed.reason) == (0.1, "The manual says 400.0.")  # columns missing in the file


def test_rows_missing_in_the_file_are_not_changed(anna):
    imported(anna, "score", csv_of(("framework", "criterion", "value"), ("alder", "admin", 8)))
    assert models.Score.objects.count() == 9


SOUND = ("birch", "speed", "1", "0", "high", "Because.", "", "2026-01-31", "1.0")
NO_NUMBER = "Expected a number from 0 to 10. Write digits alone, with a point for decimals, as 7.5."
NO_ROW = "What is unknown has no row: leave it out, or delete the score on its page."
NO_FRAMEWORK = (
    "There is no framework named “{}”. Did you mean alder?"
    " A new one is added first, on its own page or with a table of frameworks."
)
# The second row of a file, and all its error messages.
REFUSED = {
    "outside the scale": (("alder", "admin", "11"), ["value: The scale of Admin goes from 0 to 10."]),
    "no number": (("alder", "admin", "nine"), [f"value: {NO_NUMBER}"]),
    "not a number": (("alder", "admin", "inf"), [f"value: {NO_NUMBER}"]),
    "comma": (("alder", "admin", "7,5"), ["value: Expected a number from 0 to 10. Write 7.5."]),
    "cannot be measured": (("alder", "packages", "0"), ["value: 0 packages cannot be measured on this scale."]),
    "no such kind": (("alder", "type", "large"), ["value: Choose one of the kinds of Type: micro, full."]),
    "number for a kind": (("alder", "type", "7"), ["value: Choose one of the kinds of Type: micro, full."]),
    "kind for a number": (("alder", "admin", "full"), [f"value: {NO_NUMBER}"]),
    "nothing": (
        ("alder", "admin", ""),
        [f"value: Give a value. {NO_ROW}"],
    ),
    "error of a judgement": (
        ("alder", "admin", "9", "0.1"),
        ["relative_error: Only a measured figure has a relative error. Say it with the confidence."],
    ),
    "no share": (
        ("alder", "speed", "9", "1"),
        ["relative_error: Ensure this value is less than or equal to 0.99."],
    ),
    "no such confidence": (
        ("alder", "admin", "9", "0", "sure"),
        ["confidence: Choose one of: high, medium, low."],
    ),
    "no reason": (("alder", "admin", "9", "0", "high", " "), ["reason: This field is required."]),
    "control character": (
        ("alder", "admin", "9", "0", "high", "a\x0bb"),
        ["reason: This text holds a control character. Delete it, or type the text again."],
    ),
    "no character": (
        ("alder", "admin", "9", "0", "high", "a\ufffeb"),
        ["reason: This text holds a character that cannot be stored. Delete it, or type the text again."],
    ),
    "no such source": (
        ("alder", "admin", "9", "0", "high", "R", "manuel, x"),
        [
            "sources: There is no source named “manuel”. Did you mean manual? "
            "A new one is added first, on its own page or with a table of sources."
        ],
    ),
    "day of another country": (
        ("alder", "admin", "9", "0", "high", "R", "", "3/4/2026"),
        ["reviewed_on: Give the day as 2026-11-28 or 28 Nov 2026."],
    ),
    "long version": (
        ("alder", "admin", "9", "0", "high", "R", "", "2026-01-01", "1" * 31),
        ["version: Ensure this value has at most 30 characters (it has 31)."],
    ),
    "no such framework": (("adler", "admin", "9"), [f"framework: {NO_FRAMEWORK.format('adler')}"]),
    "neither": (
        ("adler", "colour", "9"),
        [f"framework: {NO_FRAMEWORK.format('adler')}", "criterion: There is no criterion named “colour”."],
    ),
    "new without most of it": (
        ("birch", "admin", "9"),
        ["confidence: This field is required.", "reason: This field is required.",
         "reviewed_on: This field is required.", "version: This field is required."],
    ),
    "several": (
        ("alder", "admin", "11", "2", "sure"),
        ["value: The scale of Admin goes from 0 to 10.",
         "relative_error: Ensure this value is less than or equal to 0.99.",
         "confidence: Choose one of: high, medium, low."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("row", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_an_invalid_cell_is_refused_by_row_and_column(anna, row, message):
    response = upload(anna, "score", csv_of(SCORES[: len(row)], SOUND[: len(row)], row))
    assert response.status_code == 422
    sent = dict(zip(SCORES, row, strict=False))
    assert sorted(refusals(response)) == sorted(refused(3, sent, one) for one in message)
    assert "confirmation" not in response.context


def test_the_same_score_twice_is_refused(anna):
    rows = [SCORES[:3], ("alder", "admin", 8), ("alder", "speed", 1), (" alder", "admin ", 9)]
    assert refusals(upload(anna, "score", csv_of(*rows))) == [
        "Row 4, criterion “admin ”: Row 2 is about the same. Delete one of the two."
    ]


def test_a_version_that_became_a_number_is_refused(anna):
    rows = [("framework", "criterion", "version"), ("alder", "admin", 5.1)]
    [message] = refusals(upload(anna, "score", xlsx_of(*rows), "s.xlsx"))
    assert message.startswith("Row 2, version “5.1”: The cell holds a number, 5.1. Make it text")


def test_one_refused_row_prevents_the_whole_import(anna):
    rows = [SCORES[:3], ("alder", "admin", 8), ("alder", "speed", -1)]
    response = upload(anna, "score", csv_of(*rows))
    outcome = response.context["outcome"]
    assert (outcome.changed, outcome.refused_rows, "confirmation" in response.context) == (1, 1, False)
    assert read_catalogue() == SMALL


def test_new_frameworks_can_name_each_other_as_alternatives(anna):
    rows = [FRAMEWORK, ELM, ("fir", "Fir", "S.", "asgi", "MIT", "2", "elm"), ("birch", "Birke", *[""] * 5)]
    response = upload(anna, "framework", csv_of(*rows))
    assert refusals(response) == [
        f"Row 4, {column}: This field is required." for column in ("summary", "interface", "licence", "latest_version")
    ]
    assert imported(anna, "framework", csv_of(*rows[:3])).status_code == 302
    assert imported(anna, "framework", csv_of(("slug", "name"), ("birch", "Birke"))).status_code == 302
    elm, fir, birch = (models.Framework.objects.get(slug=slug) for slug in ("elm", "fir", "birch"))
    assert (elm.status, elm.alternatives.get().slug, fir.alternatives.get()) == ("draft", "alder", elm)
    assert (birch.name, birch.revision, birch.alternatives.get().slug) == ("Birke", 2, "alder")
    assert history(birch) == ("anna", CHANGE, "Imported from scores.csv: Name from “Birch” to “Birke”.")
    assert not errors(read_catalogue())


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"slug": "Elm!"}, "slug: A slug is lower-case letters, digits and single hyphens, at most 60 characters."),
        ({"slug": "result"}, "slug: This slug is kept for the site's own addresses."),
        ({"interface": "cgi"}, "interface: Choose one of: wsgi, asgi, both, own."),
        ({"alternatives": "oak"}, "alternatives: There is no framework named “oak”."),
        ({"alternatives": "elm"}, "alternatives: A framework is not its own alternative."),
        ({"home_page": "javascript:alert(1)"}, "home_page: Enter a valid URL."),
        ({"first_release": "2005"}, "first_release: Give year and month, as 2005-07 or Jul 2005."),
        ({"name": "N" * 61}, "name: Ensure this value has at most 60 characters (it has 61)."),
    ],
)  # fmt: skip
def test_a_framework_invalid_on_its_form_is_refused(anna, fields, message):
    row = dict(zip(FRAMEWORK, ELM, strict=True)) | fields
    assert refusals(upload(anna, "framework", csv_of(row.keys(), row.values()))) == [refused(2, row, message)]


def test_readers_can_export_but_not_import(dora):
    assert b"alder" in exported(dora, "score")
    assert dora.get(address("score", "import")).status_code == 403
    assert upload(dora, "score", csv_of(SCORES, NEW)).status_code == 403
    page = dora.get(address("score", "changelist")).content.decode()
    assert ("Export as CSV" in page, ">Import<" in page) == (True, False)
    give(dora, "add_score")
    assert dora.get(address("score", "import")).status_code == 403


def test_an_editor_without_permission_to_publish_can_import(carl):
    assert imported(carl, "score", csv_of(SCORES, NEW)).status_code == 302


def test_an_import_takes_the_same_number_of_queries_for_any_number_of_rows(anna):
    """Eight rows change, in files of nine and of 209 rows."""
    imported(anna, "score", csv_of(SCORES[:3], ("alder", "admin", 1)))  # fills caches: permissions, content types
    counts = []
    for values in (range(1, 9), range(2, 10)):
        messages_of(anna)
        rows = table(exported(anna, "score"))
        for row, value in zip(rows[1:9], values, strict=True):
            row[5] = f"The reason {value}."
        with CaptureQueriesContext(connection) as shown:
            response = upload(anna, "score", csv_of(*rows))
        assert [len(changes(response)), response.context["outcome"].same] == [8, len(rows) - 9]
        with CaptureQueriesContext(connection) as stored:
            assert confirm(anna, "score", response).status_code == 302
        counts.append((len(shown), len(stored)))
        if len(counts) == 1:
            plant(10, 20)
    assert counts == [(SHOW_QUERIES, SAVE_QUERIES)] * 2
