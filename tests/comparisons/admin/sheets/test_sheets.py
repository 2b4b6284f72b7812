"""Sheets: all scores of a framework, or on a criterion, on one page."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comparisons import models
from comparisons.catalogue.checks import errors
from comparisons.working_copy import read_catalogue
from tests.comparisons.admin.browser import form_of, messages_of, opened, send
from tests.comparisons.admin.conftest import give
from tests.comparisons.admin.matrix import key, plant, stored

pytestmark = pytest.mark.any_database


def sheet(slug, model=models.Framework):
    name = "framework" if model is models.Framework else "criterion"
    return reverse(f"admin:sheet-{name}", args=[model.objects.get(slug=slug).pk])


def shown(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return form_of(response, "sheet")


def told(response):
    """Return what the list of errors says."""
    assert response.status_code == 422
    return response.content.decode().partition('<div class="error-list"')[2].partition("</div>")[0]


NEW = {"value": "4", "confidence": "low", "reason": "An add-on brings it."}


def filled_in(cell, **fields):
    return {f"{cell}-{name}": value for name, value in fields.items()}


def test_a_sheet_of_a_framework_has_a_row_for_each_criterion_with_what_its_values_mean_and_what_others_have(anna):
    response = anna.get(sheet("birch"))
    rows = response.context["rows"]
    assert [(row.title, row.is_unknown) for row in rows] == [
        ("Admin", True),
        ("Type", False),
        ("Packages", False),
        ("Speed", False),
    ]
    assert (rows[0].scale, rows[0].others) == ("0: None. 5: An add-on. 10: Built in.", "9 Alder")
    assert rows[1].others == "Full-stack Alder"
    assert "Others: 9 Alder" in response.content.decode()


def test_a_sheet_on_a_criterion_has_a_row_for_each_framework_but_retired_ones_without_a_score(anna):
    rows = anna.get(sheet("admin", models.Criterion)).context["rows"]
    assert [(row.title, row.is_unknown) for row in rows] == [
        ("Alder", False),
        ("Birch", True),
        ("Cedar (draft)", False),
    ]


def test_a_blank_row_has_the_version_and_today_and_is_left_alone(anna):
    address, cell = sheet("birch"), key("birch", "admin")
    form = shown(anna, address)
    assert (form[f"{cell}-version"], form[f"{cell}-reviewed_on"]) == (["1.0"], [f"{timezone.localdate()}"])
    before = read_catalogue()
    assert anna.post(address, form).status_code == 302
    assert messages_of(anna) == ["Nothing was saved, because nothing had changed."]
    assert read_catalogue() == before


def test_several_scores_are_added_and_changed_at_once_and_each_is_logged(anna):
    address, cell, other = sheet("birch"), key("birch", "admin"), key("birch", "speed")
    manual = models.Source.objects.get(slug="manual")
    sent = filled_in(cell, **NEW, sources=[manual.pk]) | filled_in(other, value="700")
    assert anna.post(address, {**shown(anna, address), **sent}).status_code == 302
    assert messages_of(anna) == ["2 scores were saved."]
    score = stored("birch", "admin")
    assert (score.value, score.confidence, score.reason, score.version) == (4, "low", "An add-on brings it.", "1.0")
    assert ([*score.sources.all()], score.revision, stored("birch", "speed").revision) == ([manual], 1, 2)
    entry = LogEntry.objects.get(object_id=str(stored("birch", "speed").pk))
    assert entry.get_change_message() == "Changed Value from “800.0” to “700”."
    assert not errors(read_catalogue())


def test_the_source_used_last_for_a_framework_is_proposed_for_what_is_still_unknown(anna):
    manual = models.Source.objects.get(slug="manual")
    speed = stored("birch", "speed")
    assert f"{key('birch', 'admin')}-sources" not in shown(anna, sheet("birch"))
    send(anna, speed, opened(anna, speed), reason="Read again.")
    assert shown(anna, sheet("birch"))[f"{key('birch', 'admin')}-sources"] == [str(manual.pk)]
    add = anna.get(reverse("admin:comparisons_score_add"), {"framework": speed.framework_id})
    assert add.context["adminform"].form.initial["sources"] == [manual.pk]
    assert add.context["adminform"].form.initial["version"] == "1.0"


def test_nothing_is_saved_while_one_row_is_wrong_and_the_errors_lead_to_their_fields(anna):
    address, cell, other = sheet("birch"), key("birch", "admin"), key("birch", "speed")
    sent = filled_in(cell, value="11", confidence="low") | filled_in(other, value="700")
    found = told(anna.post(address, {**shown(anna, address), **sent}))
    assert f'<a href="#id_{cell}-value">Admin, Value</a>: The scale of Admin goes from 0 to 10.' in found
    assert f'<a href="#id_{cell}-reason">Admin, Reason</a>: This field is required.' in found
    assert (stored("birch", "speed").value, models.Score.objects.filter(criterion__slug="admin").count()) == (800, 2)


UNFIT = {
    "admin": ({"value": "11"}, "value"),
    "speed": ({"relative_error": "1"}, "relative_error"),
    "packages": ({"value": "0"}, "value"),
    "type": ({"kind": "999"}, "kind"),
}


def test_scores_that_do_not_fit_their_scales_are_refused(anna):
    address = sheet("alder")
    sent = {}
    for criterion, (fields, _) in UNFIT.items():
        sent |= filled_in(key("alder", criterion), **fields)
    rows = anna.post(address, {**shown(anna, address), **sent}).context["rows"]
    assert {row.score.criterion.slug: [*row.form.errors] for row in rows} == {
        criterion: [field] for criterion, (_, field) in UNFIT.items()
    }


def test_a_day_of_the_future_is_refused(anna):
    address, cell = sheet("alder"), key("alder", "admin")
    sent = filled_in(cell, reviewed_on=f"{date(2999, 1, 1)}")
    assert "in the future" in told(anna.post(address, {**shown(anna, address), **sent}))


class TestTwoEditors:
    """Anna saves first; Berta has opened her page before that."""

    def test_changes_of_different_scores_do_not_conflict(self, anna, berta):
        address, bertas = sheet("alder"), shown(berta, sheet("alder"))
        sent = filled_in(key("alder", "admin"), reason="Anna looked.")
        anna.post(address, {**shown(anna, address), **sent})
        sent = filled_in(key("alder", "speed"), reason="Berta looked.")
        assert berta.post(address, {**bertas, **sent}).status_code == 302
        assert stored("alder", "admin").reason == "Anna looked."

    def test_a_conflict_shows_both_texts_and_the_second_may_overwrite(self, anna, berta):
        address, cell = sheet("alder"), key("alder", "admin")
        bertas, score = shown(berta, address), stored("alder", "admin")
        send(anna, score, opened(anna, score), reason="Anna looked.", value="3")
        response = berta.post(address, {**bertas, **filled_in(cell, reason="Berta looked.")})
        found = told(response)
        assert "Reason\nstored: “Anna looked.”\nyours: “Berta looked.”" in found
        assert "Taken over from what is stored, as you had not touched it: Value." in found
        assert berta.post(address, form_of(response, "sheet")).status_code == 302
        assert (stored("alder", "admin").reason, stored("alder", "admin").value) == ("Berta looked.", 3)

    def test_a_score_that_both_add_is_a_conflict(self, anna, berta):
        address, cell = sheet("birch"), key("birch", "admin")
        annas, bertas = shown(anna, address), shown(berta, address)
        anna.post(address, {**annas, **filled_in(cell, **NEW)})
        response = berta.post(address, {**bertas, **filled_in(cell, **NEW | {"reason": "Berta looked."})})
        assert "yours: “Berta looked.”" in told(response)
        assert stored("birch", "admin").reason == "An add-on brings it."
        assert berta.post(address, form_of(response, "sheet")).status_code == 302
        assert stored("birch", "admin").reason == "Berta looked."

    def test_a_score_deleted_meanwhile_is_added_again_on_request_only(self, anna, berta):
        address, cell = sheet("alder"), key("alder", "admin")
        bertas = shown(berta, address)
        stored("alder", "admin").delete()
        response = berta.post(address, {**bertas, **filled_in(cell, reason="Berta looked.")})
        assert "Somebody has deleted this." in told(response)
        assert berta.post(address, form_of(response, "sheet")).status_code == 302
        assert stored("alder", "admin").reason == "Berta looked."

    def test_an_untouched_score_deleted_meanwhile_stays_deleted(self, berta):
        address, bertas = sheet("alder"), shown(berta, sheet("alder"))
        stored("alder", "admin").delete()
        sent = filled_in(key("alder", "speed"), reason="Berta looked.")
        assert berta.post(address, {**bertas, **sent}).status_code == 302
        assert not models.Score.objects.filter(framework__slug="alder", criterion__slug="admin").exists()

    def test_a_reason_for_a_criterion_deleted_meanwhile_is_shown(self, berta):
        address, cell = sheet("birch"), key("birch", "admin")
        bertas = shown(berta, address)
        models.Effect.objects.all().delete()
        models.Requirement.objects.all().delete()
        models.Claim.objects.all().delete()
        models.Score.objects.filter(criterion__slug="admin").delete()
        models.Criterion.objects.get(slug="admin").delete()
        found = told(berta.post(address, {**bertas, **filled_in(cell, **NEW)}))
        assert "“An add-on brings it.”" in found


def test_with_view_permission_only_there_is_no_form(dora):
    page = dora.get(sheet("alder")).content.decode()
    assert "sheet_form" not in page
    assert "The manual says 9.0." in page
    assert dora.post(sheet("alder"), filled_in(key("alder", "admin"), value="1")).status_code == 403
    assert stored("alder", "admin").value == 9


def test_without_permission_to_add_unknown_scores_have_no_fields(dora):
    give(dora, "change_score")
    form = shown(dora, sheet("birch"))
    assert f"{key('birch', 'speed')}-value" in form
    assert f"{key('birch', 'admin')}-value" not in form


def test_what_does_not_exist_has_no_sheet(anna):
    for name in ("framework", "criterion"):
        assert anna.get(reverse(f"admin:sheet-{name}", args=[10**17])).status_code == 404


def test_a_new_framework_leads_on_to_its_scores(anna):
    form = form_of(anna.get(reverse("admin:comparisons_framework_add")), "framework")
    given = {"name": "Elm", "slug": "elm", "summary": "S", "interface": "wsgi", "licence": "MIT", "latest_version": "2"}
    response = anna.post(reverse("admin:comparisons_framework_add"), {**form, **given, "_save": ""})
    assert response.url == sheet("elm")
    assert messages_of(anna) == ["“Elm” is saved. Visitors see it once it is published. Now its scores:"]


def test_a_new_criterion_leads_on_to_its_scores(anna):
    address = reverse("admin:comparisons_criterion_add")
    given = {
        "name": "Jobs", "slug": "jobs", "group": [models.Group.objects.first().pk], "description": "D", "position": "9",
        "review_months": "12", "scale_type": "editorial", "anchor_0": "None.", "anchor_5": "Some.", "anchor_10": "All.",
    }  # fmt: skip
    response = anna.post(address, {**form_of(anna.get(address), "criterion"), **given, "_save": ""})
    assert response.url == sheet("jobs", models.Criterion)
    assert messages_of(anna) == ["“Jobs” is saved. Visitors see it once it is published. Now its scores:"]


def test_drafts_come_last_on_a_sheet_of_a_criterion_and_scores_without_source_are_counted(anna):
    models.Framework.objects.filter(slug="alder").update(status="draft")
    address, cell = sheet("admin", models.Criterion), key("birch", "admin")
    assert [row.title for row in anna.get(address).context["rows"]] == ["Birch", "Alder (draft)", "Cedar (draft)"]
    anna.post(address, {**shown(anna, address), **filled_in(cell, **NEW)})
    assert messages_of(anna) == ["1 score was saved. 1 of them without a source."]


def test_the_number_of_queries_does_not_grow_with_the_scores(anna):
    def asked():
        with CaptureQueriesContext(connection) as found:
            assert anna.get(sheet("alder")).status_code == 200
        return len(found)

    asked()
    before = asked()
    plant(3, 20)
    alder = models.Framework.objects.get(slug="alder")
    for criterion in models.Criterion.objects.filter(slug__startswith="c-0"):
        alder.scores.create(criterion=criterion, value=5, confidence="low", reason="R", version="1",
                            reviewed_on=date(2026, 1, 1))  # fmt: skip
    assert asked() == before


def test_a_score_leads_to_the_next_and_the_previous_one_and_to_both_sheets(anna):
    admin, kind = stored("alder", "admin"), stored("alder", "type")
    html = " ".join(anna.get(reverse("admin:comparisons_score_change", args=[kind.pk])).content.decode().split())
    before = reverse("admin:comparisons_score_change", args=[admin.pk])
    after = reverse("admin:comparisons_score_change", args=[stored("alder", "packages").pk])
    assert f'<a href="{before}" rel="prev">Previous: Admin</a>' in html
    assert f'<a href="{after}" rel="next">Next: Packages</a>' in html
    assert sheet("alder") in html
    assert f'<a href="{sheet("type", models.Criterion)}">Type for all frameworks</a>' in html
