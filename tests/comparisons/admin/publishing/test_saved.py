"""*Save and publish* publishes that one thing, and a note is never lost."""

import pytest
from django.urls import reverse
from msgspec.structs import replace

from comparisons import models
from comparisons.editions.pending import pending
from comparisons.editions.store import current_edition, editions
from tests.catalogues import changed
from tests.comparisons.admin.browser import address, form_of, messages_of, opened, row_name, send
from tests.comparisons.admin.publishing.changes import CHANGES, PUBLISH, SMALL, press, ticked


def test_save_and_publish_publishes_that_thing_and_not_the_work_of_others(anna, berta, alder, edited):
    source = models.Source.objects.get(slug="article")
    send(berta, alder, opened(berta, alder), summary="Berta is not done.")
    send(anna, source, opened(anna, source), button="_publish", note="Read again.", publish_note="One source.")
    assert current_edition().catalogue == changed(SMALL, "sources", "article", note="Read again.")
    assert messages_of(anna)[1].startswith(
        "Edition 2 is published with 1 change: visitors see it now. 4 changes stay unpublished."
    )
    assert set(pending().by_name) == {"framework/alder", "framework/birch", "score/alder/admin", "source/handbook"}


def test_save_and_publish_publishes_the_rows_that_the_form_has_changed(anna, berta, alder):
    other = alder.scores.get(criterion__slug="speed")
    send(berta, other, opened(berta, other), reason="Berta is not done.")
    form = opened(anna, alder)
    fields = {f"{row_name(form, 'extensions', alder.extensions.get())}-licence": "MIT", "summary": "New."}
    send(anna, alder, form, button="_publish", publish_note="Alder.", **fields)
    [extension] = SMALL.framework_by_slug["alder"].extensions
    given = {"summary": "New.", "extensions": (replace(extension, licence="MIT"),)}
    new = changed(SMALL, "frameworks", "alder", **given)
    assert current_edition().catalogue == new
    assert set(pending().by_name) == {"score/alder/speed"}


def test_save_and_publish_of_what_needs_more_shows_that_first(anna, edited):
    score = models.Score.objects.get(framework__slug="alder", criterion__slug="admin")
    response = send(anna, score, opened(anna, score), button="_publish", reason="New.", publish_note="Why.")
    assert response.url == f"{CHANGES}?tick=score/alder/admin&note=Why."
    page = anna.get(response.url)
    assert "Nothing was published yet: this needs 1 change more." in page.content.decode()
    assert ticked(page) == {"score/alder/admin", "source/handbook"}
    press(anna, page, "publish=", page=PUBLISH)
    assert current_edition().note == "Why."
    assert set(pending().by_name) == {"framework/birch"}


def test_save_and_publish_of_what_is_published_already_does_nothing_to_the_work_of_others(anna, edited):
    group = models.Group.objects.get(slug="with-it")
    response = send(anna, group, opened(anna, group), button="_publish", publish_note="Why.")
    assert response.url == address(group)
    assert messages_of(anna)[1] == "Nothing was published: visitors see this already as it is."
    assert (len(editions()), len(pending().changes)) == (1, 3)


def test_a_part_of_something_new_is_published_with_it(anna):
    page = reverse("admin:comparisons_question_add")
    rows = {"choices-TOTAL_FORMS": "2", "choices-0-text": "Yes", "choices-0-slug": "yes"}
    rows |= {"choices-1-text": "No", "choices-1-slug": "no", "choices-0-exclusive": "on", "choices-1-exclusive": "on"}
    form = form_of(anna.get(page), "question")
    anna.post(page, {**form, **rows, "text": "Sure?", "slug": "sure", "why": "Why not.", "_save": ""})
    choice = models.Choice.objects.get(slug="yes")
    send(anna, choice, opened(anna, choice), button="_publish", text="Yes!", publish_note="A question.")
    assert [c.text for c in current_edition().catalogue.question_by_slug["sure"].choices] == ["Yes!", "No"]


@pytest.mark.parametrize("button", ["_save", "_continue", "_addanother"])
def test_a_note_that_is_sent_without_publishing_is_kept(anna, alder, button):
    form = opened(anna, alder)
    response = send(anna, alder, form, button=button, summary="New words.", publish_note=["Why & so.", ""])
    assert response.url == f"{CHANGES}?tick=framework/alder&note=Why%20%26%20so."
    page = anna.get(response.url)
    assert page.context["form"]["note"].value() == "Why & so."
    assert ticked(page) == {"framework/alder"}
    assert "It is not published yet." in page.content.decode()
    alder.refresh_from_db()
    assert (alder.summary, len(editions())) == ("New words.", 1)
