"""The versions of one thing: who changed what and when, and back to any of them."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from comparisons import models
from comparisons.working_copy import read_catalogue
from tests.comparisons.admin.browser import (
    address,
    filled_in,
    form_of,
    guide,
    messages_of,
    opened,
    publish_ticked,
    send,
)
from tests.comparisons.admin.matrix import key, saved, shown, stored

pytestmark = pytest.mark.any_database


def history(row):
    return reverse(f"admin:comparisons_{row._meta.model_name}_history", args=[row.pk])


def last_entry():
    return LogEntry.objects.latest("pk")


def back(client, entry, side=""):
    """Open the page that brings a version back, and press its button."""
    page = reverse("admin:version", args=[entry.pk]) + side
    response = client.get(page)
    assert response.status_code == 200
    seen = response.content.decode().partition('name="seen" value="')[2].partition('"')[0]
    return client.post(page, {"seen": seen})


def test_each_version_has_a_link_that_shows_what_moved_and_brings_it_back(anna):
    alder = models.Framework.objects.get(slug="alder")
    before = read_catalogue()
    send(anna, alder, opened(anna, alder), summary="One.")
    first = last_entry()
    send(anna, alder, opened(anna, alder), summary="Two.", licence="BSD")
    html = anna.get(history(alder)).content.decode()
    assert html.index("to “Two.”") < html.index("to “One.”")
    for words in ("Licence from “MIT” to “BSD”", "as it was after this", "as it was before this", "anna"):
        assert words in html
    page = anna.get(reverse("admin:version", args=[first.pk])).content.decode()
    assert "<td>Two.</td>" in page
    assert "<td>One.</td>" in page
    assert back(anna, first).url == address(alder)
    alder.refresh_from_db()
    assert (alder.summary, alder.licence) == ("One.", "MIT")
    assert "Back to the version after the change by anna" in last_entry().get_change_message()
    back(anna, first, "?side=before")
    assert read_catalogue() == before


def test_a_version_has_the_rows_of_a_framework_but_not_its_scores(anna):
    alder, cell = models.Framework.objects.get(slug="alder"), key("alder", "admin")
    form = opened(anna, alder)
    send(anna, alder, form, **{"facts-0-text": "Three people."})
    entry = last_entry()
    saved(anna, shown(anna), **{f"value-{cell}": "2"})
    back(anna, entry, "?side=before")
    assert [fact.text for fact in alder.facts.all()] == ["Two people.", "A newsroom."]
    assert stored("alder", "admin").value == 2


def test_cells_of_the_matrix_imports_and_reviews_have_versions_too(anna):
    score, cell = stored("alder", "admin"), key("alder", "admin")
    saved(anna, shown(anna), **{f"value-{cell}": "2"})
    entry = last_entry()
    anna.post(reverse("admin:desk"), {"score": [f"{score.pk}:2"]})
    assert LogEntry.objects.filter(object_id=str(score.pk), version=None).count() == 0
    back(anna, entry, "?side=before")
    assert stored("alder", "admin").value == 9
    assert stored("alder", "admin").pk == score.pk


def test_a_renamed_thing_keeps_its_new_name_when_an_older_version_comes_back(anna):
    source = models.Source.objects.get(slug="manual")
    send(anna, source, opened(anna, source), note="Read it.")
    entry = last_entry()
    send(anna, source, opened(anna, source), slug="handbook", note="")
    back(anna, entry)
    source.refresh_from_db()
    assert (source.slug, source.aliases, source.note) == ("handbook", "manual", "Read it.")


def test_what_was_deleted_comes_back_from_the_log_with_its_parts(anna):
    score = stored("alder", "admin")
    before = read_catalogue()
    anna.post(guide(score), filled_in(anna, score))
    entry = last_entry()
    log = anna.get(reverse("admin:admin_logentry_changelist")).content.decode()
    assert f"{reverse('admin:version', args=[entry.pk])}?side=before" in log
    back(anna, entry, "?side=before")
    assert read_catalogue() == before
    assert stored("alder", "admin").pk == score.pk


def test_a_version_that_names_what_is_gone_is_not_brought_back(anna):
    claim = models.Claim.objects.get(slug="all-are-good")
    send(anna, claim, opened(anna, claim), text="All are well.")
    entry = last_entry()
    birch = models.Framework.objects.get(slug="birch")
    send(anna, claim, opened(anna, claim), frameworks=[])
    anna.post(guide(birch), filled_in(anna, birch))
    response = anna.get(reverse("admin:version", args=[entry.pk]))
    assert "that would cause these errors" in response.content.decode()
    assert anna.post(reverse("admin:version", args=[entry.pk]), {"seen": ""}).status_code == 200
    assert models.Claim.objects.get(slug="all-are-good").frameworks.count() == 0


def test_nothing_comes_back_if_somebody_changed_it_after_one_had_looked(anna, berta):
    alder = models.Framework.objects.get(slug="alder")
    send(anna, alder, opened(anna, alder), summary="One.")
    entry = last_entry()
    send(anna, alder, opened(anna, alder), summary="Two.")
    page = reverse("admin:version", args=[entry.pk])
    seen = anna.get(page).content.decode().partition('name="seen" value="')[2].partition('"')[0]
    send(berta, alder, opened(berta, alder), summary="Three.")
    response = anna.post(page, {"seen": seen})
    assert "Nothing was changed: somebody changed it" in response.content.decode()
    alder.refresh_from_db()
    assert alder.summary == "Three."


def test_a_version_of_another_release_is_told_and_changes_nothing(anna):
    alder = models.Framework.objects.get(slug="alder")
    send(anna, alder, opened(anna, alder), summary="One.")
    models.Version.objects.update(after='{"slug": "alder", "colour": "green"}')
    assert anna.get(reverse("admin:version", args=[last_entry().pk])).status_code == 302
    refusal = "It is not possible to go back to this version. It was written by an older release."
    assert messages_of(anna)[1:] == [refusal]


def test_those_who_may_only_view_see_a_version_and_cannot_bring_it_back(anna, dora):
    alder = models.Framework.objects.get(slug="alder")
    send(anna, alder, opened(anna, alder), summary="One.")
    page = reverse("admin:version", args=[last_entry().pk]) + "?side=before"
    assert "Bring this version back" not in dora.get(page).content.decode()
    assert dora.post(page, {"seen": "x"}).status_code == 403
    assert dora.get(reverse("admin:version", args=[10**9])).status_code == 404


def test_publishing_adds_no_version(anna):
    alder = models.Framework.objects.get(slug="alder")
    send(anna, alder, opened(anna, alder), summary="One.")
    before = models.Version.objects.count()
    publish_ticked(anna, publish_note="N")
    assert models.Version.objects.count() == before


def test_a_thing_that_nobody_changed_says_so(anna):
    claim = models.Claim.objects.first()
    assert "Nobody has changed this here yet" in anna.get(history(claim)).content.decode()
    assert form_of(anna.get(address(claim)), "claim")
