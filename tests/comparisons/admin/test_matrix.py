"""The matrix, where many scores are changed at once."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comparisons import models
from comparisons.admin.matrix.grid import MOST_WITH_REASONS
from comparisons.catalogue.checks import errors
from comparisons.working_copy import read_catalogue
from tests.comparisons.admin.browser import form_of, messages_of
from tests.comparisons.admin.conftest import give
from tests.comparisons.admin.matrix import ALL, address, cell_of, held, key, plant, saved, shown, stored

# Session, user, groups, criteria, kinds, frameworks, scores.
GET_QUERIES = 7
# In addition: the transaction, the lock, the scores with a savepoint, the log, the message, and for versions the whole
# working copy before and after.
SAVE_QUERIES = 110


def queries(action):
    with CaptureQueriesContext(connection) as asked:
        assert action().status_code in (200, 302)
    return len(asked)


def test_it_shows_the_first_group_and_published_frameworks_by_default(anna):
    grid = anna.get(address()).context["grid"]
    assert [framework.slug for framework in grid.frameworks] == ["alder", "birch"]
    assert [criterion.slug for criterion in grid.criteria] == ["admin", "type", "packages"]


def test_the_query_string_selects_groups_and_frameworks(anna):
    grid = anna.get(address("?group=under-load&framework=cedar&framework=alder")).context["grid"]
    assert [framework.slug for framework in grid.frameworks] == ["alder", "cedar"]
    assert [criterion.slug for criterion in grid.criteria] == ["speed"]


def test_criteria_can_be_shown_alone_with_what_their_values_mean(anna):
    response = anna.get(address("?group=with-it&criterion=speed&criterion=admin"))
    assert [criterion.slug for criterion in response.context["grid"].criteria] == ["admin", "speed"]
    admin = models.Criterion.objects.get(slug="admin")
    for level, meaning in ((0, admin.anchor_0), (5, admin.anchor_5), (10, admin.anchor_10)):
        assert f"<p>{level}: {meaning}</p>" in response.content.decode()


def test_unknown_names_are_reported(anna):
    response = anna.get(address("?group=nowhere&framework=nobody&page=0"))
    assert "There is no nowhere, nobody here." in response.content.decode()
    assert len(response.context["grid"].frameworks) == 2


def test_each_cell_shows_its_sources_and_whether_review_is_due(anna):
    score = stored("alder", "admin")
    score.sources.clear()
    models.Score.objects.filter(pk=score.pk).update(reviewed_on=date(2020, 1, 1))
    response = anna.get(address())
    shown = [cell_of(response, *place) for place in [("alder", "admin"), ("alder", "type"), ("birch", "admin")]]
    assert [(cell.sources, cell.stale, cell.score is None) for cell in shown] == [
        (0, True, False),
        (1, False, False),
        (0, False, True),
    ]
    page = response.content.decode()
    assert page.count("</span> judgement</span>") == 1
    assert page.count('class="due"') == 1
    assert reverse("admin:comparisons_score_change", args=[score.pk]) in page


def test_twenty_cells_are_saved_at_once_and_each_is_logged(anna):
    made, asked = plant(4, 5)
    keys = [f"{one.pk}-{other.pk}" for one in made for other in asked]
    form = shown(anna)
    response = saved(anna, form, **{f"value-{key}": "7.5" for key in keys})
    assert (response.status_code, response.url) == (302, address())
    assert messages_of(anna) == ["20 scores were changed. Check that the reasons still fit."]
    changed = models.Score.objects.filter(criterion__in=asked)
    assert set(changed.values_list("value", "confidence", "revision", "reason")) == {(7.5, "low", 2, "R")}
    entries = LogEntry.objects.filter(object_id__in=[str(score.pk) for score in changed])
    assert {(entry.user.get_username(), entry.get_change_message()) for entry in entries} == {
        ("anna", "Changed Value from “5” to “7.5”.")
    }
    assert len(entries) == 20


def test_unchanged_cells_are_not_saved(anna):
    form = shown(anna, ALL)
    before = read_catalogue()
    assert saved(anna, form, ALL).url == address(ALL)
    assert messages_of(anna) == ["Nothing was saved, because nothing had changed."]
    assert read_catalogue() == before
    assert set(models.Score.objects.values_list("revision", flat=True)) == {1}


def test_another_notation_of_the_same_number_is_no_change(anna):
    form = shown(anna)
    cell = key("alder", "admin")
    saved(anna, form, **{f"value-{cell}": f" {form[f'value-{cell}'][0]}.0 "})
    assert stored("alder", "admin").revision == 1


def test_kinds_and_confidences_can_be_changed(anna):
    form, cell = shown(anna), key("alder", "type")
    old = stored("alder", "type").kind
    new = old.criterion.kinds.exclude(pk=old.pk).first()
    saved(anna, form, **{f"value-{cell}": str(new.pk), f"confidence-{cell}": "low"})
    score = stored("alder", "type")
    assert (score.kind, score.value, score.confidence, score.revision) == (new, None, "low", 2)
    message = LogEntry.objects.get(object_id=str(score.pk)).get_change_message()
    assert message == f"Changed Value from “{old}” to “{new}” and Confidence from “high” to “low”."


def test_a_new_score_needs_a_reason_before_anything_is_saved(anna):
    form, cell, other = shown(anna), key("birch", "admin"), key("alder", "admin")
    asked = saved(anna, form, **{f"value-{cell}": "4", f"confidence-{cell}": "low", f"value-{other}": "1"})
    assert asked.status_code == 422
    assert "One more step: say below why, then save again." in asked.content.decode()
    assert "1 change waits for the rest" in asked.content.decode()
    assert cell_of(asked, "birch", "admin").errors == ["Give the reason: the facts behind the value."]
    assert stored("alder", "admin").revision == 1
    form = form_of(asked, "matrix")
    assert (form[f"value-{cell}"], form[f"version-{cell}"], form[f"value-{other}"]) == (["4"], ["1.0"], ["1"])
    assert saved(anna, form, **{f"reason-{cell}": "An add-on\r\nbrings it."}).status_code == 302
    score = stored("birch", "admin")
    assert (score.value, score.confidence, score.reason, score.version) == (4, "low", "An add-on\nbrings it.", "1.0")
    assert (score.revision, score.sources.count(), held("alder", "admin")[0]) == (1, 0, 1)
    assert LogEntry.objects.get(object_id=str(score.pk)).get_change_message() == "Added value “4, low”."
    assert not errors(read_catalogue())


def test_a_new_score_gets_the_sources_that_are_named_beside_its_reason(anna):
    form, cell = shown(anna), key("birch", "admin")
    sent = {"value": "4", "confidence": "low", "reason": "R", "version": "1"}
    fields = {f"{name}-{cell}": value for name, value in sent.items()}
    refused = saved(anna, form, **fields, **{f"sources-{cell}": "manual, nothing"})
    assert cell_of(refused, "birch", "admin").errors == [
        "There is no source nothing. Choose from the list, or add it first."
    ]
    assert '<option value="manual">Manual (The project)</option>' in refused.content.decode()
    assert form_of(refused, "matrix")[f"sources-{cell}"] == ["manual, nothing"]
    assert saved(anna, form, **fields, **{f"sources-{cell}": "manual, article"}).status_code == 302
    assert messages_of(anna) == ["1 score was added."]
    assert {source.slug for source in stored("birch", "admin").sources.all()} == {"manual", "article"}


def test_cells_show_their_reasons_and_sources(anna):
    form, cell = shown(anna), key("alder", "admin")
    assert [form[f"{name}-{cell}"] for name in ("reason", "version", "sources")] == [
        ["The manual says 9.0."],
        [stored("alder", "admin").version],
        ["manual"],
    ]
    unknown = key("birch", "admin")
    assert [form[f"{name}-{unknown}"] for name in ("reason", "version", "sources")] == [[""], ["1.0"], [""]]


def test_reason_version_and_sources_are_changed_in_their_cell(anna):
    form, cell, value = shown(anna), key("alder", "admin"), stored("alder", "admin").value
    fields = {f"reason-{cell}": "Tried\r\nout.", f"sources-{cell}": "article", f"version-{cell}": "3.0"}
    assert saved(anna, form, **fields).status_code == 302
    score = stored("alder", "admin")
    assert (score.value, score.reason, score.version, score.revision) == (value, "Tried\nout.", "3.0", 2)
    assert score.reviewed_on == timezone.localdate()
    assert [source.slug for source in score.sources.all()] == ["article"]
    message = LogEntry.objects.get(object_id=str(score.pk)).get_change_message()
    assert message == (
        "Changed Reason from “The manual says 9.0.” to “Tried\nout.”, Version from “1.0” to “3.0” and Sources from "
        "“manual” to “article”."
    )
    assert saved(anna, shown(anna), **{f"sources-{cell}": ""}).status_code == 302
    assert not score.sources.exists()


def test_a_new_score_is_saved_at_once_with_the_reason_in_its_cell(anna):
    cell = key("birch", "admin")
    sent = {"value": "4", "confidence": "low", "reason": "An add-on brings it.", "sources": "manual"}
    assert saved(anna, shown(anna), **{f"{name}-{cell}": text for name, text in sent.items()}).status_code == 302
    score = stored("birch", "admin")
    assert (score.value, score.reason, score.version) == (4, "An add-on brings it.", "1.0")
    assert messages_of(anna) == ["1 score was added."]


@pytest.mark.parametrize(
    ("framework", "fields", "errors"),
    [
        ("alder", {"sources": "nothing"}, ["There is no source nothing. Choose from the list, or add it first."]),
        ("alder", {"reason": " "}, ["Give the reason: the facts behind the value."]),
        (
            "birch",
            {"reason": "R"},
            ["Give a value, or take the confidence back.", "Choose a confidence."],
        ),
    ],
)
def test_a_reason_that_cannot_be_saved_is_shown_again(anna, framework, fields, errors):
    cell = key(framework, "admin")
    refused = saved(anna, shown(anna), **{f"{name}-{cell}": text for name, text in fields.items()})
    assert refused.status_code == 422
    assert cell_of(refused, framework, "admin").errors == errors
    form = form_of(refused, "matrix")
    for name, text in fields.items():
        assert [each.strip() for each in form[f"{name}-{cell}"]] == [text.strip()]


def test_a_reason_that_two_editors_changed_is_not_overwritten_unasked(anna, berta):
    cell, mine = key("alder", "admin"), shown(berta)
    saved(anna, shown(anna), **{f"reason-{cell}": "Anna looked."})
    told = saved(berta, mine, **{f"reason-{cell}": "Berta looked."})
    assert told.status_code == 422
    assert "Your reason would replace this one: “Anna looked.”" in told.content.decode()
    form = form_of(told, "matrix")
    assert saved(berta, form, **{f"choice-{cell}": "stored"}).status_code == 302
    assert stored("alder", "admin").reason == "Anna looked."
    assert saved(berta, form, **{f"choice-{cell}": "mine 2"}).status_code == 302
    assert stored("alder", "admin").reason == "Berta looked."


def test_a_value_is_saved_beside_a_reason_that_was_left_as_it_is(anna):
    cell, before = key("alder", "admin"), stored("alder", "admin")
    saved(anna, shown(anna), **{f"value-{cell}": "1"})
    after = stored("alder", "admin")
    assert (after.value, after.reason, after.reviewed_on) == (1, before.reason, before.reviewed_on)
    assert list(after.sources.all()) == list(before.sources.all())


@pytest.mark.parametrize(
    ("criterion", "fields", "error"),
    [
        ("admin", {"value": "11"}, "The scale of Admin goes from 0 to 10."),
        ("admin", {"value": "many"}, "Enter a number."),
        ("admin", {"value": "nan"}, "Enter a number."),
        ("admin", {"value": "1e999"}, "Enter a number."),
        ("admin", {"value": ""}, "Give a value. To make it unknown, delete the score on its own page."),
        ("admin", {"confidence": ""}, "Choose a confidence."),
        ("admin", {"confidence": "sure"}, "Choose a confidence."),
        ("type", {"value": "0"}, "Choose one of the kinds of Type."),
        ("type", {"value": "x\x00"}, "Choose one of the kinds of Type."),
        ("packages", {"value": "0"}, "0 packages cannot be measured on this scale."),
    ],
)  # fmt: skip
def test_errors_are_shown_in_their_cell_and_typed_values_are_kept(anna, criterion, fields, error):
    form, cell, other = shown(anna, ALL), key("alder", criterion), key("alder", "speed")
    sent = {f"{name}-{cell}": value for name, value in fields.items()}
    response = saved(anna, form, ALL, **sent, **{f"value-{other}": "77"})
    assert response.status_code == 422
    assert cell_of(response, "alder", criterion).errors == [error]
    assert form_of(response, "matrix")[f"value-{other}"] == ["77"]
    assert stored("alder", "speed").revision == 1
    if criterion != "type":
        assert form_of(response, "matrix")[next(iter(sent))] == [next(iter(fields.values())).replace("sure", "")]


def test_a_control_character_in_a_reason_is_refused(anna):
    form, cell = shown(anna), key("birch", "admin")
    sent = {f"value-{cell}": "4", f"confidence-{cell}": "low", f"reason-{cell}": "a\x07", f"version-{cell}": "1"}
    response = saved(anna, form, **sent)
    assert "control character" in cell_of(response, "birch", "admin").errors[0]


def test_a_framework_retired_meanwhile_keeps_its_row(anna):
    cell, form = key("alder", "admin"), shown(anna)
    models.Framework.objects.filter(slug="alder").update(status="retired")
    response = saved(anna, form, **{f"value-{cell}": "11"})
    assert cell_of(response, "alder", "admin").value == "11"


def test_with_view_permission_only_there_is_no_form(dora):
    page = dora.get(address()).content.decode()
    assert "10, high" in page
    assert "matrix_form" not in page
    form = {f"seen-{key('alder', 'admin')}": "1|10|high", f"value-{key('alder', 'admin')}": "1"}
    assert dora.post(address(), form).status_code == 403
    assert stored("alder", "admin").revision == 1


def test_without_view_permission_the_page_is_refused(dora):
    User.objects.get(username="dora").user_permissions.clear()
    assert dora.get(address()).status_code == 403
    assert address() not in dora.get(reverse("admin:index")).content.decode()


def test_without_add_permission_unknown_cells_are_read_only(dora):
    give(dora, "change_score")
    form, unknown = shown(dora), key("birch", "admin")
    assert f"value-{key('alder', 'admin')}" in form
    assert f"value-{unknown}" not in form
    sent = {f"seen-{unknown}": "0||", f"value-{unknown}": "1", f"confidence-{unknown}": "low"}
    assert cell_of(saved(dora, form, **sent), "birch", "admin").errors == ["You may not change this."]


def test_the_index_page_links_to_it(carl):
    assert f'href="{address()}"' in carl.get(reverse("admin:index")).content.decode()


def test_an_anonymous_user_is_redirected_to_the_login(client, published):
    assert client.get(address()).url.startswith(reverse("admin:login"))


@pytest.mark.parametrize("size", [(2, 3), (20, 20)])
def test_the_number_of_queries_is_the_same_at_every_size(anna, size):
    made, asked = plant(*size)
    # The first save of a process also fills the cache of content types.
    saved(anna, shown(anna), **{f"value-{made[1].pk}-{asked[0].pk}": "6"})
    anna.get(address())
    sources = len(made) * len(asked) < MOST_WITH_REASONS
    # Those that are stored, and those to choose from.
    assert queries(lambda: anna.get(address())) == GET_QUERIES + 2 * sources
    form = shown(anna)
    one = f"value-{made[0].pk}-{asked[0].pk}"
    assert queries(lambda: saved(anna, form, **{one: "6"})) == SAVE_QUERIES + sources
    form = shown(anna)
    some = {f"value-{one.pk}-{other.pk}": "7" for one in made[:20] for other in asked[:2]}
    assert queries(lambda: saved(anna, form, **some)) == SAVE_QUERIES + sources


def test_a_large_matrix_is_paginated_by_framework(anna):
    plant(45, 97)
    first = anna.get(address())
    assert (first.context["selection"].page, first.context["selection"].pages) == (1, 3)
    assert len(first.context["grid"].cells) == 2000
    last = anna.get(address(first.context["selection"].next.replace("page=2", "page=99")))
    assert [framework.slug for framework in last.context["grid"].frameworks] == [
        "f-038",
        "f-039",
        "f-040",
        "f-041",
        "f-042",
        "f-043",
        "f-044",
    ]
    assert last.context["selection"].next == ""
