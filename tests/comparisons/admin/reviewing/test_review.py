"""The review queue, the page of one change, and who has which form open."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from comparisons import models
from comparisons.editions.pending import mark_ready, pending
from comparisons.editions.publishing import ticks_of
from comparisons.working_copy import write_catalogue
from comparisons.working_copy.open_forms import OPEN_FOR
from tests.catalogues import changed
from tests.comparisons.admin.browser import address, messages_of, opened, publish_ticked, send
from tests.comparisons.admin.publishing.changes import CHANGES, THREE, entries, press, ticked

QUEUE = "/admin/changes/review/"
BIRCH = f"{QUEUE}framework/birch/"


@pytest.fixture
def edited(published):
    """Three unpublished changes."""
    write_catalogue(THREE)


@pytest.fixture
def birch(edited):
    return models.Framework.objects.get(slug="birch")


def sections(response):
    """Return what each section of the queue lists, by the first word of its title."""
    return {s.title.split(",")[0]: [entry.name for entry in s.entries] for s in response.context["sections"]}


EMPTY = {
    "Ready": [],
    "Assigned to you": [],
    "With open comments": [],
    "Ready once": [],
    "Assigned to others": [],
}


def test_an_editor_comments_and_marks_and_a_publisher_answers_assigns_and_publishes_it(anna, carl, edited):
    page = carl.get(BIRCH)
    assert page.context["one"].name == "framework/birch"
    carl.post(BIRCH, {"comment": "yes", "text": "Is <b>Beech</b> right?"})
    assert messages_of(carl) == ["Your comment is kept with the change."]
    carl.post(BIRCH, {"ready": "yes", "seen": page.context["seen"]})
    assert sections(anna.get(QUEUE)) == EMPTY | {
        "Ready": ["framework/birch"],
        "With open comments": ["framework/birch"],
    }
    html = anna.get(BIRCH).content.decode()
    assert "Is &lt;b&gt;Beech&lt;/b&gt; right?" in html
    anna.post(BIRCH, {"comment": "yes", "text": "Yes."})
    anna.post(BIRCH, {"assign": "yes", "to": "carl"})
    assert sections(carl.get(QUEUE))["Assigned to you"] == ["framework/birch"]
    assert sections(anna.get(QUEUE))["Assigned to others"] == ["framework/birch"]
    entry = entries(anna.get(CHANGES))["framework/birch"]
    assert (entry.assigned_to, entry.comments, entry.marked_by) == ("carl", 2, "carl")
    for comment in models.ReviewComment.objects.all():
        carl.post(BIRCH, {"done": comment.pk})
    assert sections(anna.get(QUEUE))["With open comments"] == []
    assert ticked(anna.get(f"{CHANGES}?tick=ready")) == {"framework/birch"}
    assert ticked(carl.get(f"{CHANGES}?tick=assigned")) == {"framework/birch"}


def test_history_tells_the_comments_on_changes_of_a_thing_also_after_it_was_renamed(anna, carl, birch):
    carl.post(BIRCH, {"comment": "yes", "text": "Is <b>Beech</b> right?"})
    anna.post(BIRCH, {"comment": "yes", "text": "Yes."})
    first = models.ReviewComment.objects.earliest("pk")
    anna.post(BIRCH, {"done": first.pk})
    page = f"/admin/comparisons/framework/{birch.pk}/history/"
    html = anna.get(page).content.decode()
    assert html.index("<p>Yes.</p>") < html.index("<p>Is &lt;b&gt;Beech&lt;/b&gt; right?</p>")
    assert f'<span>Open: <a href="{BIRCH}">the change</a></span>' in html
    assert "<span>Done: anna</span>" in html
    publish_ticked(anna, note="Beech.")
    assert "<span>Published in edition 2</span>" in anna.get(page).content.decode()
    birch.slug, birch.aliases = "beech", "birch"
    birch.save()
    assert "<p>Yes.</p>" in anna.get(page).content.decode()


def test_several_changes_are_assigned_at_once(anna, carl, edited):
    page = anna.get(CHANGES)
    press(anna, page, "assign=yes", only=["framework/birch", "source/handbook"], to="carl")
    assert messages_of(anna) == ["2 changes assigned to carl."]
    assert sections(carl.get(QUEUE))["Assigned to you"] == ["framework/birch", "source/handbook"]
    press(carl, carl.get(CHANGES), "assign=yes", only=["source/handbook"], to="")
    assert messages_of(carl) == ["1 change assigned to nobody."]
    assert sections(carl.get(QUEUE))["Assigned to you"] == ["framework/birch"]


def test_what_is_ready_longest_comes_first_and_what_was_changed_since_is_not_ready(edited, anna, carl):
    found = pending()
    carls = User.objects.get(username="carl")
    for name in ("source/handbook", "framework/birch"):
        mark_ready(ticks_of(found, [found.by_name[name]]), by=carls)
    assert sections(anna.get(QUEUE))["Ready"] == ["source/handbook", "framework/birch"]
    write_catalogue(changed(THREE, "frameworks", "birch", name="Bark"))
    found = sections(anna.get(QUEUE))
    assert (found["Ready"], found["Ready once"]) == (["source/handbook"], ["framework/birch"])


REFUSED = {
    "an empty comment": ({"comment": "yes", "text": " "}, "Nothing was kept: write something first."),
    "a long one": ({"comment": "yes", "text": "x" * 2001}, "A comment has at most 2000 characters."),
    "one with a NUL": ({"comment": "yes", "text": "a\0"}, "Null characters are not allowed."),
}


@pytest.mark.parametrize(("posted", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_comment_that_cannot_be_kept_is_shown_again_with_the_reason(anna, edited, posted, words):
    page = anna.post(BIRCH, posted)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert models.ReviewComment.objects.count() == 0


@pytest.mark.parametrize("to", ["nobody-known", "guest", "a\0b"])
def test_only_logins_that_are_active_on_the_editors_side_are_assigned(anna, edited, to):
    User.objects.create_user("guest")
    anna.post(BIRCH, {"assign": "yes", "to": to})
    assert messages_of(anna) == ["Nothing was assigned: there is no such login that is active."]
    assert models.Assignment.objects.count() == 0


@pytest.mark.parametrize("done", ["0", "x", "9" * 30, "-1"])
def test_a_comment_that_does_not_exist_is_not_done(anna, edited, done):
    assert anna.post(BIRCH, {"done": done}).status_code == 302


def test_who_may_only_look_sees_all_and_changes_nothing(dora, edited):
    assert dora.get(QUEUE).status_code == 200
    html = dora.get(BIRCH).content.decode()
    assert "Mark as ready" not in html
    assert "<textarea" not in html
    for posted in ({"comment": "yes", "text": "Hm"}, {"assign": "yes", "to": "dora"}, {"ready": "yes"}, {"done": "1"}):
        assert dora.post(BIRCH, posted).status_code == 403
    assert not models.ReviewComment.objects.exists()


def test_a_change_that_is_not_pending_any_more_leads_to_the_queue(anna, published):
    assert anna.get(BIRCH).url == QUEUE
    assert messages_of(anna) == ["This change is not pending any more: it was published, discarded or undone."]


def test_others_learn_who_has_a_form_open_until_it_is_saved_or_left_for_half_an_hour(anna, berta, birch):
    form = opened(anna, birch)
    page = berta.get(address(birch)).content.decode()
    assert "anna opened this form at " in page
    assert "berta opened" not in page
    assert [one.by for one in entries(berta.get(CHANGES))["framework/birch"].opened] == ["anna"]
    people = {one.name: (one.changes, [label for label, *_ in one.forms]) for one in berta.get(QUEUE).context["people"]}
    assert people == {"anna": (0, ["framework birch"])}
    send(anna, birch, form, "_save", summary="New words.")
    assert "anna opened" not in berta.get(address(birch)).content.decode()
    opened(anna, birch)
    models.OpenForm.objects.update(opened_at=timezone.now() - OPEN_FOR)
    assert "anna opened" not in berta.get(address(birch)).content.decode()


def test_who_may_only_look_has_no_form_open(dora, birch):
    dora.get(address(birch))
    assert models.OpenForm.objects.count() == 0


def test_the_first_page_of_the_admin_counts_what_waits(anna, carl, edited):
    anna.post(BIRCH, {"assign": "yes", "to": "carl"})
    carl.post(BIRCH, {"ready": "yes", "seen": carl.get(BIRCH).context["seen"]})
    html = " ".join(carl.get("/admin/").content.decode().split())
    assert "1 change marked as ready. 1 assigned to you." in html
