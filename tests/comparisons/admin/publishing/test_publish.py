import json

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.urls import reverse

from comparisons import models
from comparisons.editions.publishing import publish
from comparisons.editions.store import current_edition, editions
from comparisons.editions.unpublished import unpublished_changes
from comparisons.working_copy import write_catalogue
from tests.catalogues import changed
from tests.comparisons.admin.browser import address, form_of, messages_of, opened, publish_ticked, send
from tests.comparisons.admin.conftest import logged_in

CHANGES, PUBLISH = "/admin/changes/", "/admin/publish/"
NOTE = {"note": "New words."}


def edition_page(name, number):
    return reverse(f"admin:comparisons_edition_{name}", args=[models.Edition.objects.get(number=number).pk])


@pytest.fixture
def alder(published):
    return models.Framework.objects.get(slug="alder")


@pytest.fixture
def edited(published, small):
    """One unpublished change."""
    write_catalogue(changed(small, "frameworks", "alder", summary="New words."))


@pytest.fixture
def second_edition(edited):
    return publish(by=None, note="Second")


def break_catalogue():
    """Create an error that forms would refuse."""
    models.Scenario.objects.first().right.clear()


def test_the_banner_says_when_there_are_no_changes(anna):
    assert "Everything is published." in anna.get("/admin/").content.decode()


@pytest.mark.usefixtures("edited")
def test_the_banner_counts_the_changes_on_every_page(anna):
    for page in ("/admin/", reverse("admin:comparisons_framework_changelist")):
        html = anna.get(page).content.decode()
        assert "1 unpublished change<" in html
        assert f'href="{CHANGES}"' in html


@pytest.mark.usefixtures("edited")
def test_an_editor_without_permission_sees_no_publish_button(carl, alder):
    for page in ("/admin/", address(alder), CHANGES):
        html = carl.get(page).content.decode()
        assert 'name="_publish"' not in html
        assert PUBLISH not in html
    refused = carl.post(PUBLISH, NOTE)
    assert refused.status_code == 403
    assert "You are logged in as carl." in refused.content.decode()
    assert len(editions()) == 1


@pytest.mark.usefixtures("edited")
def test_save_and_publish_without_permission_only_saves(carl, alder):
    send(carl, alder, opened(carl, alder), button="_publish", summary="Newer words.")
    alder.refresh_from_db()
    assert alder.summary == "Newer words."
    assert len(editions()) == 1


@pytest.mark.parametrize("name", ["restore", "take"])
def test_an_editor_without_permission_cannot_restore_or_take_editions(carl, second_edition, name):
    assert carl.post(edition_page(name, 1), NOTE).status_code == 403
    assert (len(editions()), unpublished_changes()) == (2, ())


def test_other_users_are_redirected_to_the_login(client, published):
    assert client.get(CHANGES).status_code == 302
    assert client.post(PUBLISH).status_code == 302
    assert logged_in(User.objects.create_user("dora")).post(PUBLISH).status_code == 302
    assert len(editions()) == 1


@pytest.mark.usefixtures("edited")
def test_changes_are_shown_as_sentences_with_links(anna, alder):
    response = anna.get(CHANGES)
    [group] = response.context["groups"]
    [change] = group.entries
    assert change.lines == ["Framework Alder: summary 'Alder serves pages.' becomes 'New words.'."]
    assert change.address == address(alder)


def test_warnings_link_to_their_subject(anna, alder):
    warnings = {line.text: line.address for line in anna.get(CHANGES).context["warnings"]}
    claim = models.Claim.objects.get(slug="all-are-good")
    assert warnings["Claim all-are-good: has no verdict yet"] == address(claim)


@pytest.mark.usefixtures("edited")
def test_publishing_creates_an_edition_with_note_and_log_entry(anna):
    assert publish_ticked(anna, note=" New words for Alder. ").url == "/admin/"
    assert "Edition 2 is published with 1 change: visitors see it now." in anna.get("/admin/").content.decode()
    assert (current_edition().number, current_edition().note) == (2, "New words for Alder.")
    assert editions()[0].published_by.username == "anna"
    assert LogEntry.objects.latest("pk").object_repr == "Edition 2"


def test_publishing_without_changes_shows_a_message(anna):
    response = anna.post(PUBLISH, NOTE)
    assert "Nothing has changed since the current edition." in response.content.decode()
    assert len(editions()) == 1


@pytest.mark.usefixtures("edited")
def test_errors_prevent_publishing_and_are_shown(anna):
    break_catalogue()
    form = form_of(anna.get(CHANGES), "changes")
    response = anna.post(PUBLISH, {**form, **NOTE})
    html = response.content.decode()
    assert "Nothing was published" in html
    assert "Scenario gateway: names no right first place" in html
    assert "Your release note: New words." in html
    assert len(response.context["errors"]) == 1
    assert len(editions()) == 1


@pytest.mark.usefixtures("edited")
def test_an_invalid_note_prevents_publishing_and_is_kept(anna):
    form = form_of(anna.get(CHANGES), "changes")
    for note, message in (
        ("", "say in a few words what has changed"),
        (" \t ", "say in a few words what has changed"),
        ("x" * 501, "a note has at most 500 characters"),
        ("New\x07 words", "This text holds a control character."),
    ):
        response = anna.post(PUBLISH, {**form, "note": note})
        assert message in response.content.decode()
        assert response.context["form"]["note"].value() == note
        assert response.context["going"] == 1
        assert len(editions()) == 1


@pytest.mark.usefixtures("edited")
def test_publishing_requires_a_post(anna):
    assert anna.get(PUBLISH).status_code == 405
    assert anna.post(CHANGES, NOTE).status_code == 200
    assert anna.get(edition_page("restore", 1)).status_code == 200
    assert len(editions()) == 1


def test_save_and_publish_does_both(anna, alder):
    response = send(
        anna, alder, opened(anna, alder), button="_publish", summary="New words.", publish_note=["", "Why."]
    )
    assert response.url == address(alder)
    assert (current_edition().catalogue.framework_by_slug["alder"].summary, current_edition().note) == (
        "New words.",
        "Why.",
    )
    assert "was saved" in messages_of(anna)[0]


def test_save_and_publish_on_an_add_page(anna):
    group = {"name": "More", "slug": "more", "description": "More of it.", "position": "5"}
    anna.post(reverse("admin:comparisons_group_add"), {**group, "_publish": "", "publish_note": "More."})
    assert current_edition().catalogue.groups[-1].slug == "more"


def test_save_and_publish_without_a_note_saves_and_asks_for_one(anna, alder):
    response = send(anna, alder, opened(anna, alder), button="_publish", summary="New words.")
    assert response.url == f"{CHANGES}?tick=framework/alder&note="
    alder.refresh_from_db()
    assert alder.summary == "New words."
    assert len(editions()) == 1
    assert "say in a few words" in messages_of(anna)[1]


def test_save_and_publish_with_errors_keeps_the_save_and_the_note(anna, alder):
    alder.facts.update(text="A bell \x07.")  # which no form looks at again
    note = "They are new & so on."
    response = send(anna, alder, opened(anna, alder), button="_publish", summary="New words.", publish_note=note)
    assert "Your release note: They are new &amp; so on." in anna.get(response.url).content.decode()
    alder.refresh_from_db()
    assert alder.summary == "New words."
    assert len(editions()) == 1


def test_the_publish_note_is_kept_when_the_form_has_errors(anna, alder):
    response = send(anna, alder, opened(anna, alder), button="_publish", name="", publish_note=["Why.", ""])
    html = " ".join(response.content.decode().split())
    assert html.count('name="publish_note" value="Why."') == 2
    assert len(editions()) == 1


def test_editions_cannot_be_changed(anna):
    edition = models.Edition.objects.get()
    assert anna.post(address(edition), {"note": "Other"}).status_code == 403
    assert anna.post(reverse("admin:comparisons_edition_delete", args=[edition.pk]), {"post": "yes"}).status_code == 403
    assert anna.get(reverse("admin:comparisons_edition_add")).status_code == 403


def test_an_edition_shows_its_counts_and_changes(anna, second_edition):
    response = anna.get(edition_page("change", 2))
    assert ("frameworks", 4) in response.context["counts"]
    assert [line.text for line in response.context["changes"]] == [
        "Framework Alder: summary 'Alder serves pages.' becomes 'New words.'."
    ]
    assert "This is the first edition." in anna.get(edition_page("change", 1)).content.decode()


def test_a_missing_edition_shows_a_message(anna):
    assert anna.get(reverse("admin:comparisons_edition_change", args=[999])).status_code == 302
    assert anna.get(reverse("admin:comparisons_edition_take", args=[999])).status_code == 404


def test_an_edition_can_be_downloaded(anna):
    response = anna.get(edition_page("download", 1))
    assert response["Content-Disposition"] == 'attachment; filename="edition-1.json"'
    assert len(json.loads(response.content)["frameworks"]) == 4


def test_restore_shows_what_visitors_would_see_change(anna, second_edition):
    response = anna.get(edition_page("restore", 1))
    assert [line.text for line in response.context["changes"]] == [
        "Framework Alder: summary 'New words.' becomes 'Alder serves pages.'."
    ]
    assert "Effect on the advice" in response.content.decode()
    assert len(editions()) == 2


def test_restore_publishes_again_and_keeps_the_working_copy(anna, alder, second_edition):
    anna.post(edition_page("restore", 1), {"note": "The old words were right."})
    assert (current_edition().number, current_edition().note) == (3, "Edition 1 restored: The old words were right.")
    alder.refresh_from_db()
    assert alder.summary == "New words."
    assert "1 unpublished change<" in anna.get("/admin/").content.decode()


def test_restore_requires_a_note(anna, second_edition):
    assert "say in a few words what has changed" in anna.post(edition_page("restore", 1)).content.decode()
    assert len(editions()) == 2


def test_restoring_the_current_edition_changes_nothing(anna, published):
    assert "There is nothing to restore" in anna.get(edition_page("restore", 1)).content.decode()
    anna.post(edition_page("restore", 1), NOTE)
    assert len(editions()) == 1


def test_take_shows_what_it_would_overwrite(anna, alder, second_edition):
    response = anna.get(edition_page("take", 1))
    assert [line.text for line in response.context["changes"]] == [
        "Framework Alder: summary 'New words.' becomes 'Alder serves pages.'."
    ]
    alder.refresh_from_db()
    assert alder.summary == "New words."


def test_take_makes_the_working_copy_equal_to_the_edition(anna, alder, second_edition):
    assert anna.post(edition_page("take", 1)).url == CHANGES
    alder.refresh_from_db()
    assert (alder.summary, alder.revision) == ("Alder serves pages.", 3)
    assert len(editions()) == 2
    assert "Taken into the working copy." in anna.get(edition_page("history", 1)).content.decode()


def test_an_open_form_conflicts_with_an_edition_taken_meanwhile(anna, berta, alder, second_edition):
    form = opened(berta, alder)
    anna.post(edition_page("take", 1))
    assert send(berta, alder, form, summary="Berta's words.").status_code == 200


def test_a_damaged_edition_shows_a_message_and_the_admin_keeps_working(anna, second_edition):
    models.Edition.objects.filter(number=2).update(data="{}", digest="0" * 64)
    assert "The current edition is damaged" in anna.get("/admin/").content.decode()
    assert "does not match its digest" in anna.get(edition_page("change", 2)).content.decode()
    assert anna.get(CHANGES).status_code == 200
    assert anna.post(edition_page("take", 2)).status_code == 302
    assert anna.get(edition_page("restore", 2)).status_code == 302
    assert "So we cannot tell what would change." in anna.get(edition_page("restore", 1)).content.decode()
    anna.post(edition_page("restore", 1), NOTE)
    assert current_edition().number == 3
