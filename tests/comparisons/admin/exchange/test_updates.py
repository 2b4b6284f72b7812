"""The page of what a new version of the shipped catalogue brings."""

import pytest

from comparisons import models
from comparisons.admin.exchange import updates
from comparisons.editions.pending import pending
from comparisons.editions.shipped import load_shipped, note_offered
from comparisons.files import write_directory
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import changed, small_catalogue, with_score
from tests.comparisons.admin.browser import form_of, messages_of

UPDATES = "/admin/updates/"
SMALL = small_catalogue()
NEWER = changed(SMALL, "frameworks", "alder", summary="Theirs.")
NEWER = changed(NEWER, "frameworks", "birch", name="Beech")
OURS = changed(SMALL, "frameworks", "alder", summary="Ours.")


@pytest.fixture
def upgraded(published, tmp_path, monkeypatch):
    """Version SMALL was loaded and edited, then version NEWER was installed."""
    load_shipped(SMALL, overwrite_edits=False)
    write_catalogue(OURS)
    ship(NEWER, tmp_path, monkeypatch)


def ship(catalogue, folder, monkeypatch):
    write_directory(catalogue, folder)
    monkeypatch.setattr(updates, "SHIPPED", folder)


def test_the_page_tells_updates_from_what_both_changed_and_takes_what_is_ticked(anna, upgraded):
    page = anna.get(UPDATES)
    html = " ".join(page.content.decode().split())
    assert "Updates (1)" in html
    assert "Framework Beech: name &#x27;Birch&#x27; becomes &#x27;Beech&#x27;." in html
    [(row, is_ticked)] = page.context["both"]
    assert [(field.name, field.then, field.now, field.here) for field in row.fields] == [
        ("Summary", SMALL.framework_by_slug["alder"].summary, "Theirs.", "Ours.")
    ]
    assert not is_ticked
    answer = anna.post(UPDATES, {**form_of(page, "updates"), "take": "yes"})
    assert answer.url == UPDATES
    assert messages_of(anna) == ["1 change taken from the new version. Visitors see them once they are published."]
    assert read_catalogue() == changed(OURS, "frameworks", "birch", name="Beech")
    assert set(pending().by_name) == {"framework/alder", "framework/birch"}
    history = anna.get("/admin/comparisons/framework/2/history/").content.decode()
    assert "Taken from the new version of the shipped catalogue: " in history


def test_the_new_side_is_taken_where_it_is_ticked_and_the_rest_is_left_for_good(anna, upgraded):
    page = anna.get(UPDATES)
    [(row, _)] = page.context["both"]
    anna.post(UPDATES, {"theirs": row.tick, "leave_rest": "yes"})
    assert messages_of(anna) == [
        "1 change taken from the new version. Visitors see them once they are published.",
        "This version is settled. What differs from it here counts as yours from now on.",
    ]
    assert read_catalogue() == changed(OURS, "frameworks", "alder", summary="Theirs.")
    html = " ".join(anna.get(UPDATES).content.decode().split())
    assert "This version brings nothing that you do not have, or have not changed yourself." in html


def test_nothing_ticked_takes_nothing(anna, upgraded):
    anna.post(UPDATES, {"take": "yes"})
    assert messages_of(anna) == ["Nothing was taken. Tick what you want to take."]
    assert read_catalogue() == OURS


def test_a_refusal_keeps_the_ticks_and_says_why(anna, upgraded):
    form = form_of(anna.get(UPDATES), "updates")
    write_catalogue(changed(OURS, "frameworks", "birch", name="Bark"))
    page = anna.post(UPDATES, {**form, "take": "yes"})
    assert page.status_code == 200
    assert "Nothing was taken. Somebody was at work after you had looked" in page.content.decode()
    assert read_catalogue() == changed(OURS, "frameworks", "birch", name="Bark")


def test_without_a_known_ground_everything_counts_as_ours(anna, published, tmp_path, monkeypatch):
    models.WorkingCopy.objects.update(grown_from=None)
    write_catalogue(with_score(OURS, "alder", "admin", value=1.0))
    models.Edition.objects.update(note="Edited")
    ship(NEWER, tmp_path, monkeypatch)
    page = anna.get(UPDATES)
    assert "It is not known which shipped catalogue" in page.content.decode()
    assert (page.context["updates"], page.context["both"]) == ([], [])
    rows = {row.about: row.tick for row, _ in page.context["edits"]}
    anna.post(UPDATES, {"theirs": rows["Score of Alder on Admin"], "take": "yes"})
    assert read_catalogue() == OURS


def test_a_broken_shipped_catalogue_leads_back_with_the_reason(anna, upgraded, tmp_path):
    (tmp_path / "sources.toml").write_text("no TOML")
    assert anna.get(UPDATES).url == "/admin/"
    assert "The shipped catalogue is broken" in messages_of(anna)[0]


def test_who_may_only_look_takes_nothing(dora, upgraded):
    assert "but not take it" in dora.get(UPDATES).content.decode()
    assert dora.post(UPDATES, {"leave_rest": "yes"}).status_code == 403


def test_the_first_page_of_the_admin_says_what_waits(anna, upgraded):
    assert "This version brings" not in anna.get("/admin/").content.decode()
    note_offered(2)
    assert "This version brings 2 updates of the catalogue." in anna.get("/admin/").content.decode()
    anna.post(UPDATES, {"leave_rest": "yes"})
    assert "This version brings" not in anna.get("/admin/").content.decode()
