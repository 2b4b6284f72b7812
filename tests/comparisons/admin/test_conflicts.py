from dataclasses import dataclass

import pytest
from django.urls import reverse
from msgspec.structs import replace

from comparisons import models
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import changed
from tests.comparisons.admin.browser import address, form_of, opened, row_name, send


@dataclass
class Desk:
    """Alder, and the forms for it that two editors have opened at the same time, with the same fields."""

    row: models.Framework
    annas: dict
    bertas: dict


@pytest.fixture
def desk(anna, berta):
    alder = models.Framework.objects.get(slug="alder")
    form = opened(anna, alder)
    return Desk(alder, form, dict(form))


def text_of(response):
    return response.content.decode()


def test_the_second_of_two_editors_gets_a_conflict_and_no_text_is_lost(anna, berta, desk):
    send(anna, desk.row, desk.annas, summary="Anna's words.")
    response = send(berta, desk.row, desk.bertas, summary="Berta's words.")
    errors = response.context["adminform"].form.non_field_errors()
    assert "saved last by anna" in errors[0]
    assert errors[1] == "Summary\nstored: “Anna's words.”\nyours: “Berta's words.”"
    assert form_of(response, "framework")["summary"] == ["Berta's words."]
    desk.row.refresh_from_db()
    assert (desk.row.summary, desk.row.revision) == ("Anna's words.", 2)


def test_saving_again_overwrites(anna, berta, desk):
    send(anna, desk.row, desk.annas, summary="Anna's words.")
    told = send(berta, desk.row, desk.bertas, summary="Berta's words.")
    assert send(berta, desk.row, form_of(told, "framework")).status_code == 302
    desk.row.refresh_from_db()
    assert (desk.row.summary, desk.row.revision) == ("Berta's words.", 3)


def test_another_save_in_between_is_another_conflict(anna, berta, desk):
    send(anna, desk.row, desk.annas, summary="One.")
    told = send(berta, desk.row, desk.bertas, summary="Berta's words.")
    send(anna, desk.row, opened(anna, desk.row), summary="Two.")
    again = send(berta, desk.row, form_of(told, "framework"))
    assert "stored: “Two.”" in text_of(again)


def test_fields_that_the_second_did_not_change_get_the_stored_values(anna, berta, desk):
    send(anna, desk.row, desk.annas, summary="Anna's words.", status="retired")
    told = send(berta, desk.row, desk.bertas, summary="Berta's words.")
    assert "Taken over from what is stored, as you had not touched it: Status." in text_of(told)
    send(berta, desk.row, form_of(told, "framework"))
    desk.row.refresh_from_db()
    assert (desk.row.summary, desk.row.status) == ("Berta's words.", "retired")


def test_conflicting_sources_are_named(anna, berta):
    score = models.Score.objects.get(framework__slug="alder", criterion__slug="admin")
    annas, bertas = opened(anna, score), opened(berta, score)
    article = models.Source.objects.get(slug="article")
    send(anna, score, annas, sources=[article.pk])
    told = send(berta, score, bertas, sources=[])
    assert "Sources\nstored: “Which is best? (A magazine)”\nyours: “nothing”" in text_of(told)
    send(berta, score, form_of(told, "score"))
    assert not score.sources.exists()


def test_a_conflict_about_a_statement_is_shown(anna, berta, desk):
    strength = desk.row.statements.get(text="It is old.")
    name = row_name(desk.bertas, "statements", strength)
    send(anna, desk.row, desk.annas, **{f"{name}-text": "It is ripe."})
    told = send(berta, desk.row, desk.bertas, **{f"{name}-text": "It is grey."})
    assert "Text\nstored: “It is ripe.”\nyours: “It is grey.”" in text_of(told)
    send(berta, desk.row, form_of(told, "framework"))
    strength.refresh_from_db()
    assert strength.text == "It is grey."


def test_a_load_in_between_conflicts_even_if_only_sources_changed(berta, desk):
    strength = desk.row.statements.get(text="Its admin saves weeks.")
    loaded = read_catalogue()
    old, other = loaded.framework_by_slug["alder"].strengths
    write_catalogue(changed(loaded, "frameworks", "alder", strengths=(replace(old, sources=("article",)), other)))
    name = row_name(desk.bertas, "statements", strength)
    told = send(berta, desk.row, desk.bertas, **{f"{name}-sources": []})
    assert told.status_code == 200
    assert "Somebody changed this after you opened it." in text_of(told)


def test_a_row_deleted_meanwhile_is_added_again_on_request_only(anna, berta, desk):
    strength = desk.row.statements.get(text="It is old.")
    name = row_name(desk.bertas, "statements", strength)
    send(anna, desk.row, desk.annas, **{f"{name}-DELETE": "on"})
    told = send(berta, desk.row, desk.bertas, **{f"{name}-text": "Berta looked."})
    assert "Somebody has deleted this." in text_of(told)
    assert not desk.row.statements.filter(position=1, side="strengths").exists()
    form = form_of(told, "framework")
    assert form[f"{name}-text"] == ["Berta looked."]
    assert send(berta, desk.row, form).status_code == 302
    assert desk.row.statements.get(position=1, side="strengths").text == "Berta looked."


def test_an_unchanged_row_deleted_meanwhile_stays_deleted(anna, berta, desk):
    name = row_name(desk.bertas, "statements", desk.row.statements.get(text="It is old."))
    send(anna, desk.row, desk.annas, **{f"{name}-DELETE": "on"})
    assert send(berta, desk.row, desk.bertas, summary="Berta's words.").status_code == 302
    assert not desk.row.statements.filter(position=1, side="strengths").exists()


def test_a_row_changed_meanwhile_is_not_deleted_without_asking_again(anna, berta, desk):
    name = row_name(desk.bertas, "statements", desk.row.statements.get(text="It is old."))
    send(anna, desk.row, desk.annas, **{f"{name}-text": "Anna looked."})
    told = send(berta, desk.row, desk.bertas, **{f"{name}-DELETE": "on"})
    assert "A row that you want to delete was changed meanwhile." in text_of(told)
    assert desk.row.statements.filter(position=1, side="strengths").exists()
    send(berta, desk.row, form_of(told, "framework"))
    assert not desk.row.statements.filter(position=1, side="strengths").exists()


def test_saving_a_thing_deleted_meanwhile_shows_the_typed_text(anna, berta, desk):
    models.Framework.objects.filter(pk=desk.row.pk).delete()
    response = send(berta, desk.row, desk.bertas, summary="Berta's words.")
    assert response.status_code == 409
    assert "Berta&#x27;s words." in text_of(response)


def test_a_thing_changed_meanwhile_is_not_deleted_without_asking_again(anna, berta):
    claim = models.Claim.objects.first()
    delete = reverse("admin:comparisons_claim_delete", args=[claim.pk])
    seen = form_of(berta.get(delete), "remove")
    send(anna, claim, opened(anna, claim), evidence="New evidence.")
    response = berta.post(delete, seen)
    assert "Nothing was deleted" in text_of(response)
    assert models.Claim.objects.filter(pk=claim.pk).exists()
    berta.post(delete, form_of(berta.get(delete), "remove"))
    assert not models.Claim.objects.filter(pk=claim.pk).exists()


def test_deleting_a_deleted_thing_is_no_error(anna):
    claim = models.Claim.objects.first()
    delete = reverse("admin:comparisons_claim_delete", args=[claim.pk])
    form = form_of(anna.get(delete), "remove")
    for _ in range(2):
        assert anna.post(delete, form).status_code == 302
    assert not models.Claim.objects.filter(pk=claim.pk).exists()


def test_a_form_without_shown_values_conflicts_by_its_revision(anna, berta):
    group = models.Group.objects.first()
    fields = {"name": "Other", "slug": group.slug, "description": "D", "position": 0, "_save": ""}
    assert anna.post(address(group), {**fields, "seen_revision": 1}).status_code == 302
    told = berta.post(address(group), {**fields, "name": "Third", "seen_revision": 1})
    assert "Name\nstored: “Other”\nyours: “Third”" in text_of(told)
    assert form_of(told, "group")["seen_revision"] == ["2"]
    assert berta.post(address(group), {**fields, "name": "Third", "seen_revision": 2}).status_code == 302


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 40])
def test_an_invalid_revision_counts_as_an_old_one(anna, nonsense):
    group = models.Group.objects.first()
    fields = {"name": "Other", "slug": group.slug, "description": "D", "position": 0, "_save": ""}
    assert anna.post(address(group), {**fields, "seen_revision": nonsense}).status_code == 200
    group.refresh_from_db()
    assert group.name != "Other"


def test_the_same_values_sent_with_a_revision_of_long_ago_are_no_save(anna):
    group = models.Group.objects.get(slug="under-load")
    models.Group.objects.update(revision=5)
    fields = {"slug": group.slug, "name": group.name, "description": group.description, "position": group.position}
    assert anna.post(address(group), {**fields, "seen_revision": 2}).status_code == 302
    group.refresh_from_db()
    assert group.revision == 5
